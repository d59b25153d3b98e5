import { RPCLink } from '@orpc/client/message-port'
import type { PageToShell, ShellToPage } from '../../../contract/shell-messages.ts'
import { StoppedError, type Transport } from './connection.ts'

/** The page's window, as far as ports need it. */
export interface PortPage {
  origin: string
  postMessage(message: PageToShell, targetOrigin: string): void
  addEventListener(type: 'message', listener: (event: PortEvent) => void): void
}

interface PortEvent {
  source: unknown
  data: ShellToPage
  ports: readonly MessagePort[]
}

/**
 * Opens ways to the engine over message ports, which the preload script hands over when it is asked to. Listens
 * from the moment it is called.
 */
export function portOpener(page: PortPage): () => Promise<Transport> {
  let given: MessagePort | undefined
  let take: ((port: MessagePort) => void) | undefined
  let current: Transport | undefined
  let stopped = ''

  page.addEventListener('message', (event) => {
    if (event.source !== page) return
    if (event.data?.type === 'naghma:engine-gone') {
      stopped = event.data.restarting ? '' : event.data.message
      current?.close()
    }
    const [port] = event.ports
    if (event.data?.type !== 'naghma:port' || !port) return
    stopped = ''
    if (take) take(port)
    else given = port
    take = undefined
  })

  return async function openPort() {
    page.postMessage({ type: 'naghma:port-wanted' }, page.origin)
    if (stopped !== '') throw new StoppedError(stopped)
    const port = given ?? (await new Promise<MessagePort>((resolve) => (take = resolve)))
    given = undefined
    const closed = Promise.withResolvers<void>()
    port.addEventListener('close', () => closed.resolve())
    const link = new RPCLink({ port })
    port.start()
    current = {
      link,
      closed: closed.promise,
      close() {
        closed.resolve()
        port.close()
      },
    }
    return current
  }
}
