import { joined } from './joined.ts'

/** Bins of a folded pitch-class distribution; bin k is centred on `k * BIN_CENTS`. */
export const BINS = 160
export const BIN_CENTS = 1200 / BINS
/** Pitch is counted in cents above this, folded to one octave. Hz. */
export const REFERENCE_HZ = 55

/** Where frames of a melody lie in one octave, in several views; each sums to 1, or is all 0 without a melody. */
export interface PitchProfile {
  /** All voiced frames. */
  whole: Float32Array
  /** The first and the last quarter of the voiced frames, at most 30 s each: how a mode opens and closes. */
  begin: Float32Array
  end: Float32Array
  /** The last 10 s of voiced frames, where the tonic is. */
  tail: Float32Array
}

/** Gaussian widths in cents, from the measurements that the templates were made by. */
const WIDTHS = { whole: 10, begin: 15, end: 15, tail: 20 } as const
const TAIL_SECONDS = 10
/** What comes later in a long recording is no opening: measured, see docs/decisions/011-makam-practice.md. */
const MOST_OPENING_SECONDS = 30
/** Beyond so many standard deviations a Gaussian is nothing. */
const REACH = 4

/** The circular Gaussian sum of weighted impulses, `[position in cents, weight]`, at every bin; sums to 1. */
export function distributionOf(
  impulses: Iterable<readonly [cents: number, weight: number]>,
  sigma: number,
): Float32Array {
  const bins = new Float64Array(BINS)
  const reach = Math.min(BINS / 2, Math.ceil((REACH * sigma) / BIN_CENTS))
  for (const [cents, weight] of impulses) {
    const nearest = Math.round(cents / BIN_CENTS)
    for (let k = nearest - reach; k <= nearest + reach; k++) {
      const distance = (k * BIN_CENTS - cents) / sigma
      bins[((k % BINS) + BINS) % BINS]! += weight * Math.exp(-0.5 * distance * distance)
    }
  }
  return normalised(bins)
}

/** The same shape with a sum of 1; all 0 stays so. */
export function normalised(bins: Float32Array | Float64Array): Float32Array {
  let sum = 0
  for (const value of bins) sum += value
  return Float32Array.from(bins, (value) => (sum > 0 ? value / sum : 0))
}

function histogram(cents: Float32Array): Map<number, number> {
  const counts = new Map<number, number>()
  for (const pitch of cents) {
    const folded = ((Math.round(pitch) % 1200) + 1200) % 1200
    counts.set(folded, (counts.get(folded) ?? 0) + 1)
  }
  return counts
}

/** The voiced frames (those that are not NaN), in order. */
export function voicedFrames(parts: readonly Float32Array[]): Float32Array {
  return joined(parts.map((cents) => cents.filter((pitch) => !Number.isNaN(pitch))))
}

/**
 * The pitch profile of a melody: `parts` hold cents above 55 Hz per frame of `hop` seconds, NaN where nothing sounds,
 * in the order of the track.
 */
export function pitchProfile(parts: readonly Float32Array[], hop: number): PitchProfile {
  const voiced = voicedFrames(parts)
  const quarter = Math.min(Math.floor(voiced.length / 4), Math.round(MOST_OPENING_SECONDS / hop))
  const views = {
    whole: voiced,
    begin: voiced.subarray(0, quarter),
    end: voiced.subarray(voiced.length - quarter),
    tail: voiced.subarray(Math.max(0, voiced.length - Math.round(TAIL_SECONDS / hop))),
  }
  const view = (name: keyof PitchProfile) => distributionOf(histogram(views[name]), WIDTHS[name])
  return { whole: view('whole'), begin: view('begin'), end: view('end'), tail: view('tail') }
}

/** The first and last `seconds` of a track that is longer than both, else all of it. */
export function openingAndClosing(
  cents: Float32Array,
  hop: number,
  seconds: number,
): Float32Array[] {
  const frames = Math.round(seconds / hop)
  if (cents.length <= 2 * frames) return [cents]
  return [cents.subarray(0, frames), cents.subarray(cents.length - frames)]
}

/** Cents in [0, 1200) above the reference, of a frequency in Hz. */
export function foldedCents(hz: number): number {
  return (((1200 * Math.log2(hz / REFERENCE_HZ)) % 1200) + 1200) % 1200
}

/** The distance of two pitch classes in cents, 0..600. */
export function circularDistance(a: number, b: number): number {
  const apart = (((a - b) % 1200) + 1200) % 1200
  return Math.min(apart, 1200 - apart)
}
