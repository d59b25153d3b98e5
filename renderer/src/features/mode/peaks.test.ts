import { expect, test } from 'vitest'
import { degreeNear, peaksOf } from './peaks.ts'

/** Bells on some pitches, [cents, weight], summing to 1. */
function bells(...pitches: readonly (readonly [number, number])[]): number[] {
  const raw = Array.from({ length: 160 }, (_, bin) =>
    pitches.reduce((sum, [cents, weight]) => {
      const away = ((bin * 7.5 - cents + 1800) % 1200) - 600
      return sum + weight * Math.exp(-(away ** 2) / 450)
    }, 0),
  )
  const all = raw.reduce((sum, value) => sum + value, 0)
  return raw.map((value) => value / all)
}

test('each pitch that is dwelt on is a peak, with its share of the time', () => {
  const peaks = peaksOf(bells([0, 4], [113, 2], [385, 2], [498, 3]))
  expect(peaks).toHaveLength(4)
  for (const [n, [cents, share]] of [
    [0, 4 / 11],
    [113, 2 / 11],
    [385, 2 / 11],
    [498, 3 / 11],
  ].entries()) {
    expect(Math.abs((peaks[n]?.cents ?? 0) - (cents ?? 0))).toBeLessThan(2)
    expect(peaks[n]?.share).toBeCloseTo(share ?? 0, 2)
  }
  expect(peaks.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6)
})

test('a tonic a little below the first bin is one peak at the top of the octave', () => {
  expect(peaksOf(bells([1195, 1])).map(({ cents }) => Math.round(cents))).toEqual([1195])
})

test('one pitch has all the time, noise and silence have no peaks', () => {
  expect(peaksOf(bells([300, 1]))[0]?.share).toBeCloseTo(1, 6)
  expect(peaksOf(bells([300, 1], [700, 0.02]))).toHaveLength(1)
  expect(peaksOf(new Array(160).fill(0))).toEqual([])
})

test('a peak is named by the degree near it, round the octave too', () => {
  const degrees = [
    { cents: 0, name: 'Dügâh' },
    { cents: 180, name: 'Segâh' },
    { cents: 204, name: 'Bûselik' },
  ]
  expect(degreeNear(1190, degrees)?.name).toBe('Dügâh')
  expect(degreeNear(188, degrees)?.name).toBe('Segâh')
  expect(degreeNear(199, degrees)?.name).toBe('Bûselik')
  expect(degreeNear(300, degrees)).toBeUndefined()
})
