/** The part of a trial that runs in the process of its own, see `tryDevices`. */
import { setImmediate } from 'node:timers/promises'
import { type EncoderSession, openEncoder } from '../../native/inference.ts'
import type { BatchTiming, TrialInput, TrialResult } from '../processes/inference-calls.ts'
import { fixedWindow } from './fixed-window.ts'

/** A longer run helps no device, and would have the trial take minutes. */
const LONGEST_RUN_SECONDS = 10

/** Of a small encoder so many runs take a moment, and tell as much. */
const MOST_RUNS = 12

/** Rows of the fixed window, the last one first, each second one turned round so that mixed-up rows show. */
function windowsOf(window: Float32Array, batch: number): Float32Array {
  const turned = window.toReversed()
  const rows = new Float32Array(batch * window.length)
  for (let row = 0; row < batch; row++)
    rows.set((batch - 1 - row) % 2 === 0 ? window : turned, row * window.length)
  return rows
}

/** The means of the rows that hold the fixed window as it is. */
function unturnedRows(means: Float32Array, batch: number): Float32Array {
  const size = means.length / batch
  const kept = new Float32Array(Math.ceil(batch / 2) * size)
  for (let row = (batch - 1) % 2, to = 0; row < batch; row += 2, to += size)
    kept.set(means.subarray(row * size, (row + 1) * size), to)
  return kept
}

async function timeBatch(
  session: EncoderSession,
  window: Float32Array,
  batch: number,
  seconds: number,
): Promise<BatchTiming> {
  const samples = windowsOf(window, batch)
  const warmUp = await session.uncheckedMeans(samples, batch)
  const start = performance.now()
  let runs = 0
  let passed = 0
  while (runs < 2 || (passed < seconds && runs < MOST_RUNS)) {
    await session.uncheckedMeans(samples, batch)
    runs++
    passed = (performance.now() - start) / 1000
  }
  return {
    batch,
    windowsPerSecond: (runs * batch) / passed,
    means: unturnedRows(warmUp.data, batch),
  }
}

/**
 * Loads the encoder for a provider, runs the fixed window, and times one batch after the other: one run that does not
 * count, then at least 2 (12 at most), for at least `seconds`. A batch that is slower than the one before ends the list, and so
 * does one that fails after another did not. `onStep` is called after the first run and after each batch; `open` is
 * for tests. Problems: those of `openEncoder` and its runs.
 */
export async function runTrial(
  { file, provider, threads, runtimeFolder, batches, seconds }: TrialInput,
  onStep: () => void,
  open: typeof openEncoder = openEncoder,
): Promise<TrialResult> {
  const session = await open(file, { provider, threads, runtimeFolder })
  const window = fixedWindow()
  const { layers, data: means } = await session.uncheckedMeans(window, 1)
  const timings: BatchTiming[] = []
  for (const batch of batches) {
    onStep()
    await setImmediate()
    const last = timings.at(-1)
    if (last && batch / last.windowsPerSecond > LONGEST_RUN_SECONDS) break
    try {
      timings.push(await timeBatch(session, window, batch, seconds))
    } catch (error) {
      if (!last) throw error
      break
    }
    if (last && (timings.at(-1)?.windowsPerSecond ?? 0) <= last.windowsPerSecond) break
  }
  await session.release()
  return { layers, means, timings }
}
