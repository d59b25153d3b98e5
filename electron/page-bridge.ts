import {
  isPageToShell,
  isShellToPage,
  MOST_DRAGGED,
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
    if (source !== page || from !== origin || !isPageToShell(data)) return
    if (data.type === 'naghma:port-wanted') shell.send(shellChannels.fromPage, { type: data.type })
  })
  shell.on(shellChannels.toPage, ({ ports }, message) => {
    if (isShellToPage(message)) page.postMessage(message, origin, ports)
  })
}

/**
 * What the page finds as `window.naghma`: functions that each send one kind of message, made anew of what was given, and
 * nothing when that is not what it should be.
 */
export function desktopFor(shell: Pick<ShellIpc<unknown>, 'send'>) {
  function send(message: unknown): void {
    if (isPageToShell(message)) shell.send(shellChannels.fromPage, message)
  }
  return {
    dragOut: (trackIds: unknown) => {
      const dragged = Array.isArray(trackIds) ? trackIds.slice(0, MOST_DRAGGED) : trackIds
      send({ type: 'naghma:drag-out', trackIds: dragged })
    },
    speak: (language: unknown) => send({ type: 'naghma:speaks', language }),
    look: (theme: unknown) => send({ type: 'naghma:looks', theme }),
    offer: (commands: unknown) => send({ type: 'naghma:offers', commands }),
  }
}
