import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BIN_CENTS,
  BINS,
  circularDistance,
  distributionOf,
  foldedCents,
  openingAndClosing,
  pitchProfile,
} from './pitch-class-distribution.ts'

const sum = (bins: Float32Array) => bins.reduce((total, share) => total + share, 0)
const peak = (bins: Float32Array) => bins.indexOf(Math.max(...bins)) * BIN_CENTS

test('a distribution sums to 1, peaks where its impulse is, and wraps round the octave', () => {
  fc.assert(
    fc.property(
      fc.float({ min: -3000, max: 3000, noNaN: true }),
      fc.integer({ min: 8, max: 60 }),
      (cents, sigma) => {
        const bins = distributionOf([[cents, 3]], sigma)
        expect(sum(bins)).toBeCloseTo(1, 5)
        expect(circularDistance(peak(bins), cents)).toBeLessThanOrEqual(BIN_CENTS / 2 + 0.01)
      },
    ),
  )
})

test('the width of a Gaussian is what was asked for', () => {
  const bins = distributionOf([[600, 1]], 30)
  const variance = bins.reduce((total, share, k) => total + share * (k * BIN_CENTS - 600) ** 2, 0)
  expect(Math.sqrt(variance)).toBeCloseTo(30, 0)
})

test('opening, closing and last notes are views of their own; silence is in none of them', () => {
  const frame = (cents: number, seconds: number) => Array(Math.round(seconds / 0.02)).fill(cents)
  const cents = Float32Array.from([
    ...frame(700, 20),
    ...frame(Number.NaN, 30),
    ...frame(500, 40),
    ...frame(200, 12),
    ...frame(0, 8),
  ])
  const profile = pitchProfile([cents], 0.02)
  expect(peak(profile.begin)).toBeCloseTo(697.5, 5)
  expect(peak(profile.whole)).toBeCloseTo(502.5, 5)
  expect(peak(profile.tail)).toBe(0)
  expect(profile.end[0]!).toBeGreaterThan(profile.whole[0]!)
})

test('no melody at all gives distributions of zeros, not of NaN', () => {
  const profile = pitchProfile([new Float32Array(500).fill(Number.NaN)], 0.02)
  for (const view of Object.values(profile)) expect([...view]).toEqual(Array(BINS).fill(0))
})

test('a long track is cut to its ends, a short one is left whole', () => {
  const cents = Float32Array.from({ length: 10_000 }, (_, n) => n)
  expect(openingAndClosing(cents, 0.02, 60).map((part) => [part[0], part.length])).toEqual([
    [0, 3000],
    [7000, 3000],
  ])
  expect(openingAndClosing(cents.subarray(0, 6000), 0.02, 60)).toHaveLength(1)
})

test('frequencies fold to one octave above the reference', () => {
  expect(foldedCents(55)).toBe(0)
  expect(foldedCents(27.5)).toBe(0)
  expect(foldedCents(440 * 2 ** (7 / 12))).toBeCloseTo(700, 6)
})

test('an opening is over after half a minute, however long the recording', () => {
  const frame = (cents: number, seconds: number) => Array(Math.round(seconds / 0.02)).fill(cents)
  const cents = Float32Array.from([...frame(700, 30), ...frame(0, 440), ...frame(300, 30)])
  const { whole, begin, end } = pitchProfile([cents], 0.02)
  expect([whole, begin, end].map(peak)).toEqual([0, 697.5, 300])
  expect([begin, end].map((view) => view[0])).toEqual([0, 0])
})
