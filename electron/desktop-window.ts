import { join } from 'node:path'
import { app, BrowserWindow, clipboard, dialog, nativeTheme, screen } from 'electron'
import { appOrigin } from './app-origin.ts'
import { builtEntries } from './built-entries.ts'
import { noticeWords } from './notice-words.ts'
import { pageRecovery } from './page-recovery.ts'
import type { ShellLog } from './shell-log.ts'
import type { ShellMemory } from './shell-state.ts'
import { windowOptions } from './window-options.ts'
import { windowPlace, withPlace } from './window-place.ts'

export interface DesktopWindowParts {
  /** The build's output folder. */
  built: string
  memory: ShellMemory
  log: ShellLog
  /** Words for the makers of Naghma about this installation. */
  makeReport(): Promise<string>
}

/** The displays, the main one first. */
function screens() {
  const main = screen.getPrimaryDisplay()
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)]
}

/** Opens the window where it was, keeps its place when it closes, and brings its page back when that dies. */
export function openWindow({ built, memory, log, makeReport }: DesktopWindowParts): BrowserWindow {
  const { maximised, fullScreen, zoomFactor, ...kept } = memory.state()
  const window = new BrowserWindow(
    windowOptions({
      place: windowPlace(kept, screens()),
      fullScreen,
      zoomFactor,
      dark: nativeTheme.shouldUseDarkColors,
      preload: join(built, builtEntries.preload),
      packaged: app.isPackaged,
    }),
  )
  const words = () => noticeWords[memory.state().language]

  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  window.on('close', () =>
    memory.change({
      bounds: withPlace(memory.state(), screens(), window.getNormalBounds()),
      maximised: window.isMaximized(),
      fullScreen: window.isFullScreen(),
      zoomFactor: window.webContents.getZoomFactor(),
    }),
  )

  /** Asks until something else than the report is chosen; the number of that button. */
  async function ask(message: string, detail: string, buttons: string[]): Promise<number> {
    const { copyReport } = words()
    for (;;) {
      const { response } = await dialog.showMessageBox({
        type: 'warning',
        message,
        detail,
        buttons: [...buttons, copyReport],
        defaultId: 0,
        cancelId: 1,
        noLink: true,
      })
      if (response < buttons.length) return response
      clipboard.writeText(await makeReport())
    }
  }

  const recovery = pageRecovery({
    reload: () => window.webContents.reload(),
    cameBack: () => {
      if (!window.isFocused()) return
      void dialog.showMessageBox(window, { type: 'info', message: words().pageCameBack })
    },
    giveUp: async () => {
      const { pageKeepsDying, pageKeepsDyingDetail, reload, quit } = words()
      const again = (await ask(pageKeepsDying, pageKeepsDyingDetail, [reload, quit])) === 0
      if (!again) app.quit()
      return again
    },
    askToReload: async () => {
      const { unresponsive, unresponsiveDetail, reload, wait } = words()
      return (await ask(unresponsive, unresponsiveDetail, [reload, wait])) === 0
    },
    endPage: () => window.webContents.forcefullyCrashRenderer(),
    log: log.warn,
    now: () => performance.now(),
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => recovery.gone(reason))
  window.webContents.on('preload-error', (_event, _path, error) =>
    log.error(`preload: ${error.stack ?? error.message}`),
  )
  window.webContents.on('console-message', ({ level, message, sourceId, lineNumber }) => {
    if (level === 'error') log.warn(`page: ${message} (${sourceId}:${lineNumber})`)
  })
  window.on('unresponsive', recovery.unresponsive)
  window.on('responsive', recovery.responsive)

  void window.loadURL(`${appOrigin}/`)
  return window
}

/** Brings the window before the user; false when there is none. */
export function showWindow(): boolean {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
  return window !== undefined
}
