import { setImmediate } from 'node:timers/promises'
import { libraryProblem } from './library-problem.ts'

/** Work that brings rows up to date with what they are made from, in small pieces that let other work through. */
export interface CatchUp {
  /** Begins soon, unless it runs already. Cheap to call often. */
  wake(): void
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>
  close(): Promise<void>
}

interface Options {
  /** Does the next piece of work, of a few milliseconds; false when there is none. */
  step(): boolean
  /** Called when all is done, if anything was. */
  onDone(): void
}

/** Waits a moment after it is woken, so that a burst of changes is one piece of work. Milliseconds. */
const DELAY_MS = 50

export function createCatchUp({ step, onDone }: Options): CatchUp {
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let wanted = false
  let closed = false

  async function run(): Promise<void> {
    let done = false
    try {
      while (!closed && (wanted || done)) {
        wanted = false
        const more = step()
        done ||= more
        if (more) wanted = true
        else if (!wanted) break
        await setImmediate()
      }
    } catch (error) {
      // A full or read-only disk: what is out of date stays marked, and the next start goes on.
      if (!libraryProblem(error)) throw error
    }
    if (done && !closed) onDone()
  }

  function begin(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    wake: () => {
      wanted = true
      if (closed || running) return
      timer ??= setTimeout(() => void begin(), DELAY_MS)
    },
    settled: async () => {
      wanted = true
      while (!closed && wanted) await begin()
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await running
    },
  }
}
