import type { EngineToShell } from '../../contract/shell-messages.ts'
import type { Expendable, StartProcess } from '../processes/port.ts'

/** A MessagePortMain of Electron. */
export interface ShellPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

interface Started {
  port: ShellPort | undefined
  /** Sent before the port came. */
  unsent: unknown[]
  onMessage: Array<(message: unknown) => void>
  onClose: Array<(reason: string) => void>
}

export interface ShellProcesses {
  start: StartProcess
  started(id: number, port: ShellPort): void
  exited(id: number, code: number): void
}

/** Media, inference and training processes that the desktop shell starts on the engine's behalf. */
export function shellProcesses(tell: (message: EngineToShell) => void): ShellProcesses {
  const processes = new Map<number, Started>()
  let lastId = 0
  return {
    start: (kind) => {
      const id = ++lastId
      const started: Started = { port: undefined, unsent: [], onMessage: [], onClose: [] }
      processes.set(id, started)
      tell({ type: 'start-process', id, kind })
      return {
        pid: undefined,
        post: (message) => {
          if (started.port) started.port.postMessage(message)
          else started.unsent.push(message)
        },
        onMessage: (listener) => void started.onMessage.push(listener),
        onClose: (listener) => void started.onClose.push(listener),
        kill: () => tell({ type: 'stop-process', id }),
      } satisfies Expendable
    },
    started: (id, port) => {
      const started = processes.get(id)
      if (!started) return port.close()
      started.port = port
      port.on('message', ({ data }) => {
        for (const listener of started.onMessage) listener(data)
      })
      port.start()
      for (const message of started.unsent.splice(0)) port.postMessage(message)
    },
    exited: (id, code) => {
      const started = processes.get(id)
      processes.delete(id)
      for (const listener of started?.onClose ?? [])
        listener(`The process stopped with exit code ${code}.`)
    },
  }
}
