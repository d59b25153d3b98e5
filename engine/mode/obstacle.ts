import type { Obstacle } from '../../contract/obstacle.ts'
import { HOP_SECONDS, type Melody } from './melody-tracker.ts'

/**
 * Thresholds between what has a melody and what has none. Measured with this tracker on 17 demo recordings, 12 pieces of
 * game music (Debian's asc-music and hyperrogue-music), 6 readings by espeak-ng in 5 languages, white and pink noise,
 * drum cycles, clicks, a sine and a tanpura.
 */
const LIMITS = {
  /** Less is too little to count pitch classes in. Seconds. */
  melody: 8,
  listened: 10,
  /** A louder frame than this has something to hear; a 16-bit file's last bit is 3e-5. */
  audible: 1e-4,
  /** Share of the melody on one pitch class: sine 1.00, tanpura 0.76; music at most 0.53. */
  onePitch: 0.7,
  /** Share of the melody in held notes: speech 0.05 to 0.06, noise up to 0.04; music from 0.19. */
  held: 0.12,
  /** Drums are voiced for 0.25 to 0.36 of the time, held for up to 0.18 of that; music 0.72, or 0.28 at least. */
  drumsVoiced: 0.45,
  drumsHeld: 0.25,
  /** Speech stops for breath and its consonants are noise: peaks hold 0.72 to 0.74 of its energy, of noise 0.80 and more. */
  speechTonality: 0.77,
} as const

/** A note is held when it stays within so many cents for so many seconds. */
const HELD_WITHIN = 40
const HELD_SECONDS = 0.2
/** Half the width of a pitch class, cents. */
const NEAR = 55

interface Features {
  listened: number
  voiced: number
  held: number
  onePitch: number
  tonality: number
}

/** Frames in runs of at least 0.2 s that stay within 40 cents. */
function heldFrames(cents: Float32Array): number {
  const shortest = Math.round(HELD_SECONDS / HOP_SECONDS)
  let frames = 0
  for (let from = 0; from < cents.length; ) {
    let low = cents[from]!
    let high = low
    let to = from
    while (to < cents.length) {
      low = Math.min(low, cents[to]!)
      high = Math.max(high, cents[to]!)
      if (!(high - low <= HELD_WITHIN)) break
      to++
    }
    if (to - from >= shortest) frames += to - from
    from = Math.max(from + 1, to)
  }
  return frames
}

/** Largest number of frames on one pitch class. */
function framesOnOnePitch(parts: readonly Float32Array[]): number {
  const counts = new Float64Array(120)
  for (const cents of parts)
    for (const pitch of cents)
      if (!Number.isNaN(pitch)) counts[Math.floor((((pitch % 1200) + 1200) % 1200) / 10) % 120]!++
  const reach = Math.floor(NEAR / 10)
  let most = 0
  for (let k = 0; k < counts.length; k++) {
    let near = 0
    for (let d = -reach; d <= reach; d++) near += counts[(k + d + 120) % 120]!
    most = Math.max(most, near)
  }
  return most
}

function featuresOf({ parts, tonality }: Melody): Features {
  let listened = 0
  let voiced = 0
  let held = 0
  let inPeaks = 0
  for (const [n, cents] of parts.entries()) {
    listened += cents.length
    held += heldFrames(cents)
    for (const [frame, pitch] of cents.entries())
      if (!Number.isNaN(pitch)) {
        voiced++
        inPeaks += tonality[n]![frame]!
      }
  }
  const of = Math.max(1, voiced)
  return {
    listened,
    voiced,
    held: held / of,
    onePitch: framesOnOnePitch(parts) / of,
    tonality: inPeaks / of,
  }
}

/** Why no mode can be told of a melody; null when nothing stands in the way. */
export function obstacleOf(melody: Melody): Obstacle | null {
  const { listened, voiced, held, onePitch, tonality } = featuresOf(melody)
  const loudest = Math.max(
    0,
    ...melody.loudness.flatMap((part) => part.reduce((a, b) => Math.max(a, b), 0)),
  )
  if (listened * HOP_SECONDS < LIMITS.listened) return 'too-short'
  if (loudest < LIMITS.audible) return 'silence'
  if (voiced * HOP_SECONDS < LIMITS.melody) return 'no-melody'
  if (voiced / listened < LIMITS.drumsVoiced && held < LIMITS.drumsHeld) return 'no-melody'
  if (held < LIMITS.held) return tonality < LIMITS.speechTonality ? 'speech' : 'no-melody'
  return onePitch >= LIMITS.onePitch ? 'drone' : null
}
