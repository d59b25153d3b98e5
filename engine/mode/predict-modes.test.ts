import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVocabularies } from '../tags/vocabularies.ts'
import { melodyTransitions, transitionsFrom } from './melody-transitions.ts'
import { modeModel, noLessons, readBaseTemplates } from './mode-model.ts'
import { BIN_CENTS, foldedCents, pitchProfile } from './pitch-class-distribution.ts'
import { rankMakams } from './predict-modes.ts'
import { unitRoots } from './transition-scores.ts'

const HOP = 0.02
const models = join(import.meta.dirname, '../../models')
const base = readBaseTemplates(models, readVocabularies(models))
const model = modeModel(base, noLessons)

/** Hicaz as it is sung: down to the tonic again and again, notes of 0.4 s. */
const hicaz = [702, 498, 385, 113, 385, 498, 702, 883, 702, 498, 385, 113, 0, 113, 0, 0]
const cents = Float32Array.from(
  { length: 6000 },
  (_, n) => foldedCents(220) + 1200 + hicaz[Math.floor(n / 20) % hicaz.length]!,
)
const melody = {
  profile: pitchProfile([cents], HOP),
  drone: null,
  parts: [cents],
  hop: HOP,
  fadedOut: false,
  givenTonic: null,
}

test('the likeliest makam is what is played, and a little is left for what no score tells', () => {
  const ranked = rankMakams(melody, model)
  expect(ranked[0]?.id).toBe('hicaz')
  expect(ranked[0]?.tonic).toBeCloseTo(foldedCents(220), -1)
  expect(ranked.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9)
  expect(ranked[0]?.probability).toBeGreaterThan(0.6)
  expect(ranked[0]?.probability).toBeLessThanOrEqual(0.95 + 0.05 / ranked.length)
  expect(ranked.at(-1)?.probability).toBeGreaterThanOrEqual(0.05 / ranked.length)
})

const known = model.modes.turkish.find(({ term }) => term.id === 'hicaz')!
/** Like hicaz in all but how it moves. */
function twin(id: string, transitions: Float64Array | null) {
  return { ...known, term: { ...known.term, id }, prepared: { ...known.prepared, transitions } }
}
const movesAs = (notes: Float32Array) =>
  unitRoots(transitionsFrom(melodyTransitions([notes], HOP), foldedCents(220) / BIN_CENTS))
const amongTwins = (notes: Float32Array, twins: ReturnType<typeof twin>[]) =>
  rankMakams(
    { ...melody, parts: [notes] },
    { ...model, modes: { ...model.modes, turkish: [...model.modes.turkish, ...twins] } },
  )

test('makams of the same notes are told apart by the order of the notes', () => {
  const order = [0, 9, 4, 13, 2, 11, 6, 15, 8, 1, 12, 5, 10, 3, 14, 7]
  const shuffled = cents.map((_, n) => cents[order[Math.floor(n / 20) % 16]! * 20]!)
  const twins = [twin('in order', movesAs(cents)), twin('shuffled', movesAs(shuffled))]
  expect(amongTwins(cents, twins)[0]?.id).toBe('in order')
  expect(amongTwins(shuffled, twins)[0]?.id).toBe('shuffled')
})

test('a makam of which no recordings tell how it moves competes as well as the others', () => {
  const [first, second] = amongTwins(cents, [twin('unheard', null)])
  expect([first!.id, second!.id].sort()).toEqual(['hicaz', 'unheard'])
  expect(second!.probability).toBeGreaterThan(0.8 * first!.probability)
})
