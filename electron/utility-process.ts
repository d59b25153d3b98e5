import type { MessagePortMain } from 'electron'
import type { Child } from './engine-process.ts'

/** The part of Electron's `UtilityProcess` that is used. */
interface ForkedProcess<Port> {
  readonly pid?: number | undefined
  postMessage(message: unknown, ports?: Port[]): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
}

/** One of Electron's utility processes, as the engine's keeper knows it. */
export function utilityChild<Port = MessagePortMain>(child: ForkedProcess<Port>): Child<Port> {
  return {
    send: (message, ports) => child.postMessage(message, ports),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    // Electron's own kill is SIGTERM, which a process that hangs in a handler of its own survives.
    kill: () => {
      try {
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      } catch {
        // It has ended already.
      }
    },
  }
}
