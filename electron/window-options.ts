import type { BrowserWindowConstructorOptions } from 'electron'

export interface WindowLook {
  /** Whether the system prefers dark; the background shown before the first paint follows it. */
  dark: boolean
  /** Absolute path of the bundled preload script. */
  preload: string
  /** Developer tools are for unpackaged runs. */
  packaged: boolean
}

/**
 * The main window: hidden until its page is ready, and as closed as Chromium can be made. Defaults that matter are
 * written out, so that a change of Electron's defaults changes nothing here.
 */
export function windowOptions({ dark, preload, packaged }: WindowLook) {
  return {
    title: 'Naghma',
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: dark ? '#16161a' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // Chromium would fetch dictionaries from the network.
      spellcheck: false,
      // The next track of a queue starts without a click.
      autoplayPolicy: 'no-user-gesture-required',
      devTools: !packaged,
    },
  } satisfies BrowserWindowConstructorOptions
}
