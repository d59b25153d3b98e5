import { BIN_HZ, eachSpectrum, HIGHEST_PARTIAL, SPECTRUM_BINS } from './melody-spectra.ts'

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
 * Of each harmonic against the one below. With 0.8, as is usual, a sampled sitar, whose third harmonic is its strongest, was heard a
 * twelfth too high for 42 % of its melody, with 0.9 for 2 %; of 49 recordings in 20 timbres none lost more than 0.5 %.
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
  /** How much of the amplitude of each frame's peaks lies on the harmonics of its strongest pitch, 0..1; 0 for silence. */
  harmonicity: Float32Array
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
/** The axis of partials begins below the lowest pitch, goes on to the highest partial, and leaves room for spreads. */
const MARGIN = 2 * REACH
const PARTIALS = Math.ceil(BINS_AN_OCTAVE * Math.log2(HIGHEST_PARTIAL / LOWEST_HZ)) + 1 + 2 * MARGIN
const firstPartial = LOWEST_HZ * 2 ** (-REACH / BINS_AN_OCTAVE)
/** A peak's neighbours are taken for no weaker than this share of its power, so that their logarithms are finite. */
const FAINT = 1e-9

/** Adds a peak of the power spectrum at bin k to the axis of partials, interpolated; answers its amplitude, 0 below. */
function addPeak(partials: Float64Array, power: Float64Array, k: number): number {
  const least = FAINT * power[k]!
  const here = Math.log(power[k]!)
  const left = Math.log(Math.max(least, power[k - 1]!))
  const right = Math.log(Math.max(least, power[k + 1]!))
  const offset = (0.5 * (left - right)) / (left - 2 * here + right)
  const frequency = (k + offset) * BIN_HZ
  const amplitude = Math.exp(0.5 * (here - 0.25 * (left - right) * offset))
  if (frequency < firstPartial) return 0
  const place = BINS_AN_OCTAVE * Math.log2(frequency / LOWEST_HZ) + MARGIN
  const bin = Math.floor(place)
  let tap = Math.floor((place - bin) * SUBSTEPS) * TAPS
  for (let at = bin - REACH + 1; at <= bin + REACH; at++)
    partials[at]! += amplitude * spread[tap++]!
  return amplitude
}

/**
 * The salience of each pitch in each frame of a sound (mono, 24 kHz): the weighted sum of the partials at its harmonics, as in
 * Salamon and Gómez, "Melody extraction from polyphonic music signals using pitch contour characteristics", 2012.
 */
export function pitchSalience(sound: Float32Array): Salience {
  const partials = new Float64Array(PARTIALS)
  const spectra = eachSpectrum(sound)
  const { frames } = spectra
  const salience = new Float32Array(frames * PITCHES)
  const strongest = new Float32Array(frames)
  const loudness = new Float32Array(frames)
  const harmonicity = new Float32Array(frames)
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
    let amplitudes = 0
    partials.fill(0)
    for (let k = 2; k < SPECTRUM_BINS - 1; k++) {
      const here = power[k]!
      if (here < least || here <= power[k - 1]! || here < power[k + 1]!) continue
      amplitudes += addPeak(partials, power, k)
    }
    row.fill(0)
    for (let h = 0; h < HARMONICS; h++) {
      const weight = harmonicWeights[h]!
      const from = harmonicBins[h]! + MARGIN
      const end = Math.min(PITCHES, partials.length - from)
      for (let p = 0; p < end; p++) row[p]! += weight * partials[p + from]!
    }
    salience.set(row, frame * PITCHES)
    let top = 0
    for (let p = 0; p < PITCHES; p++) if (row[p]! > top) top = row[p]!
    strongest[frame] = top
    if (amplitudes > 0) harmonicity[frame] = Math.min(1, top / amplitudes)
  })
  return { frames, salience, strongest, loudness, harmonicity }
}
