import type { Random } from '../../random.ts'
import { type Contour, contourRate } from './contour.ts'
import { addFiltered, bandPass } from './filter.ts'

/** How a blown, bowed or sung tone sounds. */
export interface SustainedTone {
  /** Level of the harmonics: those given, then falling by 1/n^slope. */
  harmonics: readonly number[]
  slope: number
  /** Resonances added to (or, without `direct`, in place of) the plain tone. */
  resonances: readonly { frequency: number; q: number; gain: number }[]
  direct: number
  /** Noise of breath or bow, relative to the tone. */
  noise: number
  /** Seconds in which the loudness follows its line. */
  response: number
}

const tableSize = 4096
const highestPartial = 9000

function waveTable(tone: SustainedTone, highest: number): Float32Array {
  const partials = Math.max(1, Math.min(60, Math.floor(highestPartial / highest)))
  const table = new Float32Array(tableSize + 1)
  for (let n = 1; n <= partials; n++) {
    const amplitude = tone.harmonics[n - 1] ?? n ** -tone.slope
    if (amplitude === 0) continue
    for (let i = 0; i <= tableSize; i++) {
      table[i]! += amplitude * Math.sin((2 * Math.PI * n * i) / tableSize)
    }
  }
  const energy = Math.sqrt(table.reduce((sum, value) => sum + value * value, 0) / tableSize)
  return table.map((value) => (value / energy) * 0.25)
}

/** A melody on an instrument that holds its tone, following a contour. */
export function playSustained(
  contour: Contour,
  tonic: number,
  samples: number,
  sampleRate: number,
  tone: SustainedTone,
  random: Random,
): Float32Array {
  const peak = contour.cents.reduce((high, cents) => Math.max(high, cents), 0)
  const table = waveTable(tone, tonic * 2 ** (peak / 1200))
  const source = new Float32Array(samples)
  const follow = 1 - Math.exp(-1 / (tone.response * sampleRate))
  const perPoint = sampleRate / contourRate
  let phase = 0
  let level = 0
  let breath = 0
  let increment = 0
  let slope = 0
  let next = 0
  let target = 0
  for (let i = 0; i < samples; i++) {
    if (i >= next) {
      const point = Math.min(Math.floor(i / perPoint), contour.cents.length - 2)
      const here = tonic * 2 ** (contour.cents[point]! / 1200)
      const there = tonic * 2 ** (contour.cents[point + 1]! / 1200)
      increment = (here / sampleRate) * tableSize
      slope = ((there - here) / sampleRate / perPoint) * tableSize
      target = contour.level[point]!
      next += perPoint
    }
    level += follow * (target - level)
    phase += increment
    increment += slope
    if (phase >= tableSize) phase -= tableSize
    const index = phase | 0
    const value = table[index]! + (phase - index) * (table[index + 1]! - table[index]!)
    breath += 0.25 * (random.next() - 0.5 - breath)
    source[i] = level * (value + tone.noise * breath)
  }
  const output = source.map((value) => value * tone.direct)
  for (const { frequency, q, gain } of tone.resonances) {
    addFiltered(source, output, bandPass(frequency, q, sampleRate), gain)
  }
  return output
}
