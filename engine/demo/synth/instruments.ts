import type { Random } from '../../random.ts'
import type { Note } from '../music/note.ts'
import { drawContour } from './contour.ts'
import type { Drum } from './percussion.ts'
import { playPlucked, type StringTone } from './plucked.ts'
import { playSustained, type SustainedTone } from './sustained.ts'

const strings = {
  tanbur: { decay: 3.5, brightness: 0.72, pluckAt: 0.12, course: [-1.5, 1.5] },
  bouzouki: { decay: 4.5, brightness: 0.9, pluckAt: 0.18, course: [-2, 2] },
  sitar: { decay: 5, brightness: 0.96, pluckAt: 0.1, course: [0] },
  veena: { decay: 6, brightness: 0.82, pluckAt: 0.22, course: [0] },
} satisfies Record<string, StringTone>

const sustained = {
  ney: {
    harmonics: [1, 0.5, 0.32, 0.1, 0.07, 0.03, 0.02],
    slope: 3,
    resonances: [{ frequency: 1500, q: 1.2, gain: 0.5 }],
    direct: 1,
    noise: 0.45,
    response: 0.03,
  },
  bansuri: {
    harmonics: [1, 0.28, 0.16, 0.04, 0.02],
    slope: 3,
    resonances: [{ frequency: 1100, q: 1, gain: 0.3 }],
    direct: 1,
    noise: 0.35,
    response: 0.035,
  },
  bowed: {
    harmonics: [],
    slope: 1.05,
    resonances: [
      { frequency: 480, q: 3, gain: 1.2 },
      { frequency: 1150, q: 4, gain: 1 },
      { frequency: 2600, q: 3, gain: 0.7 },
    ],
    direct: 0.35,
    noise: 0.15,
    response: 0.025,
  },
  voice: {
    harmonics: [],
    slope: 1.25,
    resonances: [
      { frequency: 680, q: 6, gain: 1.6 },
      { frequency: 1120, q: 8, gain: 1.2 },
      { frequency: 2700, q: 10, gain: 0.8 },
      { frequency: 3400, q: 12, gain: 0.4 },
    ],
    direct: 0.12,
    noise: 0.08,
    response: 0.04,
  },
} satisfies Record<string, SustainedTone>

/** Drums by name: a frame drum, a goblet drum, a small kettle and a two-headed barrel. */
export const drums = {
  bendir: { low: 78, high: 210, ring: 0.35 },
  darbuka: { low: 92, high: 420, ring: 0.22 },
  tabla: { low: 96, high: 330, ring: 0.4 },
  mridangam: { low: 110, high: 290, ring: 0.3 },
} satisfies Record<string, Drum>

export type Instrument = keyof typeof strings | keyof typeof sustained

function isString(instrument: Instrument): instrument is keyof typeof strings {
  return instrument in strings
}

/** The melody alone, `tonic` in hertz. */
export function play(
  instrument: Instrument,
  notes: readonly Note[],
  tonic: number,
  samples: number,
  sampleRate: number,
  random: Random,
): Float32Array {
  if (isString(instrument)) {
    return playPlucked(notes, tonic, samples, sampleRate, strings[instrument], random)
  }
  const contour = drawContour(notes, samples / sampleRate, random)
  return playSustained(contour, tonic, samples, sampleRate, sustained[instrument], random)
}
