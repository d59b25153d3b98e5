import type { Provider } from '../../contract/device.ts'
import type { LinkAddress } from './window-link.ts'

/** A provider to try: see `runTrial`. */
export interface TrialInput {
  /** A converted encoder. */
  file: string
  provider: Provider
  threads: number
  /** See `OpenOptions.runtimeFolder`. */
  runtimeFolder: string | null
  /** Windows at once that are timed, rising. */
  batches: readonly number[]
  /** How long each batch is timed, at least. */
  seconds: number
}

/** How fast a batch went. */
export interface BatchTiming {
  batch: number
  windowsPerSecond: number
  /** The fixed window's means when it is one of so many, [rows compared, layers, hiddenSize] row-major. */
  means: Float32Array
}

export interface TrialResult {
  layers: number
  /** Of the fixed window alone, [layers, hiddenSize] row-major; not checked to be numbers. */
  means: Float32Array
  /** In the order of the batches; those that a larger one was slower than, or that failed, end the list. */
  timings: BatchTiming[]
}

/** What the engine asks of the inference process. */
export type InferenceCalls = {
  /**
   * Loads a converted encoder and listens for windows, on a socket in `socketFolder` (null where sockets have no
   * folder); a second call replaces the first session. See `OpenOptions`. A process stays with the runtime that it
   * loaded first, so that changing from or to `cuda` takes a new one. `device` names the provider.
   * Problems: `encoder-failed`, `device-failed`, `not-found`.
   */
  open(input: {
    file: string
    threads: number
    socketFolder: string | null
    provider: Provider
    runtimeFolder: string | null
    /** Windows in one run, at most. */
    batch: number
  }): {
    device: string
    address: LinkAddress
  }
  /**
   * Tries a provider with the fixed window, then times it; tells null after each step. It may end the process or never
   * return: see `tryDevices`. Problems: as of `open`.
   */
  trial(input: TrialInput): TrialResult
  /** The graphics cards and their drivers, in words. May take long, or forever where a driver is stuck. */
  graphics(input: null): string[]
  /** Answers when the process is alive. */
  ping(input: null): void
}
