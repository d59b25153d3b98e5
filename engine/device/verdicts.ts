import type { Provider, Verdict } from '../../contract/device.ts'
import type { BatchTiming, TrialResult } from '../processes/inference-calls.ts'
import { compareMeans, type Deviation, layerLoudness } from './compare-means.ts'

/** What a device must keep to be right, and to be worth its use. */
export interface Limits {
  /** Largest 1 - cosine against the processor in any layer, by the precision of the weights. */
  error: Readonly<Record<'fp32' | 'fp16', number>>
  /** Largest share by which a layer may be longer or shorter than the processor's. */
  stretch: number
  /** How many times the processor's windows per second make it worth using. */
  gain: number
}

export type TrialPrecision = keyof Limits['error']

/**
 * In full precision, graphs that are right differ by 1e-13 to 1e-12 (WebGPU, two layers), and the mildest known defect,
 * a wrong attention kernel, by 4e-6; in half precision, right ones reach 3e-5. Rounding changes the length of a layer by
 * less than the root of twice the error. A tenth more speed is above what timings vary by.
 */
export const defaultLimits: Limits = {
  error: { fp32: 1e-6, fp16: 1e-4 },
  stretch: 0.02,
  gain: 1.1,
}

/** Values of a layer after its normalisation are about 1, and their means over 5 s not far below. */
const LEAST_LOUDNESS = 1e-4
const MOST_LOUDNESS = 1e3

/** A verdict of now; without a timing or a comparison unless they are given. */
export function verdictOf(
  provider: Provider,
  precision: TrialPrecision,
  found: Pick<Verdict, 'outcome' | 'reason'> & Partial<Verdict>,
): Verdict {
  return {
    provider,
    precision,
    batch: null,
    windowsPerSecond: null,
    error: null,
    at: Date.now(),
    ...found,
  }
}

function fastest(timings: readonly BatchTiming[]): BatchTiming | undefined {
  return timings.toSorted((a, b) => b.windowsPerSecond - a.windowsPerSecond)[0]
}

function speedOf(best: BatchTiming | undefined): Pick<Verdict, 'batch' | 'windowsPerSecond'> {
  return { batch: best?.batch ?? null, windowsPerSecond: best?.windowsPerSecond ?? null }
}

const WINDOW_SECONDS = 5

function rateWords(best: BatchTiming | undefined): string {
  const rate = best?.windowsPerSecond ?? 0
  const shown = rate.toLocaleString('en', { maximumSignificantDigits: rate < 100 ? 2 : 3 })
  return `${shown} windows per second (${Math.round(WINDOW_SECONDS * rate)} x real time)`
}

/** Judges the processor, which has nothing to be compared with: its values must be numbers, and of a sane size. */
export function judgeProcessor(
  { means, layers, timings }: TrialResult,
  precision: TrialPrecision,
): Verdict {
  const loudness = layerLoudness(means, layers)
  const odd = loudness.findIndex((value) => !(value >= LEAST_LOUDNESS && value <= MOST_LOUDNESS))
  if (loudness.length === 0 || odd >= 0)
    return verdictOf('cpu', precision, {
      outcome: 'wrong',
      reason: `The model is of no use: the values of its layer ${odd} are of size ${loudness[odd]}. Choose another one.`,
    })
  const best = fastest(timings)
  return verdictOf('cpu', precision, {
    outcome: 'good',
    reason: `Right, with ${rateWords(best)}.`,
    ...speedOf(best),
  })
}

function wrongWords({ error, layer, stretch }: Deviation, allowed: number): string {
  const how = Number.isNaN(error)
    ? 'It gave values that are not numbers.'
    : `It gave other numbers than the processor: 1 - cosine is ${error.toExponential(1)} in layer ${layer}, where less than ${allowed} is right, and lengths differ by up to ${(100 * stretch).toPrecision(2)} %.`
  return `${how} It is not used; a newer driver may mend it.`
}

/** Judges a provider by what the processor gave and how fast that was. Larger batches that are wrong are not used. */
export function judgeProvider(
  provider: Provider,
  precision: TrialPrecision,
  { means, timings }: TrialResult,
  reference: TrialResult,
  limits: Limits,
): Verdict {
  const allowed = limits.error[precision]
  const deviation = (found: Float32Array) => compareMeans(reference.means, found, reference.layers)
  const isRight = ({ error, stretch }: Deviation) => error < allowed && stretch < limits.stretch

  const alone = deviation(means)
  const inBatches = timings.map((timing) => deviation(timing.means))
  const wrongFrom = inBatches.findIndex((found) => !isRight(found))
  const rightBatches = wrongFrom < 0 ? timings.length : wrongFrom
  const wrong = isRight(alone) ? (wrongFrom === 0 ? inBatches[0] : undefined) : alone
  if (wrong)
    return verdictOf(provider, precision, {
      outcome: 'wrong',
      reason: wrongWords(wrong, allowed),
      error: Number.isNaN(wrong.error) ? null : wrong.error,
    })

  const best = fastest(timings.slice(0, rightBatches))
  const processor = fastest(reference.timings)
  const gain = (best?.windowsPerSecond ?? 0) / (processor?.windowsPerSecond ?? 0)
  const isWorth = gain >= limits.gain
  return verdictOf(provider, precision, {
    outcome: isWorth ? 'good' : 'slower',
    reason: isWorth
      ? `Right, and ${gain.toPrecision(2)} times as fast as the processor: ${rateWords(best)}.`
      : `Right, but not worth using: ${rateWords(best)}, where the processor has ${rateWords(processor)}.`,
    ...speedOf(best),
    error: Math.max(...[alone, ...inBatches.slice(0, rightBatches)].map(({ error }) => error)),
  })
}
