import { expect, test } from 'vitest'
import { makams } from './music/makams.ts'
import type { Mode } from './music/mode.ts'
import { recordings } from './recordings.ts'
import { melodyOf, type Recipe, record } from './synth/recording.ts'

const frame = 2048
const hop = 1024
const thinning = 8

/** Magnitudes of the DFT of one Hann-windowed frame (radix 2, in place). */
function spectrum(samples: Float32Array, from: number): Float64Array {
  const re = new Float64Array(frame)
  const im = new Float64Array(frame)
  const bits = Math.log2(frame)
  for (let i = 0; i < frame; i++) {
    let reversed = 0
    for (let b = 0; b < bits; b++) reversed |= ((i >> b) & 1) << (bits - 1 - b)
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frame)
    re[reversed] = (samples[from + i] ?? 0) * window
  }
  for (let size = 2; size <= frame; size *= 2) {
    for (let k = 0; k < size / 2; k++) {
      const cos = Math.cos((2 * Math.PI * k) / size)
      const sin = -Math.sin((2 * Math.PI * k) / size)
      for (let a = k; a < frame; a += size) {
        const b = a + size / 2
        const tr = re[b]! * cos - im[b]! * sin
        const ti = re[b]! * sin + im[b]! * cos
        re[b] = re[a]! - tr
        im[b] = im[a]! - ti
        re[a]! += tr
        im[a]! += ti
      }
    }
  }
  return re.subarray(0, frame / 2).map((value, i) => Math.hypot(value, im[i]!))
}

/**
 * What sounds in the octave above the tonic (where the melodies' fundamentals and second harmonics are),
 * folded to one octave: amplitude of spectral peaks per cent, smoothed by a Gaussian of 8 cents.
 */
function pitchHistogram(samples: Float32Array, rate: number, tonic: number): Float64Array {
  const raw = new Float64Array(1200)
  for (let from = 0; from + frame <= samples.length; from += hop) {
    const magnitudes = spectrum(samples, from)
    const loudest = magnitudes.reduce((high, value) => Math.max(high, value), 0)
    const first = Math.floor((0.95 * tonic * frame) / rate)
    const last = Math.ceil((2.1 * tonic * frame) / rate)
    for (let k = first; k <= last; k++) {
      const [a, b, c] = [magnitudes[k - 1]!, magnitudes[k]!, magnitudes[k + 1]!]
      if (b < a || b < c || b < loudest * 0.1) continue
      const [la, lb, lc] = [Math.log(a), Math.log(b), Math.log(c)]
      const bin = k + (0.5 * (la - lc)) / (la - 2 * lb + lc)
      const cents = 1200 * Math.log2((bin * rate) / frame / tonic)
      raw[((Math.round(cents) % 1200) + 1200) % 1200]! += b
    }
  }
  const width = 8
  return raw.map((_, cent) => {
    let sum = 0
    for (let d = -30; d <= 30; d++) {
      sum += raw[(cent + d + 1200) % 1200]! * Math.exp(-0.5 * (d / width) ** 2)
    }
    return sum
  })
}

function peakNear(histogram: Float64Array, degree: number): number {
  let best = -40
  const at = (offset: number) => histogram[(Math.round(degree + offset) + 1200) % 1200]!
  for (let offset = -40; offset <= 40; offset++) if (at(offset) > at(best)) best = offset
  return best
}

/** The part of all sound that lies within 25 cents of a degree. */
function shareInScale(histogram: Float64Array, mode: Mode): number {
  const degrees = [...mode.falling, ...(mode.leading === undefined ? [] : [mode.leading])]
  const total = histogram.reduce((sum, value) => sum + value, 0)
  const inside = histogram.reduce((sum, value, cent) => {
    const near = degrees.some((d) => Math.abs(((cent - d + 1800) % 1200) - 600) <= 25)
    return near ? sum + value : sum
  }, 0)
  return inside / total
}

const rate = 44_100
const wellHeard = 1.2

/** Degrees of the mode that the melody dwells on for a while. */
function degreesHeard(recipe: Recipe): number[] {
  const notes = melodyOf(recipe)
  return recipe.mode.falling.filter((degree) => {
    const heard = notes.filter((note) => Math.abs(((note.cents + 1200) % 1200) - degree) < 1)
    return heard.reduce((sum, note) => sum + note.duration, 0) >= wellHeard
  })
}

/** Left and right in one, by means of eight samples at an eighth of the rate: the melodies lie far below. */
function thinned([left, right]: readonly [Float32Array, Float32Array]): Float32Array {
  return Float32Array.from({ length: Math.floor(left.length / thinning) }, (_, i) => {
    let sum = 0
    for (let k = i * thinning; k < (i + 1) * thinning; k++) sum += left[k]! + right[k]!
    return sum / thinning / 2
  })
}

test.each(recordings)(
  '$title: the degrees of its mode sound within 15 cents of their places',
  ({ recipe }) => {
    const { drum: _, ...melodic } = recipe
    const samples = thinned(record(melodic, rate))
    const histogram = pitchHistogram(samples, rate / thinning, recipe.tonic)
    const degrees = degreesHeard(recipe)
    const offsets = degrees.map((degree) => peakNear(histogram, degree))
    expect(degrees).toContain(0)
    expect(degrees.length).toBeGreaterThanOrEqual(Math.min(5, recipe.mode.falling.length - 1))
    expect(
      offsets.every((offset) => Math.abs(offset) <= 15),
      offsets.join(' '),
    ).toBe(true)
    expect(shareInScale(histogram, recipe.mode)).toBeGreaterThan(0.8)
  },
)

test.each(recordings)('$title: finite, loud enough, unclipped, silent at the end', ({ recipe }) => {
  for (const samples of record(recipe, rate)) {
    let worst = 0
    for (const value of samples) {
      worst = Math.max(worst, Number.isFinite(value) ? Math.abs(value) : Number.MAX_VALUE)
    }
    expect(worst).toBeLessThan(0.9)
    expect(worst).toBeGreaterThan(0.3)
    expect(Math.abs(samples.at(-1)!)).toBeLessThan(1e-3)
    expect(samples.length / rate).toBeGreaterThan(20)
    expect(samples.length / rate).toBeLessThan(60)
  }
})

test('the check above tells one makam from another', () => {
  const { recipe } = recordings.find((recording) => recording.recipe.mode === makams.rast)!
  const histogram = pitchHistogram(thinned(record(recipe, rate)), rate / thinning, recipe.tonic)
  expect(shareInScale(histogram, makams.rast)).toBeGreaterThan(0.8)
  expect(shareInScale(histogram, makams.kurdilihicazkar)).toBeLessThan(0.7)
  expect(Math.abs(peakNear(histogram, 91))).toBeGreaterThan(15)
})
