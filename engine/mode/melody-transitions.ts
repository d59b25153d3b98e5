import { BIN_CENTS, BINS } from './pitch-class-distribution.ts'

/** Pitch classes that transitions are compared by, 37.5 cents each; class 0 is the tonic. */
export const TRANSITION_CLASSES = 32
/** Bins from one class to the next. */
export const CLASS_BINS = BINS / TRANSITION_CLASSES

/** Where the melody is compared with where it was: half a second, as in Gulati et al. (see below). */
const LAG_SECONDS = 0.5
/** What moves less stays on its note, which the pitch-class distributions tell already. Cents. */
const LEAST_MOVE = 50
/** Of the Gaussian that smooths both pitches, in cents. */
const WIDTH = 15
const REACH = Math.ceil((4 * WIDTH) / BIN_CENTS)

const kernel = Float64Array.from({ length: 2 * REACH + 1 }, (_, n) =>
  Math.exp(-0.5 * (((n - REACH) * BIN_CENTS) / WIDTH) ** 2),
)

/** Spreads each row over its neighbours in the octave, and turns rows into columns. */
function smoothedAndTurned(counts: Float64Array): Float64Array {
  const out = new Float64Array(BINS * BINS)
  const row = new Float64Array(BINS + 2 * REACH)
  for (let i = 0; i < BINS; i++) {
    row.fill(0)
    for (let j = 0; j < BINS; j++) {
      const count = counts[i * BINS + j]!
      if (count > 0) for (let n = 0; n <= 2 * REACH; n++) row[j + n]! += count * kernel[n]!
    }
    for (let j = 0; j < row.length; j++) out[((j - REACH + BINS) % BINS) * BINS + i]! += row[j]!
  }
  return out
}

function binOf(cents: number): number {
  return ((Math.round(cents / BIN_CENTS) % BINS) + BINS) % BINS
}

/** The shortest way between two pitch classes, in cents. */
function moved(from: number, to: number): number {
  const apart = Math.abs(to - from) % 1200
  return Math.min(apart, 1200 - apart)
}

/**
 * How often a melody passes from one pitch class to another within half a second: [160 from][160 to], smoothed, not
 * scaled; all 0 for a melody that does not move. It is the time-delayed melody surface of Gulati et al., "Time-delayed
 * melody surfaces for rāga recognition" (ISMIR 2016), without its diagonal. `parts` hold cents above 55 Hz per frame of
 * `hop` seconds, NaN where nothing sounds; nothing passes from one part to the next.
 */
export function melodyTransitions(parts: readonly Float32Array[], hop: number): Float64Array {
  const lag = Math.max(1, Math.round(LAG_SECONDS / hop))
  const counts = new Float64Array(BINS * BINS)
  for (const cents of parts)
    for (let frame = lag; frame < cents.length; frame++) {
      const from = cents[frame - lag]!
      const to = cents[frame]!
      if (moved(from, to) > LEAST_MOVE) counts[binOf(from) * BINS + binOf(to)]!++
    }
  return smoothedAndTurned(smoothedAndTurned(counts))
}

/** Transitions between the 32 classes of which the first is at a bin: [32 from][32 to], read from [160][160]. */
export function transitionsFrom(transitions: Float64Array, bin: number): Float64Array {
  const out = new Float64Array(TRANSITION_CLASSES ** 2)
  for (let i = 0; i < TRANSITION_CLASSES; i++) {
    const row = ((i * CLASS_BINS + bin) % BINS) * BINS
    for (let j = 0; j < TRANSITION_CLASSES; j++)
      out[i * TRANSITION_CLASSES + j] = transitions[row + ((j * CLASS_BINS + bin) % BINS)]!
  }
  return out
}
