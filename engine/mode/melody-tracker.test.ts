import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOP_SECONDS, trackMelody } from './melody-tracker.ts'
import { BIN_CENTS, circularDistance, foldedCents } from './pitch-class-distribution.ts'

const RATE = 24_000

/** Harmonics of a pitch that follows `hertz` of time; 0 is silence. */
function sung(
  seconds: number,
  hertz: (time: number) => number,
  harmonics: readonly number[] = [1, 0.6, 0.4, 0.2],
): Float32Array {
  let phase = 0
  return Float32Array.from({ length: Math.round(seconds * RATE) }, (_, n) => {
    const hz = hertz(n / RATE)
    if (hz === 0) return 0
    phase += (2 * Math.PI * hz) / RATE
    return 0.2 * harmonics.reduce((sum, level, h) => sum + level * Math.sin((h + 1) * phase), 0)
  })
}

/** A held note, a slide up, a rest, a lower note with vibrato. */
function tune(time: number): number {
  if (time < 0.5) return 220
  if (time < 0.7) return 220 * 2 ** ((time - 0.5) / 0.2 / 2)
  if (time < 0.9) return 220 * Math.SQRT2
  if (time < 1.2) return 0
  return 174.6 * 2 ** ((30 * Math.sin(2 * Math.PI * 5.5 * time)) / 1200)
}

/** Cents of `tune` as this tracker heard it when it was made; null where nothing is voiced. */
const golden: readonly (number | null)[] = [
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2400,
  2401,
  2406,
  2422,
  2465,
  2531,
  2592,
  2651,
  2711,
  2771,
  2831,
  2892,
  2962,
  2989,
  2998,
  3000,
  3000,
  3000,
  3000,
  3000,
  3000,
  3001,
  3000,
  3001,
  3002,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  null,
  1976,
  1974,
  1976,
  1981,
  1993,
  2009,
  2021,
  2024,
  2016,
  2000,
  1985,
  1977,
  1980,
  1991,
  2008,
  2021,
  2024,
  2017,
  2001,
  1986,
  1977,
  1979,
  1990,
  2007,
  2020,
  2024,
  2018,
  2003,
]

test('a tune is heard as it always was', () => {
  const [cents] = trackMelody([sung(1.8, tune)]).parts
  const heard = [...cents!].map((pitch) => (Number.isNaN(pitch) ? null : Math.round(pitch)))
  expect(heard.map((pitch) => pitch === null)).toEqual(golden.map((pitch) => pitch === null))
  for (const [frame, pitch] of heard.entries())
    expect(Math.abs((pitch ?? 0) - (golden[frame] ?? 0)), `frame ${frame}`).toBeLessThanOrEqual(1)
})

test('held tones are heard within 4 cents over four octaves, at any loudness', () => {
  for (const hz of [82, 110, 146.8, 233.1, 311, 466.2, 700, 1300])
    for (const gain of [1, 0.001]) {
      const sound = sung(0.5, () => hz).map((sample) => gain * sample)
      for (const pitch of trackMelody([sound]).parts[0]!)
        expect(Math.abs(pitch - 1200 * Math.log2(hz / 55)), `${hz} Hz`).toBeLessThan(4)
    }
})

test('a tone without its fundamental, or with a stronger third harmonic, keeps its pitch class', () => {
  for (const harmonics of [
    [0, 1, 0.8, 0.6, 0.4],
    [0.4, 0.5, 1, 0.4, 0.3, 0.4],
  ])
    for (const pitch of trackMelody([sung(0.5, () => 196, harmonics)]).parts[0]!)
      expect(circularDistance(pitch, foldedCents(196))).toBeLessThan(10)
})

test('loudness is judged over all parts', () => {
  const loud = sung(2, () => 220)
  const soft = loud.map((sample) => sample * 0.02)
  expect(trackMelody([soft]).parts[0]!.every(Number.isNaN)).toBe(false)
  expect(trackMelody([loud, soft]).parts[1]!.every(Number.isNaN)).toBe(true)
})

test('what sounds all along shows below a melody', () => {
  const melody = sung(4, (time) => 293.7 * 2 ** (Math.floor(time * 2) / 7))
  const low = sung(4, () => 110)
  const { drone } = trackMelody([melody.map((sample, n) => sample + 0.6 * low[n]!)])
  const strongest = drone.indexOf(drone.reduce((a, b) => Math.max(a, b), 0))
  expect(circularDistance(strongest * BIN_CENTS, foldedCents(110))).toBeLessThan(10)
  expect(drone.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5)
})

test('nothing is heard in nothing', () => {
  const { parts, drone } = trackMelody([new Float32Array(RATE), new Float32Array(100)])
  expect(parts.map(({ length }) => length)).toEqual([
    Math.floor((1 - 0.128) / HOP_SECONDS + 1e-9) + 1,
    0,
  ])
  expect(parts[0]!.every(Number.isNaN)).toBe(true)
  expect(drone.every((share) => share === 0)).toBe(true)
  expect(trackMelody([]).parts).toEqual([])
})

const wild = fc.oneof(
  { weight: 6, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 3e38, 1e-40),
)

test('any samples give pitches in range and finite measures', () => {
  const pieces = fc.array(fc.tuple(wild, fc.integer({ min: 0, max: 3000 })), { maxLength: 8 })
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 3 }), (parts) => {
      const sounds = parts.map((piece) =>
        Float32Array.from(
          piece.flatMap(([value, length]) =>
            Array.from({ length }, (_, n) => (n % 3 === 0 ? value : value * Math.sin(n * n))),
          ),
        ),
      )
      const melody = trackMelody(sounds)
      for (const [n, cents] of melody.parts.entries()) {
        // An odd last sample counts as two, since the tracker works at half the rate.
        const even = Math.ceil(sounds[n]!.length / 2) * 2
        expect(cents.length).toBe(even < 3072 ? 0 : Math.floor((even - 3072) / 480) + 1)
        for (const [frame, pitch] of cents.entries()) {
          expect(Number.isNaN(pitch) || (pitch > 600 && pitch < 5700)).toBe(true)
          expect(melody.harmonicity[n]![frame]).toBeGreaterThanOrEqual(0)
          expect(melody.harmonicity[n]![frame]).toBeLessThanOrEqual(1)
          expect(Number.isFinite(melody.loudness[n]![frame])).toBe(true)
        }
      }
      const sum = melody.drone.reduce((a, b) => a + b, 0)
      expect(sum === 0 || Math.abs(sum - 1) < 1e-4).toBe(true)
    }),
    { numRuns: 60, examples: [[[[[0, 3071]]]], [[[[0, 8831]]]]] },
  )
})
