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
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  session,
  shell,
  utilityProcess,
  type WebContents,
} from 'electron'
import {
  processEnvironment,
  type ShellToPage,
  shellChannels,
  type WorkKind,
} from '../contract/shell-messages.ts'
import { appScheme } from './app-origin.ts'
import { builtEntries } from './built-entries.ts'
import { openWindow, showWindow } from './desktop-window.ts'
import { dragOut } from './drag-out.ts'
import { type EngineProcess, startEngine } from './engine-process.ts'
import { type Launch, parseLaunch, profileFolder } from './launch.ts'
import { menuTemplate, offeredCommands } from './menu.ts'
import { menuWords } from './menu-words.ts'
import { restrictNavigation, restrictRequests } from './navigation.ts'
import { noticeWords } from './notice-words.ts'
import { openRequests, sortPlaces } from './open-requests.ts'
import { receivePageMessage } from './page-messages.ts'
import { restrictPermissions } from './permissions.ts'
import { type Handover, portHandover } from './port-handover.ts'
import { appSchemePrivileges, protocolHandler } from './protocol.ts'
import { finishBeforeQuit } from './quit.ts'
import { logsFolder, logUncaught, openShellLog, type ShellLog } from './shell-log.ts'
import { isShellLanguage, openShellMemory, type ShellMemory } from './shell-state.ts'
import { showFile } from './show-file.ts'
import { claimSingleInstance } from './single-instance.ts'
import { utilityChild } from './utility-process.ts'
import { watchUse } from './watch-use.ts'
import { pageBackground } from './window-options.ts'
import { type TaskbarProgress, type WorkSigns, workSigns } from './work-signs.ts'

/** The build's output folder; this file is electron/main.js in it. */
const built = join(import.meta.dirname, '..')
const appId = 'app.naghma'

function tellFailure(error: unknown, title = noticeWords.en.cannotGoOn): void {
  dialog.showErrorBox(title, error instanceof Error ? error.message : String(error))
}

/** The licences as they lie beside the packaged application, or in the checkout. */
function showLicences(): void {
  shell.showItemInFolder(
    app.isPackaged
      ? join(process.resourcesPath, 'licences', 'NOTICE')
      : join(app.getAppPath(), 'NOTICE'),
  )
}

/** Tells the page something; false while there is none. */
function tellPage(message: ShellToPage): boolean {
  const [window] = BrowserWindow.getAllWindows()
  window?.webContents.postMessage(shellChannels.toPage, message)
  return window !== undefined
}

function signs(memory: ShellMemory): WorkSigns {
  return workSigns({
    showProgress: ({ value, mode }: TaskbarProgress) => {
      for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(value, { mode })
    },
    notify: (kinds: WorkKind[]) => {
      if (!Notification.isSupported()) return
      const { finished, work } = noticeWords[memory.state().language]
      const notification = new Notification({
        title: finished,
        body: kinds.map((kind) => work[kind]).join('\n'),
      })
      notification.on('click', showWindow)
      notification.show()
    },
    isFocused: () => BrowserWindow.getFocusedWindow() !== null,
    isOnBattery: () => powerMonitor.isOnBatteryPower(),
    stayAwake: () => {
      const blocker = powerSaveBlocker.start('prevent-app-suspension')
      return () => void powerSaveBlocker.stop(blocker)
    },
    now: () => performance.now(),
  })
}

interface Running {
  launch: Launch
  /** Folders that the command line named in so many words. */
  folders: string[]
  memory: ShellMemory
  log: ShellLog
}

interface RunningEngine {
  engine: EngineProcess<MessagePortMain>
  handover: Handover<MessagePortMain>
  work: WorkSigns
}

function runEngine({ launch, folders, memory, log }: Running): RunningEngine {
  const createChannel = () => new MessageChannelMain()
  const work = signs(memory)
  const handover = portHandover<MessagePortMain>({
    createChannel,
    connectPage: (port) => engine.connectPage(port),
  })
  const engine: EngineProcess<MessagePortMain> = startEngine({
    fork: (kind) => {
      const child = utilityProcess.fork(join(built, builtEntries[kind]), [], {
        serviceName: `Naghma ${kind}`,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, ...(kind === 'engine' ? {} : processEnvironment[kind]) },
      })
      child.stderr?.on('data', (words: Buffer) => log.warn(`${kind}: ${String(words).trimEnd()}`))
      return utilityChild(child)
    },
    createChannel,
    open: {
      type: 'open',
      dataFolder: launch.dataFolder,
      folders,
      demo: launch.demo,
      resourcesFolder: app.isPackaged ? process.resourcesPath : app.getAppPath(),
    },
    onReady: () => {
      log.info('The engine is ready.')
      handover.engineReady()
    },
    onGone: (message) => {
      log.error(message)
      work.gone()
      handover.engineGone(true, message)
    },
    onFailed: (message) => {
      log.error(message)
      work.gone()
      handover.engineGone(false, message)
      tellFailure(message, noticeWords[memory.state().language].cannotGoOn)
      app.quit()
    },
    onProcessEnd: (kind, code) => log.warn(`The ${kind} process ended with exit code ${code}.`),
    onWork: work.work,
    onShowFile: (path) => void showFile(path, (file) => shell.showItemInFolder(file)),
    onQuit: () => app.quit(),
  })
  return { engine, handover, work }
}

