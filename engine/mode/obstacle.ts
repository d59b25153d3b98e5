import type { Obstacle } from '../../contract/obstacle.ts'
import { shareOfCommonest } from './commonest-pitches.ts'
import { heldFrames } from './held-notes.ts'
import { HOP_SECONDS, type Melody } from './melody-tracker.ts'

/**
 * Between what has a melody and what has none. Measured with this tracker on 68 melodies (synthesised and sampled instruments,
 * with drums, drones, wide vibrato and much gamaka), 69 pieces of game music and songs, 35 readings (synthetic voices in 12
 * languages and recorded syllables in 10, dry and in a hall), 50 drum cycles, 28 drones and 11 noises, clicks and silences.
 */
const LIMITS = {
  /** Less is too little to count pitch classes in. Seconds. */
  listened: 10,
  melody: 8,
  /** RMS of the loudest frame; dither of 16 bits is 2e-5. */
  audible: 1e-4,
  /** Noise and crackle at most 0.10; melodies from 0.28, under pink noise at 8 dB from 0.19, other music from 0.18. */
  harmonicity: 0.13,
  /** Seconds. Speech at most 0.78, and that in a hall; melodies from 1.46, other music 0.89. */
  sustained: 0.85,
  /** Drums of clear pitch, which may be sustained: 0.99 of what is held, in stretches of at most 1.7 s; music at most 0.90. */
  heldOnTwoPitches: 0.92,
  unbroken: 2,
  /** Drones from 0.94; melodies at most 0.77 (0.84 where one dwells on its tonic), other music 0.84. */
  onTwoPitches: 0.9,
  /** Drums 0.14 to 0.37; speech 0.38 to 0.52, or 0.36 in a hall. */
  speechRising: 0.375,
} as const

/** Syllables and strokes end within this, noise does not. Seconds; longer stretches count as so long. */
const LONGEST_STRETCH = 5
/** Loudness is compared with that of 40 ms before. */
const RISE_FRAMES = Math.round(0.04 / HOP_SECONDS)

interface Features {
  /** Seconds. */
  listened: number
  voiced: number
  /** RMS of the loudest frame. */
  loudest: number
  /** Mean over the voiced frames. */
  harmonicity: number
  /** Seconds of the stretch without a break that the middle one of the voiced frames lies in. */
  unbroken: number
  /** What of such a stretch is held, seconds: song and instruments dwell and connect, speech glides and stops. */
  sustained: number
  /** Share of the voiced frames that the two commonest pitch classes have, and of those in held notes. */
  onTwoPitches: number
  heldOnTwoPitches: number
  /** Share of audible frames that grow louder: a stroke is louder at once and dies away, a voice swells too. */
  rising: number
}

/** Lengths of the stretches of voiced frames. */
function stretches(cents: Float32Array): number[] {
  const lengths: number[] = []
  let length = 0
  for (const pitch of cents) {
    if (!Number.isNaN(pitch)) length++
    else if (length > 0) {
      lengths.push(length)
      length = 0
    }
  }
  return length > 0 ? [...lengths, length] : lengths
}

/** The length of the stretch that the middle one of all frames lies in, frames ordered by the length of theirs. */
function typicalStretch(lengths: readonly number[], frames: number): number {
  let passed = 0
  for (const length of lengths.toSorted((a, b) => a - b)) {
    passed += length
    if (passed > frames / 2) return length
  }
  return 0
}

function risingShare(parts: readonly Float32Array[]): number {
  let audible = 0
  let rising = 0
  for (const loudness of parts)
    for (let frame = RISE_FRAMES; frame < loudness.length; frame++) {
      if (loudness[frame]! < LIMITS.audible) continue
      audible++
      if (loudness[frame]! > loudness[frame - RISE_FRAMES]!) rising++
    }
  return rising / Math.max(1, audible)
}

function featuresOf({ parts, harmonicity, loudness }: Melody): Features {
  const voiced: number[] = []
  const held: number[] = []
  let harmonic = 0
  for (const [n, cents] of parts.entries()) {
    const holds = heldFrames(cents)
    for (const [frame, pitch] of cents.entries()) {
      if (Number.isNaN(pitch)) continue
      voiced.push(pitch)
      if (holds[frame] === 1) held.push(pitch)
      harmonic += harmonicity[n]![frame]!
    }
  }
  const of = Math.max(1, voiced.length)
  const unbroken = typicalStretch(parts.flatMap(stretches), voiced.length) * HOP_SECONDS
  return {
    listened: parts.reduce((sum, { length }) => sum + length, 0) * HOP_SECONDS,
    voiced: voiced.length * HOP_SECONDS,
    loudest: loudness.flatMap((part) => [...part]).reduce((a, b) => Math.max(a, b), 0),
    harmonicity: harmonic / of,
    unbroken,
    sustained: (held.length / of) * Math.min(unbroken, LONGEST_STRETCH),
    onTwoPitches: shareOfCommonest(voiced, 2),
    heldOnTwoPitches: shareOfCommonest(held, 2),
    rising: risingShare(loudness),
  }
}

/** Why no mode can be told of a melody; null when nothing stands in the way. */
export function obstacleOf(melody: Melody): Obstacle | null {
  const heard = featuresOf(melody)
  const isBroken = heard.unbroken < LIMITS.unbroken
  if (heard.listened < LIMITS.listened) return 'too-short'
  if (heard.loudest < LIMITS.audible) return 'silence'
  if (heard.voiced < LIMITS.melody) return 'no-melody'
  if (heard.harmonicity < LIMITS.harmonicity) return 'no-melody'
  if (heard.sustained < LIMITS.sustained)
    return isBroken && heard.rising >= LIMITS.speechRising ? 'speech' : 'no-melody'
  if (isBroken && heard.heldOnTwoPitches >= LIMITS.heldOnTwoPitches) return 'no-melody'
  return heard.onTwoPitches >= LIMITS.onTwoPitches ? 'drone' : null
}
