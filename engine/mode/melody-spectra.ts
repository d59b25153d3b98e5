import FFT from 'fft.js'

/** Hz of the sound that comes in. */
const RATE = 24_000
/** Partials above this say little of a melody. Hz. */
export const HIGHEST_PARTIAL = 4000
/** Frames follow each other by 20 ms; counted at half the rate, as is all that follows. */
const HOP = RATE / 2 / 50
/** Hann window of 128 ms. */
const WINDOW = 1536
const SIZE = 2048
/** Hz between bins of a spectrum. */
export const BIN_HZ = RATE / 2 / SIZE
/** Bins of a spectrum that are told: those up to the highest partial, and one beyond. */
export const SPECTRUM_BINS = Math.ceil(HIGHEST_PARTIAL / BIN_HZ) + 2
/** Samples beyond this are no sound. */
const ABSURD = 1e6

const hann = Float64Array.from(
  { length: WINDOW },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / WINDOW),
)
/** From the power of one half of a spectrum to the mean square of the windowed sound. */
const POWER_SCALE = 2 / SIZE / hann.reduce((sum, weight) => sum + weight * weight, 0)

/** Samples on each side that halving the rate looks at; every second weight but the middle one is 0. */
const SIDE = 11
/** Half-band low-pass, Kaiser's window with beta 5.65: flat to 4 kHz, 60 dB down from 8 kHz, which would be heard as 4. */
const sideWeights = Float64Array.from({ length: (SIDE + 1) / 2 }, (_, n) => {
  const at = 2 * n + 1
  const window = bessel(5.65 * Math.sqrt(1 - (at / (SIDE + 1)) ** 2)) / bessel(5.65)
  return (window * Math.sin((Math.PI / 2) * at)) / (Math.PI * at)
})

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** Every second sample of what is below 6 kHz; samples that are not finite count as silence. */
function halveRate(sound: Float32Array): Float32Array {
  const padded = new Float32Array(sound.length + 2 * SIDE)
  for (let n = 0; n < sound.length; n++) {
    const sample = sound[n]!
    padded[n + SIDE] = sample > -ABSURD && sample < ABSURD ? sample : 0
  }
  const halved = new Float32Array(Math.ceil(sound.length / 2))
  for (let n = 0; n < halved.length; n++) {
    const at = 2 * n + SIDE
    let sum = 0.5 * padded[at]!
    for (let k = 0; k < sideWeights.length; k++) {
      const apart = 2 * k + 1
      sum += sideWeights[k]! * (padded[at - apart]! + padded[at + apart]!)
    }
    halved[n] = sum
  }
  return halved
}

export interface Spectra {
  frames: number
  /** From the sum of a power spectrum to the mean square of its windowed frame. */
  scale: number
  /** Calls back for each frame, in order; `power` [SPECTRUM_BINS] is the caller's until it returns. */
  read(each: (frame: number, power: Float64Array) => void): void
}

/**
 * The power spectra of a sound (mono, 24 kHz) up to 4 kHz, every 20 ms, each of the 128 ms that begin there; a rest shorter
 * than that is left out. Two frames share one complex transform, as its real and its imaginary part.
 */
export function eachSpectrum(sound: Float32Array): Spectra {
  const halved = halveRate(sound)
  const frames = halved.length < WINDOW ? 0 : Math.floor((halved.length - WINDOW) / HOP) + 1
  const fft = new FFT(SIZE)
  const input = new Float64Array(2 * SIZE)
  const output = new Float64Array(2 * SIZE)
  const real = new Float64Array(SPECTRUM_BINS)
  const imaginary = new Float64Array(SPECTRUM_BINS)

  function transform(frame: number): void {
    const first = frame * HOP
    const second = frame + 1 < frames ? first + HOP : first
    for (let n = 0; n < WINDOW; n++) {
      const weight = hann[n]!
      input[2 * n] = weight * halved[first + n]!
      input[2 * n + 1] = weight * halved[second + n]!
    }
    fft.transform(output, input)
    for (let k = 1; k < SPECTRUM_BINS; k++) {
      const mirrored = 2 * (SIZE - k)
      const a = output[2 * k]!
      const b = output[2 * k + 1]!
      const c = output[mirrored]!
      const d = output[mirrored + 1]!
      real[k] = 0.25 * ((a + c) ** 2 + (b - d) ** 2)
      imaginary[k] = 0.25 * ((b + d) ** 2 + (c - a) ** 2)
    }
  }

  return {
    frames,
    scale: POWER_SCALE,
    read: (each) => {
      for (let frame = 0; frame < frames; frame += 2) {
        transform(frame)
        each(frame, real)
        if (frame + 1 < frames) each(frame + 1, imaginary)
      }
    },
  }
}
