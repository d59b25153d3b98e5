import fc from 'fast-check'
import { expect, test } from 'vitest'
import { melodyTransitions, transitionsFrom } from './melody-transitions.ts'
import { BIN_CENTS, BINS } from './pitch-class-distribution.ts'
import { addTransitionScores, unitRoots } from './transition-scores.ts'

const HOP = 0.02
const rising = [0, 200, 300, 500, 700, 500, 300, 200]
const leaping = [0, 700, 200, 500, 0, 300, 700, 300]

function transitionsOf(notes: readonly number[], raised = 0): Float64Array {
  const frames = 20
  const cents = Float32Array.from(
    { length: 40 * frames },
    (_, n) => 1200 + raised + notes[Math.floor(n / frames) % notes.length]!,
  )
  return melodyTransitions([cents], HOP)
}

const templateOf = (notes: readonly number[]) => unitRoots(transitionsFrom(transitionsOf(notes), 0))

function scoresOf(
  melody: Float64Array,
  templates: readonly (Float64Array | null)[],
  weight = 1,
): Float64Array[] {
  const scores = templates.map(() => new Float64Array(BINS))
  addTransitionScores(melody, templates, weight, scores)
  return scores
}

test('a melody fits its own template at its own tonic best, and no other as well', () => {
  const templates = [templateOf(rising), templateOf(leaping)]
  fc.assert(
    fc.property(fc.integer({ min: 0, max: BINS - 1 }), (tonic) => {
      const [own, other] = scoresOf(transitionsOf(rising, tonic * BIN_CENTS), templates)
      expect(own!.indexOf(Math.max(...own!))).toBe(tonic)
      expect(own![tonic]).toBeCloseTo(0, 6)
      expect(other![tonic]).toBeLessThan(-0.1)
    }),
    { numRuns: 20 },
  )
})

test('is what the definition says at every place of the tonic, times the weight', () => {
  const melody = transitionsOf(leaping, 45)
  const template = templateOf(rising)
  const [scores] = scoresOf(melody, [template], 0.5)
  for (const s of [0, 1, 6, 77, 159]) {
    const heard = unitRoots(transitionsFrom(melody, s))
    const overlap = heard.reduce((sum, root, n) => sum + root * template[n]!, 0)
    expect(scores![s]).toBeCloseTo(0.5 * Math.log(Math.max(0.01, overlap)), 9)
  }
})

test('a mode of which no recordings tell neither gains nor loses against the best of the others', () => {
  const templates = [templateOf(rising), null, templateOf(leaping)]
  for (const notes of [rising, leaping]) {
    const [first, unknown, last] = scoresOf(transitionsOf(notes), templates)
    for (let s = 0; s < BINS; s++) expect(unknown![s]).toBe(Math.max(first![s]!, last![s]!))
  }
})

test('a melody that does not move says nothing', () => {
  const [scores] = scoresOf(transitionsOf([300]), [templateOf(rising)])
  expect(scores!.every((score) => score === 0)).toBe(true)
})
