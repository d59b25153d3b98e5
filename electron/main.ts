import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  shell,
  utilityProcess,
} from 'electron'
import { processEnvironment, shellChannels } from '../contract/shell-messages.ts'
import { appOrigin, appScheme } from './app-origin.ts'
import { builtEntries } from './built-entries.ts'
import { type EngineProcess, startEngine } from './engine-process.ts'
import { type Launch, parseLaunch, profileFolder } from './launch.ts'
import { menuTemplate } from './menu.ts'
import { restrictNavigation, restrictRequests } from './navigation.ts'
import { restrictPermissions } from './permissions.ts'
import { isPortRequest, portHandover } from './port-handover.ts'
import { appSchemePrivileges, protocolHandler } from './protocol.ts'
import { finishBeforeQuit } from './quit.ts'
import { showFile } from './show-file.ts'
import { claimSingleInstance } from './single-instance.ts'
import { utilityChild } from './utility-process.ts'
import { watchUse } from './watch-use.ts'
import { windowOptions } from './window-options.ts'

/** The build's output folder; this file is electron/main.js in it. */
const built = join(import.meta.dirname, '..')

function openWindow(): void {
  const window = new BrowserWindow(
    windowOptions({
      dark: nativeTheme.shouldUseDarkColors,
      preload: join(built, builtEntries.preload),
      packaged: app.isPackaged,
    }),
  )
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${appOrigin}/`)
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  if (window) window.focus()
  else openWindow()
}

function tellFailure(error: unknown): void {
  dialog.showErrorBox('Naghma cannot go on', error instanceof Error ? error.message : String(error))
}

function runEngine(launch: Launch): EngineProcess<MessagePortMain> {
  const createChannel = () => new MessageChannelMain()
  const handover = portHandover<MessagePortMain>({
    createChannel,
    connectPage: (port) => engine.connectPage(port),
  })
  const engine: EngineProcess<MessagePortMain> = startEngine({
    fork: (kind) =>
      utilityChild(
        utilityProcess.fork(join(built, builtEntries[kind]), [], {
          serviceName: `Naghma ${kind}`,
          env: { ...process.env, ...(kind === 'engine' ? {} : processEnvironment[kind]) },
        }),
      ),
    createChannel,
    open: {
      type: 'open',
      ...launch,
      resourcesFolder: app.isPackaged ? process.resourcesPath : app.getAppPath(),
    },
    onReady: handover.engineReady,
    onGone: (message) => handover.engineGone(true, message),
    onFailed: (message) => {
      handover.engineGone(false, message)
      tellFailure(message)
      app.quit()
    },
    onShowFile: (path) => void showFile(path, (file) => shell.showItemInFolder(file)),
    onQuit: () => app.quit(),
  })
  ipcMain.on(shellChannels.portWanted, ({ senderFrame, sender }, message) => {
    if (isPortRequest(senderFrame, message)) handover.portWanted(sender)
  })
  return engine
}

async function run(launch: Launch): Promise<void> {
  let engine: EngineProcess<MessagePortMain> | undefined
  const first = claimSingleInstance(app, launch, ({ folders }) => {
    engine?.addFolders(folders)
    if (app.isReady()) showWindow()
  })
  if (!first) return app.quit()

  app.on('web-contents-created', (_event, contents) =>
    restrictNavigation(contents, (url) => void shell.openExternal(url)),
  )
  await app.whenReady()
  restrictPermissions(session.defaultSession)
  restrictRequests(session.defaultSession)
  const running = runEngine(launch)
  engine = running
  finishBeforeQuit(app, () => running.stop())
  watchUse(powerMonitor, running.tellUse)
  protocol.handle(
    appScheme,
    protocolHandler({ pageFolder: join(built, 'renderer'), engineAddress: running.address }),
  )
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)))
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  openWindow()
}

try {
  protocol.registerSchemesAsPrivileged([appSchemePrivileges])
  app.enableSandbox()
  const launch = parseLaunch(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd(), process.env)
  const profile = profileFolder(launch)
  if (profile !== null) {
    mkdirSync(profile, { recursive: true, mode: 0o700 })
    app.setPath('userData', profile)
  }
  run(launch).catch((error: unknown) => {
    tellFailure(error)
    app.quit()
  })
} catch (error) {
  tellFailure(error)
  app.exit(1)
}
