import { type ShellToPage, shellChannels } from '../contract/shell-messages.ts'
import { isAppUrl } from './app-origin.ts'

/** A page's web contents, as far as the hand-over needs it. */
export interface Page<Port> {
  readonly id: number
  isDestroyed(): boolean
  postMessage(channel: string, message: ShellToPage, ports?: Port[]): void
}

/** The frame an IPC message came from; null when it is gone already. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

export interface HandoverOptions<Port> {
  createChannel(): { port1: Port; port2: Port }
  /** Takes one end; false while no engine is ready. */
  connectPage(port: Port): boolean
}

export interface Handover<Port> {
  /** A page asked for its port: it gets one now, or as soon as an engine is ready. */
  portWanted(page: Page<Port>): void
  /** Serves the pages that wait. */
  engineReady(): void
  /** Tells every page that has had a port; each asks again when it wants another. */
  engineGone(restarting: boolean, message: string): void
}

/** Only the top frame of the app's own page may ask the shell for anything. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isAppUrl(frame.url)
}

/**
 * Introduces pages to the engine: one end of a new channel to each. The page asks when it listens, so nothing depends
 * on the order in which page and engine come up, reload or restart.
 */
export function portHandover<Port>({
  createChannel,
  connectPage,
}: HandoverOptions<Port>): Handover<Port> {
  const waiting = new Map<number, Page<Port>>()
  const connected = new Map<number, Page<Port>>()

  function serve(page: Page<Port>): void {
    if (page.isDestroyed()) return void waiting.delete(page.id)
    const { port1, port2 } = createChannel()
    if (!connectPage(port1)) return void waiting.set(page.id, page)
    waiting.delete(page.id)
    connected.set(page.id, page)
    page.postMessage(shellChannels.toPage, { type: 'naghma:port' }, [port2])
  }

  return {
    portWanted: serve,
    engineReady: () => {
      for (const page of [...waiting.values()]) serve(page)
    },
    engineGone: (restarting, message) => {
      const pages = new Map([...waiting, ...connected])
      connected.clear()
      for (const page of pages.values()) {
        if (page.isDestroyed()) waiting.delete(page.id)
        else
          page.postMessage(shellChannels.toPage, {
            type: 'naghma:engine-gone',
            restarting,
            message,
          })
      }
    },
  }
}
