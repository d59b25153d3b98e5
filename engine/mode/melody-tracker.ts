import { joined } from './joined.ts'
import { melodyPath } from './melody-path.ts'
import { BIN_CENTS, BINS, normalised } from './pitch-class-distribution.ts'
import {
  LOWEST_CENTS,
  PITCHES,
  pitchSalience,
  type Salience,
  STEP_CENTS,
} from './pitch-salience.ts'

/** Seconds between frames: 480 samples at 24 kHz. */
export const HOP_SECONDS = 0.02
/** From the beginning of a sound to the middle of its first frame. */
export const FIRST_FRAME_SECONDS = 0.064

/** What is loud in a track: 5 % of its frames are louder. */
const LOUD = 0.95
/** A frame is voiced from this share of the salience of a loud one. */
const VOICED = 0.1

/** The melody of some parts of a track. */
export interface Melody {
  /** Cents above 55 Hz per frame of each part, NaN where no melody sounds. */
  parts: Float32Array[]
  /**
   * Salience of all that sounds, summed over all frames and folded to one octave: 160 bins of 7.5 cents above 55 Hz.
   * Sums to 1, or is all 0 for silence. Shows a drone.
   */
  drone: Float32Array
  /** Share of the peaks' amplitude on the harmonics of the strongest pitch, per frame of each part: near 0 for noise. */
  harmonicity: Float32Array[]
  /** RMS of the windowed frame, per frame of each part. */
  loudness: Float32Array[]
}

function quantile(values: readonly Float32Array[], share: number): number {
  const all = joined(values).sort()
  return all[Math.floor(share * (all.length - 1))] ?? 0
}

/** Cents above 55 Hz of the path, refined between bins; NaN where the frame is not voiced. */
function pitches({ frames, salience, strongest }: Salience, path: Int16Array, least: number) {
  const cents = new Float32Array(frames)
  for (let frame = 0; frame < frames; frame++) {
    const p = path[frame]!
    const row = frame * PITCHES
    const here = salience[row + p]!
    const left = p > 0 ? salience[row + p - 1]! : here
    const right = p < PITCHES - 1 ? salience[row + p + 1]! : here
    const bend = left - 2 * here + right
    const offset = bend < 0 ? Math.max(-0.5, Math.min(0.5, (0.5 * (left - right)) / bend)) : 0
    cents[frame] = strongest[frame]! > least ? LOWEST_CENTS + (p + offset) * STEP_CENTS : Number.NaN
  }
  return cents
}

function foldedSalience(parts: readonly Salience[]): Float32Array {
  const sums = new Float64Array(PITCHES)
  for (const { frames, salience } of parts)
    for (let frame = 0; frame < frames; frame++)
      for (let p = 0; p < PITCHES; p++) sums[p]! += salience[frame * PITCHES + p]!
  const folded = new Float64Array(BINS)
  for (const [p, sum] of sums.entries())
    folded[Math.round((LOWEST_CENTS + p * STEP_CENTS) / BIN_CENTS) % BINS]! += sum
  return normalised(folded)
}

/**
 * Follows the predominant melody of parts of one track, mono at 24 kHz: the strongest smooth path through the salience of
 * pitches. Octaves may be mistaken, pitch classes seldom. What is loud is judged over all parts. Samples that are not finite
 * count as silence.
 */
export function trackMelody(sounds: readonly Float32Array[]): Melody {
  const parts = sounds.map(pitchSalience)
  const loud = quantile(
    parts.map(({ loudness }) => loudness),
    LOUD,
  )
  const least =
    VOICED *
    quantile(
      parts.map(({ strongest }) => strongest),
      LOUD,
    )
  return {
    parts: parts.map((part) => pitches(part, melodyPath(part, loud), least)),
    drone: foldedSalience(parts),
    harmonicity: parts.map((part) => part.harmonicity),
    loudness: parts.map(({ loudness }) => loudness),
  }
}
