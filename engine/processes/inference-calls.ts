import type { LinkAddress } from './window-link.ts'

/** What the engine asks of the inference process. */
export type InferenceCalls = {
  /**
   * Loads a converted encoder and listens for windows, on a socket in `socketFolder` (null where sockets have no
   * folder); a second call replaces the first session. Problems: `encoder-failed`, `not-found`.
   */
  open(input: { file: string; threads: number; socketFolder: string | null }): {
    device: string
    address: LinkAddress
  }
  /** Answers when the process is alive. */
  ping(input: null): void
}
