import {
  isPageToShell,
  isShellToPage,
  type PageToShell,
  shellChannels,
} from '../contract/shell-messages.ts'

/** The part of the page's `window` that the preload script uses. */
export interface PageWindow<Port> {
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; origin: string; data: unknown }) => void,
  ): void
  postMessage(message: unknown, targetOrigin: string, transfer?: Port[]): void
}

/** The part of Electron's `ipcRenderer` that the preload script uses. */
export interface ShellIpc<Port> {
  send(channel: string, message: PageToShell): void
  on(channel: string, listener: (event: { ports: Port[] }, message: unknown) => void): unknown
}

/**
 * Passes the page's wish for a port on to the shell, and what the shell answers on to the page. Exposes nothing of
 * Electron: the page sees window messages of its own origin only.
 */
export function bridgePage<Port>(
  page: PageWindow<Port>,
  shell: ShellIpc<Port>,
  origin: string,
): void {
  page.addEventListener('message', ({ source, origin: from, data }) => {
    if (source === page && from === origin && isPageToShell(data))
      shell.send(shellChannels.portWanted, { type: data.type })
  })
  shell.on(shellChannels.toPage, ({ ports }, message) => {
    if (isShellToPage(message)) page.postMessage(message, origin, ports)
  })
}
