/** How long to put up with a bad connection. Times are milliseconds. */
export interface Patience {
  /** Tries in a row that bring nothing new, or beginnings anew, after which the download fails. */
  tries: number
  /** Wait after the first of them; it doubles with each. */
  firstWaitMs: number
  longestWaitMs: number
  /** The most that a server may ask to wait. */
  longestRetryAfterMs: number
  /** A connection that brings no byte for so long is given up. */
  stallMs: number
}

export interface FileProgress {
  /** Bytes that are here, also those of an earlier time. */
  bytes: number
  /** Null until known. */
  total: number | null
  /** What is waited for, in words; empty while bytes arrive. */
  waiting: string
}

export interface FileOrder {
  /** http or https. */
  url: string
  /** The file to make; its folder is made too. */
  destination: string
  /** What is known beforehand; `sha256` is lower-case hex. */
  expected: {
    bytes?: number | undefined
    sha256?: string | undefined
    kind: 'weights' | 'json'
  }
  /** http or https address of a proxy; null for what the environment says. */
  proxy: string | null
  signal: AbortSignal
  /** Called first with what is here, then for every piece that arrives. */
  onProgress?: (progress: FileProgress) => void
  /** Bytes that must stay free besides the file; 0 unless told. */
  reserve?: number
  patience?: Partial<Patience> | undefined
  /** Bytes free where a folder is. */
  freeBytes?: ((folder: string) => Promise<number>) | undefined
}
