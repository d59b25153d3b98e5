import { type Provider, provider as providerSchema, type Verdict } from '../../contract/device.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import { callsTo } from '../processes/calls.ts'
import type { InferenceCalls, TrialInput, TrialResult } from '../processes/inference-calls.ts'
import type { Expendable, StartProcess } from '../processes/port.ts'
import { cudaFolderIn, whyAbsent } from './absence.ts'
import { compareMeans } from './compare-means.ts'
import { failureWords } from './failure-words.ts'
import {
  defaultLimits,
  judgeProcessor,
  judgeProvider,
  type Limits,
  type TrialPrecision,
  verdictOf,
} from './verdicts.ts'

export interface TryOptions {
  startProcess: StartProcess
  /** A converted encoder, and the precision of its weights (fp32 by default). */
  file: string
  precision?: TrialPrecision
  threads: number
  /** Where a copy of ONNX Runtime with CUDA's libraries may be, see `OpenOptions`; it need not. */
  runtimeFolder: string | null
  /** Which to try; the processor always is, as it is what the others are compared with. */
  providers: readonly Provider[]
  /**
   * Milliseconds without a sign of life after which a trial hangs: 90,000 by default for loading and the first run,
   * in which shaders are compiled, and as much again for each batch that is timed.
   */
  patience?: number
  /** Windows at once that are timed, rising. The processor is timed with one, at which it is fastest and smallest. */
  batches?: readonly number[]
  /** How long each is timed, at least. */
  seconds?: number
  limits?: Limits
  /** Why a provider cannot be there, in words; null when it is to be tried. By default as this system is. */
  absence?: (provider: Provider) => string | null
  onTrying?: (provider: Provider) => void
  signal?: AbortSignal
}

const PATIENCE_MS = 90_000
const BATCHES = [1, 2, 4, 8]
const SECONDS = 1
/** A process that was killed is gone by then, or stuck in the system. */
const LONGEST_END_MS = 2_000

type Attempt =
  | { result: TrialResult }
  | { result: null; failure: Pick<Verdict, 'outcome' | 'reason'>; steps: number }

function end(process: Expendable): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_END_MS)
    process.onClose(() => {
      clearTimeout(timer)
      resolve()
    })
    process.kill()
  })
}

function failureOf(
  error: unknown,
  isHung: boolean,
  patience: number,
): Pick<Verdict, 'outcome' | 'reason'> {
  const words = error instanceof Error ? error.message : String(error)
  if (isHung)
    return {
      outcome: 'hung',
      reason: `It gave no answer within ${patience / 1000} s and was ended. A newer driver may help.`,
    }
  return isProblem(error) && error.code === 'process-died'
    ? { outcome: 'crashed', reason: `It took its process down. ${words}` }
    : { outcome: 'failed', reason: failureWords(words) }
}

/** Runs one trial in a process of its own, which is gone afterwards. Throws only when it is cancelled. */
async function attempt(
  startProcess: StartProcess,
  input: TrialInput,
  patience: number,
  signal?: AbortSignal,
): Promise<Attempt> {
  const process = startProcess('inference')
  const hung = new AbortController()
  const timer = setTimeout(() => hung.abort(), patience)
  let steps = 0
  try {
    const result = await callsTo<InferenceCalls>(process).trial(input, {
      signal: signal ? AbortSignal.any([signal, hung.signal]) : hung.signal,
      onNotify: () => {
        steps++
        timer.refresh()
      },
    })
    return { result }
  } catch (error) {
    if (signal?.aborted) throw problem('cancelled', 'The trial of the devices was cancelled.')
    return { result: null, failure: failureOf(error, hung.signal.aborted, patience), steps }
  } finally {
    clearTimeout(timer)
    await end(process)
  }
}

/**
 * Tries providers one after the other, each in a process of its own, and judges them; in the order of the contract.
 * The processor is the first: where it cannot compute the encoder nothing else is tried, for want of a reference.
 * Problem: `cancelled` by `signal`.
 */
export async function tryDevices(options: TryOptions): Promise<Verdict[]> {
  const { startProcess, signal, onTrying, precision = 'fp32', limits = defaultLimits } = options
  const { file, threads, runtimeFolder, patience = PATIENCE_MS, seconds = SECONDS } = options
  const { platform, arch } = process
  const { absence = (one) => whyAbsent(one, { platform, arch, runtimeFolder }) } = options

  function run(provider: Provider, batches: readonly number[]): Promise<Attempt> {
    const folder = cudaFolderIn(runtimeFolder)
    const input = { file, provider, threads, runtimeFolder: folder, batches, seconds }
    return attempt(startProcess, input, patience, signal)
  }

  /** What brings the process down with many windows may well compute fewer: those that were timed before. */
  async function runAgain(provider: Provider, batches: readonly number[]): Promise<Attempt> {
    const first = await run(provider, batches)
    const timed = first.result ? 0 : first.steps - 1
    return first.result === null && first.failure.outcome === 'crashed' && timed > 0
      ? run(provider, batches.slice(0, timed))
      : first
  }

  onTrying?.('cpu')
  const reference = await run('cpu', [1])
  const processor = reference.result
    ? judgeProcessor(reference.result, precision)
    : verdictOf('cpu', precision, reference.failure)

  async function verdictOn(provider: Provider): Promise<Verdict> {
    const absent = absence(provider)
    if (absent !== null)
      return verdictOf(provider, precision, { outcome: 'absent', reason: absent })
    if (!reference.result || processor.outcome !== 'good')
      return verdictOf(provider, precision, {
        outcome: 'failed',
        reason:
          'The processor could not compute the model, so that there is nothing to compare with.',
      })
    onTrying?.(provider)
    const tried = await runAgain(provider, options.batches ?? BATCHES)
    return tried.result
      ? judgeProvider(provider, precision, tried.result, reference.result, limits)
      : verdictOf(provider, precision, tried.failure)
  }

  const verdicts: Verdict[] = []
  for (const provider of providerSchema.options) {
    if (provider === 'cpu') verdicts.push(processor)
    else if (options.providers.includes(provider)) verdicts.push(await verdictOn(provider))
  }
  return verdicts
}

/**
 * How far two encoders are apart, say one in smaller numbers from the one it was made of: the largest 1 - cosine over
 * all layers of the fixed window, on the processor. NaN when one gives values that are not numbers.
 * Problem: `encoder-failed` when one cannot be run.
 */
export async function trialError(
  startProcess: StartProcess,
  files: readonly [reference: string, other: string],
  threads: number,
): Promise<number> {
  async function run(file: string): Promise<TrialResult> {
    const settings = { provider: 'cpu', runtimeFolder: null, batches: [], seconds: 0 } as const
    const tried = await attempt(startProcess, { ...settings, file, threads }, PATIENCE_MS)
    if (tried.result) return tried.result
    throw problem('encoder-failed', `The model cannot be run. ${tried.failure.reason}`)
  }
  const reference = await run(files[0])
  const other = await run(files[1])
  return compareMeans(reference.means, other.means, reference.layers).error
}
