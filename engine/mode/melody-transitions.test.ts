import fc from 'fast-check'
import { expect, test } from 'vitest'
import { melodyTransitions, TRANSITION_CLASSES, transitionsFrom } from './melody-transitions.ts'
import { BIN_CENTS, BINS } from './pitch-class-distribution.ts'

const HOP = 0.02

/** Each note lasts `seconds`. */
function melody(notes: readonly number[], seconds: number): Float32Array {
  const frames = Math.round(seconds / HOP)
  return Float32Array.from(
    { length: notes.length * frames },
    (_, n) => notes[Math.floor(n / frames)]!,
  )
}

/** Bins of the strongest transition. */
function strongest(transitions: Float64Array): [from: number, to: number] {
  const at = transitions.reduce((best, count, n) => (count > transitions[best]! ? n : best), 0)
  return [Math.floor(at / BINS), at % BINS]
}

test('a step is counted from where the melody was half a second ago to where it is', () => {
  expect(strongest(melodyTransitions([melody([1200, 1500], 1)], HOP))).toEqual([0, 40])
  expect(strongest(melodyTransitions([melody([1500, 1200], 1)], HOP))).toEqual([40, 0])
  const slow = melodyTransitions([melody([1200, 1500, 1950], 1)], HOP)
  expect(slow[40 * BINS + 100]).toBeCloseTo(slow[0 * BINS + 40]!, 6)
  expect(slow[0 * BINS + 100]).toBe(0)
})

test('a held note with its vibrato, silence and the gap between two parts are no steps', () => {
  const vibrato = Float32Array.from({ length: 300 }, (_, n) => 1200 + 24 * Math.sin(n / 3))
  const gap = melody([1200, Number.NaN, 1500], 1)
  for (const parts of [[vibrato], [gap], [melody([1200], 2), melody([1700], 2)], []])
    expect(Math.max(...melodyTransitions(parts, HOP))).toBe(0)
})

test('octaves do not matter, the frame rate hardly', () => {
  const low = melodyTransitions([melody([1200, 1500, 1200], 1)], HOP)
  expect(melodyTransitions([melody([2400, 300, 1200], 1)], HOP)).toEqual(low)
  const coarse = Float32Array.from({ length: 75 }, (_, n) => (n >= 25 && n < 50 ? 1500 : 1200))
  expect(strongest(melodyTransitions([coarse], 0.04))).toEqual(strongest(low))
})

test('from the tonic, a transposed melody looks as it did', () => {
  const notes = [0, 180, 300, 500, 300, 700, 500, 180, 0]
  const transitions = (raised: number) =>
    melodyTransitions(
      [
        melody(
          notes.map((note) => note + raised),
          0.6,
        ),
      ],
      HOP,
    )
  const expected = transitionsFrom(transitions(0), 0)
  expect(expected).toHaveLength(TRANSITION_CLASSES ** 2)
  fc.assert(
    fc.property(fc.integer({ min: -BINS, max: 2 * BINS }), (bins) => {
      const turned = transitionsFrom(transitions(bins * BIN_CENTS), (bins + BINS) % BINS)
      for (const [n, count] of turned.entries()) expect(count).toBeCloseTo(expected[n]!, 6)
    }),
    { numRuns: 20 },
  )
})
