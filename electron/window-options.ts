import type { BrowserWindowConstructorOptions } from 'electron'
import type { Rectangle } from './shell-state.ts'
import { LEAST_SIZE } from './window-place.ts'

export interface WindowLook {
  place: Partial<Rectangle> & { width: number; height: number }
  fullScreen: boolean
  zoomFactor: number
  /** Whether the page is dark; the background shown before the first paint follows it. */
  dark: boolean
  /** Absolute path of the bundled preload script. */
  preload: string
  /** Developer tools are for unpackaged runs. */
  packaged: boolean
}

/** The page's own background in each theme (renderer/src/ui/tokens.css), so that nothing flashes before it is painted. */
export function pageBackground(dark: boolean): string {
  return dark ? '#16181a' : '#f6f4ef'
}

/**
 * The main window: hidden until its page is ready, and as closed as Chromium can be made. Defaults that matter are
 * written out, so that a change of Electron's defaults changes nothing here.
 */
export function windowOptions({
  place,
  fullScreen,
  zoomFactor,
  dark,
  preload,
  packaged,
}: WindowLook) {
  return {
    title: 'Naghma',
    ...place,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    fullscreen: fullScreen,
    show: false,
    backgroundColor: pageBackground(dark),
    webPreferences: {
      preload,
      zoomFactor,
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
