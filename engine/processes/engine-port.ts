import type { Port } from './port.ts'

/** What Electron adds to `process` in a utility process; absent elsewhere. */
interface UtilityPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  start(): void
}
interface UtilityParentPort {
  once(event: 'message', listener: (event: { ports: UtilityPort[] }) => void): void
}

function utilityParentPort(): UtilityParentPort | undefined {
  return 'parentPort' in process ? (process.parentPort as UtilityParentPort) : undefined
}

/** A plain exit would wait for threads, which may hang. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL')
}

/**
 * The port to the engine, from inside an expendable process: the IPC channel of a forked Node process, or the
 * port that Electron's main hands over. The process ends when the engine is gone, and only then: a terminal sends
 * Ctrl-C to the engine's children too, which must not die under the tracks that the engine is about to let go.
 */
export async function connectToEngine(): Promise<Port> {
  const parentPort = utilityParentPort()
  if (parentPort) {
    const port = await new Promise<UtilityPort>((resolve, reject) => {
      parentPort.once('message', ({ ports }) =>
        ports[0] ? resolve(ports[0]) : reject(new Error('No port was handed over.')),
      )
    })
    port.on('close', endNow)
    const listeners: Array<(message: unknown) => void> = []
    port.on('message', ({ data }) => {
      for (const listener of listeners) listener(data)
    })
    port.start()
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => void listeners.push(listener),
      onClose: (listener) => void port.on('close', () => listener('The engine is gone.')),
    }
  }
  if (!process.send) throw new Error('This file is started by the engine, not by hand.')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.once('disconnect', endNow)
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => {})
    },
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.once('disconnect', () => listener('The engine is gone.')),
  }
}
