import { setTimeout as wait } from 'node:timers/promises'
import { problem } from '../../contract/problem.ts'
import { type CallClient, type CallOptions, type Calls, callsTo } from './calls.ts'
import type { Expendable, ProcessKind, StartProcess } from './port.ts'

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 30_000
/** A process that has been killed is gone by then, or stuck in the system. */
const LONGEST_END_MS = 2_000
/** A process that lived this long starts again at once when it dies. */
const HEALTHY_MS = 60_000

export interface Supervised<C extends Calls> {
  /** Starts the process when it is not running. Reject with `process-died` when it dies before the answer. */
  calls: CallClient<C>
  /** Called after each death that was not asked for. */
  onDeath(listener: (reason: string) => void): void
  pid(): number | undefined
  /** Ends the process; it starts again at the next call. */
  restart(): void
  /** Ends the process for good; resolves when it is gone, so that it holds no file any more. */
  stop(): Promise<void>
}

/** Keeps one expendable process: started at its first call, replaced after a death, later and later while it keeps dying. */
export function supervise<C extends Calls>(
  kind: ProcessKind,
  startProcess: StartProcess,
): Supervised<C> {
  interface Running {
    process: Expendable
    client: CallClient<C>
  }
  let running: Running | undefined
  const stopped = new AbortController()
  let quickDeaths = 0
  let notBefore = 0
  const deathListeners: Array<(reason: string) => void> = []

  function start(): Running {
    const process = startProcess(kind)
    const started: Running = { process, client: callsTo<C>(process) }
    const startedAt = Date.now()
    process.onClose((reason) => {
      if (running !== started) return
      running = undefined
      quickDeaths = Date.now() - startedAt > HEALTHY_MS ? 0 : quickDeaths + 1
      const pause =
        quickDeaths === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (quickDeaths - 1))
      notBefore = Date.now() + pause
      for (const listener of deathListeners) listener(reason)
    })
    return started
  }

  async function ready(given: AbortSignal | undefined): Promise<Running> {
    const signal = given ? AbortSignal.any([given, stopped.signal]) : stopped.signal
    while (!running) {
      if (signal.aborted) throw problem('cancelled', 'Cancelled.')
      const pause = notBefore - Date.now()
      if (pause <= 0) running = start()
      else await wait(pause, undefined, { signal }).catch(() => {})
    }
    return running
  }

  function end(): Promise<void> {
    const process = running?.process
    running = undefined
    return new Promise((resolve) => {
      if (!process) return resolve()
      const timer = setTimeout(resolve, LONGEST_END_MS)
      process.onClose(() => {
        clearTimeout(timer)
        resolve()
      })
      process.kill()
    })
  }

  return {
    calls: new Proxy({} as CallClient<C>, {
      get: (_target, name) =>
        typeof name === 'string' && name !== 'then'
          ? async (input: never, options?: CallOptions) =>
              (await ready(options?.signal)).client[name]?.(input, options)
          : undefined,
    }),
    onDeath: (listener) => void deathListeners.push(listener),
    pid: () => running?.process.pid,
    restart: () => void end(),
    stop: () => {
      stopped.abort()
      return end()
    },
  }
}
