import { SAMPLE_RATE, WINDOW } from '../sound/windows.ts'

/** Hz, and how loud each harmonic of a plucked string is beside the first. */
const PITCH = 146.83
const HARMONICS = [1, 0.5, 0.33, 0.25, 0.12, 0.06]
/** Seconds between two plucks, and until one has faded to 1/e. */
const PLUCK_EVERY = 1.25
const FADE = 0.6
const LOUDNESS = 0.3
/** Far below the strings, so that no frame is without any sound. */
const NOISE = 0.002

/** A linear congruential generator of 32 bits: numbers in -1…1, the same on every machine. */
function seededNoise(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 31 - 1
  }
}

/**
 * The 5 s at 24 kHz that every device is tried with: a string plucked four times, each time a third higher, over quiet
 * noise. Within ±1, without a silent frame, and the same each time on one machine.
 */
export function fixedWindow(): Float32Array {
  const noise = seededNoise(1)
  return Float32Array.from({ length: WINDOW }, (_, i) => {
    const time = i / SAMPLE_RATE
    const pluck = Math.floor(time / PLUCK_EVERY)
    const since = time - pluck * PLUCK_EVERY
    const pitch = PITCH * 2 ** (pluck / 3)
    const string = HARMONICS.reduce(
      (sum, loudness, n) =>
        sum +
        loudness *
          Math.exp((-since * (n + 1)) / FADE) *
          Math.sin(2 * Math.PI * pitch * (n + 1) * since),
      0,
    )
    return LOUDNESS * string + NOISE * noise()
  })
}
