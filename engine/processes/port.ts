/**
 * One end of a two-way message channel between two threads or processes of Naghma. Messages are structured-cloned;
 * `transfer` moves array buffers where the channel can (threads), and is ignored where it cannot (processes).
 */
export interface Port {
  post(message: unknown, transfer?: ArrayBuffer[]): void
  onMessage(listener: (message: unknown) => void): void
  /** The other end is gone: it exited, crashed or was terminated. `reason` says how, in words. */
  onClose(listener: (reason: string) => void): void
}

/** A process or thread that may be lost at any moment: its port, and the means to end it. */
export interface Expendable extends Port {
  readonly pid: number | undefined
  kill(): void
}

export type ProcessKind = 'media' | 'inference' | 'training'

/** Given to the engine by its host, so that the engine starts processes the same way in every host. */
export type StartProcess = (kind: ProcessKind) => Expendable
