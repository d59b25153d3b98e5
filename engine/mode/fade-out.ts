import { HOP_SECONDS } from './melody-tracker.ts'

/** A string or a hall fades within a few seconds; a recording is faded out for longer. */
const FADE_SECONDS = 6
/** Loudness falls by this much over the fade, decibels. */
const LEAST_FALL = 15
/** And rises from one second to the next by no more than this. */
const MOST_RISE = 1
/** Quieter than the loudest by this much is silence after the end, decibels. */
const SILENCE = 60

function decibels(value: number): number {
  return 20 * Math.log10(Math.max(value, 1e-9))
}

function median(values: Float32Array): number {
  return values.toSorted()[values.length >> 1] ?? 0
}

/**
 * Whether a recording is faded out at its end, by the loudness of its last part (RMS per frame): second by second it
 * falls, by 15 dB over 6 s and more. Its last notes are then not where the melody closed.
 */
export function isFadedOut(loudness: Float32Array): boolean {
  const loudest = loudness.reduce((most, value) => Math.max(most, value), 0)
  let end = loudness.length
  while (end > 0 && decibels(loudness[end - 1]!) < decibels(loudest) - SILENCE) end--
  const second = Math.round(1 / HOP_SECONDS)
  const from = end - FADE_SECONDS * second
  if (from < 0) return false
  const levels = Array.from({ length: FADE_SECONDS }, (_, n) =>
    decibels(median(loudness.subarray(from + n * second, from + (n + 1) * second))),
  )
  const falls = levels.every((level, n) => n === 0 || level <= levels[n - 1]! + MOST_RISE)
  return falls && levels[0]! - levels.at(-1)! >= LEAST_FALL
}
