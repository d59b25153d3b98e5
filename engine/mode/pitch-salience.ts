import { eachSpectrum, BIN_HZ, HIGHEST_PARTIAL, SPECTRUM_BINS } from './melody-spectra.ts'

/** Salience is on bins of 10 cents from 80 to 1400 Hz. */
export const STEP_CENTS = 10
const LOWEST_HZ = 80
const HIGHEST_HZ = 1400
const BINS_AN_OCTAVE = 1200 / STEP_CENTS
export const PITCHES = Math.floor(BINS_AN_OCTAVE * Math.log2(HIGHEST_HZ / LOWEST_HZ)) + 1
/** Of the lowest pitch, cents above 55 Hz. */
export const LOWEST_CENTS = 1200 * Math.log2(LOWEST_HZ / 55)

/** Peaks weaker than the frame's strongest by 40 dB are left out; as a share of its power. */
const WEAKEST = 1e-4
/** Power of a spectrum without sound: far below the last bit of 24. */
const NOTHING = 1e-12
const HARMONICS = 10
/**
 * Of each harmonic against the one below. With 0.8, as is usual, strings whose third harmonic is their strongest were heard a
 * twelfth too high for 42 % of a sampled sitar's melody, with 0.9 for 3 %; no timbre of 49 was followed less well.
 */
const HARMONIC_DECAY = 0.9
/** A partial speaks for pitches within 50 cents of its sub-harmonic. */
const SPREAD_CENTS = 50

/** What each pitch says in each frame of a sound. */
export interface Salience {
  frames: number
  /** [frames][PITCHES]. */
  salience: Float32Array
  /** Largest salience of each frame. */
  strongest: Float32Array
  /** RMS of each windowed frame below 4 kHz. */
  loudness: Float32Array
  /** Share of each frame's energy that lies in spectral peaks; 0 for silence. */
  tonality: Float32Array
}

const harmonicBins = Int32Array.from({ length: HARMONICS }, (_, h) =>
  Math.round(BINS_AN_OCTAVE * Math.log2(h + 1)),
)
const harmonicWeights = Float64Array.from({ length: HARMONICS }, (_, h) => HARMONIC_DECAY ** h)

/** Bins of a partial's spread: its own, and those within 50 cents on both sides. */
const REACH = SPREAD_CENTS / STEP_CENTS
const TAPS = 2 * REACH
const SUBSTEPS = 16
/** [SUBSTEPS][TAPS]: cos² around a partial that lies a fraction of a bin above bin REACH − 1. */
const spread = Float64Array.from({ length: SUBSTEPS * TAPS }, (_, n) => {
  const distance = (n % TAPS) - (REACH - 1) - (Math.floor(n / TAPS) + 0.5) / SUBSTEPS
  return Math.cos((Math.PI / 2) * (distance / REACH)) ** 2
})
/** The axis of partials goes on to the highest one; spreads may reach over both ends. */
const PARTIALS = Math.ceil(BINS_AN_OCTAVE * Math.log2(HIGHEST_PARTIAL / LOWEST_HZ)) + 1
const firstPartial = LOWEST_HZ * 2 ** (-REACH / BINS_AN_OCTAVE)

/** Adds a peak of the power spectrum at bin k to the axis of partials; gives its place between the bins its due. */
function addPeak(partials: Float64Array, power: Float64Array, k: number): void {
  const left = Math.log(power[k - 1]! + NOTHING)
  const here = Math.log(power[k]!)
  const right = Math.log(power[k + 1]! + NOTHING)
  const offset = (0.5 * (left - right)) / (left - 2 * here + right)
  const frequency = (k + offset) * BIN_HZ
  if (frequency < firstPartial) return
  const amplitude = Math.exp(0.5 * (here - 0.25 * (left - right) * offset))
  const place = BINS_AN_OCTAVE * Math.log2(frequency / LOWEST_HZ) + REACH
  const bin = Math.floor(place)
  let tap = Math.floor((place - bin) * SUBSTEPS) * TAPS
  const end = Math.min(bin + REACH, partials.length - 1)
  for (let at = bin - REACH + 1; at <= end; at++) partials[at]! += amplitude * spread[tap++]!
}

/**
 * The salience of each pitch in each frame of a sound (mono, 24 kHz): the weighted sum of the partials at its harmonics, as in
 * Salamon and Gómez, "Melody extraction from polyphonic music signals using pitch contour characteristics", 2012.
 */
export function pitchSalience(sound: Float32Array): Salience {
  const partials = new Float64Array(PARTIALS + 2 * REACH)
  const spectra = eachSpectrum(sound)
  const { frames } = spectra
  const salience = new Float32Array(frames * PITCHES)
  const strongest = new Float32Array(frames)
  const loudness = new Float32Array(frames)
  const tonality = new Float32Array(frames)
  const row = new Float64Array(PITCHES)

  spectra.read((frame, power) => {
    let most = 0
    let energy = 0
    for (let k = 1; k < SPECTRUM_BINS; k++) {
      energy += power[k]!
      if (power[k]! > most) most = power[k]!
    }
    loudness[frame] = Math.sqrt(energy * spectra.scale)
    if (most < NOTHING) return
    const least = most * WEAKEST
    let inPeaks = 0
    partials.fill(0)
    for (let k = 2; k < SPECTRUM_BINS - 1; k++) {
      const here = power[k]!
      if (here < least || here <= power[k - 1]! || here < power[k + 1]!) continue
      inPeaks += power[k - 1]! + here + power[k + 1]!
      addPeak(partials, power, k)
    }
    row.fill(0)
    for (let h = 0; h < HARMONICS; h++) {
      const weight = harmonicWeights[h]!
      const from = harmonicBins[h]! + REACH
      const end = Math.min(PITCHES, partials.length - from)
      for (let p = 0; p < end; p++) row[p]! += weight * partials[p + from]!
    }
    salience.set(row, frame * PITCHES)
    let top = 0
    for (let p = 0; p < PITCHES; p++) if (row[p]! > top) top = row[p]!
    strongest[frame] = top
    tonality[frame] = Math.min(1, inPeaks / energy)
  })
  return { frames, salience, strongest, loudness, tonality }
}