/** The menu bar, made anew when the page speaks another language or offers other commands. */
function keepMenu(memory: ShellMemory) {
  let offered: ReadonlySet<string> = new Set()
  function show(): void {
    const template = menuTemplate({
      platform: process.platform,
      packaged: app.isPackaged,
      words: menuWords[memory.state().language],
      offered,
      run: (id) => void tellPage({ type: 'naghma:command', id }),
      showLicences,
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  show()
  return {
    offer: (commands: readonly string[]) => {
      const now = offeredCommands(commands)
      if (now.size === offered.size && [...now].every((id) => offered.has(id))) return
      offered = now
      show()
    },
    speak: (language: string) => {
      if (!isShellLanguage(language) || language === memory.state().language) return
      memory.change({ language })
      show()
    },
  }
}

async function dragTracks(
  trackIds: number[],
  contents: WebContents,
  engine: EngineProcess<MessagePortMain>,
): Promise<void> {
  await dragOut(trackIds, {
    findFiles: engine.findFiles,
    // Where a file has none the pointer goes without; macOS, which insists, has one for every file.
    iconOf: (file) => app.getFileIcon(file).catch(() => nativeImage.createEmpty()),
    startDrag: (item) => contents.startDrag(item),
    now: () => performance.now(),
  })
}

async function run(launch: Launch): Promise<void> {
  const logs = logsFolder(launch)
  const log = openShellLog(logs)
  let pageListens = false
  let open: (() => void) | undefined
  const requests = openRequests((opening) => pageListens && tellPage(opening))
  /** Brings the window before the user, or opens one; before the start is over there will be one anyway. */
  const show = () => {
    if (!showWindow()) open?.()
  }
  const first = claimSingleInstance(app, launch, ({ places }) => {
    void requests.asked(places)
    show()
  })
  if (!first) return app.quit()
  logUncaught(log)
  log.info(`Naghma ${app.getVersion()}, Electron ${process.versions.electron}.`)

  app.on('open-file', (event, path) => {
    event.preventDefault()
    void requests.asked([path])
    show()
  })
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) =>
    log.warn(`A process of Chromium is gone: ${name ?? type}, ${reason}, exit code ${exitCode}.`),
  )
  app.on('web-contents-created', (_event, contents) =>
    restrictNavigation(contents, (url) => void shell.openExternal(url)),
  )
  const memory = openShellMemory(join(app.getPath('userData'), 'shell.json'))
  nativeTheme.themeSource = memory.state().theme
  await app.whenReady()
  restrictPermissions(session.defaultSession)
  restrictRequests(session.defaultSession)

  // Who types a folder has decided; what a file manager hands over is asked for by the page.
  const { folders, playlists } = await sortPlaces(launch.places)
  void requests.asked(app.isPackaged ? launch.places : playlists)
  const { engine, handover, work } = runEngine({
    launch,
    folders: app.isPackaged ? [] : folders,
    memory,
    log,
  })
  finishBeforeQuit(app, () => engine.stop())
  watchUse(powerMonitor, (use) => {
    engine.tellUse(use)
    work.power()
  })
  protocol.handle(
    appScheme,
    protocolHandler({ pageFolder: join(built, 'renderer'), engineAddress: engine.address }),
  )
  const menu = keepMenu(memory)
  ipcMain.on(shellChannels.fromPage, ({ senderFrame, sender }, message) =>
    receivePageMessage(senderFrame, sender, message, {
      'naghma:port-wanted': (_message, page) => {
        handover.portWanted(page)
        pageListens = true
        requests.pageListens()
      },
      'naghma:drag-out': ({ trackIds }, page) => void dragTracks(trackIds, page, engine),
      'naghma:speaks': ({ language }) => menu.speak(language),
      'naghma:looks': ({ theme }) => {
        nativeTheme.themeSource = theme
        memory.change({ theme })
      },
      'naghma:offers': ({ commands }) => menu.offer(commands),
    }),
  )
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows())
      window.setBackgroundColor(pageBackground(nativeTheme.shouldUseDarkColors))
  })

  open = () => {
    const window = openWindow({
      built,
      memory,
      log,
      makeReport: async () =>
        (await engine.makeReport()) ??
        `Naghma ${app.getVersion()}, Electron ${process.versions.electron}: the engine gave no report. The log is in ${logs}.`,
    })
    window.on('closed', () => {
      pageListens = false
      menu.offer([])
    })
  }
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  open()
}

try {
  protocol.registerSchemesAsPrivileged([appSchemePrivileges])
  app.enableSandbox()
  app.setAppUserModelId(appId)
  app.setAboutPanelOptions({
    applicationName: 'Naghma',
    applicationVersion: app.getVersion(),
    copyright: 'Naghma contributors, Apache-2.0',
  })
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
