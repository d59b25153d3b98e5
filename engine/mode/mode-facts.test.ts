import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modeFacts, packContour, packProfile, unpackContour, unpackProfile } from './mode-facts.ts'
import { BINS, distributionOf } from './pitch-class-distribution.ts'

const pitch = fc.oneof(
  fc.constant(Number.NaN),
  fc.float({ min: 0, max: 6000, noNaN: true }).map(Math.fround),
)
const part = fc.record({
  start: fc.float({ min: 0, max: 40_000, noNaN: true }),
  cents: fc.array(pitch, { maxLength: 400 }).map((cents) => Float32Array.from(cents)),
})

test('a contour comes back to the cent, silences where they were', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
      const back = unpackContour(packContour(parts))
      expect(back.map(({ start, cents }) => [start, cents.length])).toEqual(
        parts.map(({ start, cents }) => [start, cents.length]),
      )
      for (const [n, { cents }] of parts.entries())
        for (const [frame, value] of cents.entries()) {
          const kept = back[n]?.cents[frame] ?? 0
          if (Number.isNaN(value)) expect(kept).toBeNaN()
          else expect(Math.abs(kept - value)).toBeLessThanOrEqual(1)
        }
    }),
  )
})

test('two minutes of melody take a few kilobytes', () => {
  const cents = Float32Array.from({ length: 6000 }, (_, n) => 2400 + 700 * Math.sin(n / 90))
  expect(packContour([{ start: 0, cents }]).length).toBeLessThan(6000)
})

test('a profile comes back nearly as it was, each view with a sum of 1; silence stays silence', () => {
  const view = (cents: number) =>
    distributionOf(
      [
        [cents, 2],
        [cents + 200, 1],
      ],
      15,
    )
  const profile = {
    whole: view(0),
    begin: view(100),
    end: view(300),
    tail: view(500),
    drone: new Float32Array(BINS),
  }
  const back = unpackProfile(packProfile(profile))
  for (const name of ['whole', 'begin', 'end', 'tail', 'drone'] as const)
    for (let k = 0; k < BINS; k++)
      expect(Math.abs(back[name][k]! - profile[name][k]!)).toBeLessThan(1e-5)
})

test('facts of a listening: range without outliers, seconds of melody', () => {
  const cents = new Float32Array(1000).fill(Number.NaN)
  cents.fill(1000, 0, 300).fill(2200, 300, 600)
  cents[600] = 5000
  const facts = modeFacts({
    parts: [{ start: 0, cents }],
    drone: new Float32Array(BINS),
    duration: 20,
    decoder: 'pcm',
    damaged: false,
    obstacle: null,
    fadedOut: false,
  })
  expect(facts).toMatchObject({ lowest: 1000, highest: 2200, listenedSeconds: 20 })
  expect(facts.melodySeconds).toBeCloseTo(12.02)
})
