import { expect, test } from 'vitest'
import { effectiveTags, GUESS, type TagRow } from './effective-tags.ts'
import type { FusionWeights } from './fuse.ts'

function row(tag: string, source: TagRow['source'], changes: Partial<TagRow> = {}): TagRow {
  const nothing = { rank: null, version: '1', place: '' }
  return {
    vocabulary: 'makam',
    tag,
    source,
    state: 'proposed',
    probability: 0.7,
    ...nothing,
    ...changes,
  }
}
const certainties = (rows: TagRow[], weights?: FusionWeights) =>
  Object.fromEntries(
    effectiveTags(rows, weights && (() => weights)).map(({ tag, certainty }) => [tag, certainty]),
  )

test('without a head the most certain source counts, as ever', () => {
  const rows = [row('hicaz', 'mode', { probability: 0.5, rank: 1 }), row('hicaz', 'file')]
  expect(certainties(rows)).toEqual({ hicaz: 0.7 })
})

test('a head by itself is believed as it is', () => {
  expect(certainties([row('hicaz', 'head'), row('rast', 'head', { probability: 0.2 })])).toEqual({
    hicaz: 0.7,
    rast: 0.2,
  })
})

test('sources that agree are surer together, and those that do not less sure', () => {
  const templates = row('hicaz', 'mode', { rank: 1 })
  const agreed = certainties([templates, row('hicaz', 'head')])
  expect(agreed.hicaz).toBeGreaterThan(0.75)
  expect(agreed.hicaz).toBeLessThan(0.85)
  const apart = certainties([templates, row('segah', 'head')])
  expect(apart.segah).toBeLessThan(0.3)
  expect(apart.hicaz).toBeCloseTo(0.7)
})

test('the modes of a track add up to 1 at most; instruments need not', () => {
  const modes = ['hicaz', 'segah'].flatMap((tag, n) => [
    row(tag, 'mode', { probability: 0.49, rank: n + 1 }),
    row(tag, 'head', { probability: 0.95 }),
  ])
  const sum = Object.values(certainties(modes)).reduce((total, one) => total + one, 0)
  expect(sum).toBeCloseTo(1)
  const instruments = ['ney', 'oud'].map((tag) =>
    row(tag, 'head', { vocabulary: 'instrument', probability: 0.9 }),
  )
  expect(certainties(instruments)).toEqual({ ney: 0.9, oud: 0.9 })
})

test('ranks stand for probabilities where templates have none', () => {
  const raga = (rank: number, probability: number) => [
    row('yaman', 'mode', { vocabulary: 'raga', probability: null, rank }),
    row('yaman', 'head', { vocabulary: 'raga', probability }),
  ]
  expect(certainties(raga(1, 0.8)).yaman).toBeGreaterThan(certainties(raga(3, 0.8)).yaman ?? 1)
})

test('the user’s word is never fused, and a guess is no evidence', () => {
  const said = row('hicaz', 'user', { state: 'confirmed', probability: null })
  const rejected = row('rast', 'user', { state: 'rejected', probability: null })
  const rows = [said, rejected, row('hicaz', 'head', { probability: 0.1 }), row('rast', 'head')]
  expect(certainties(rows)).toEqual({ hicaz: 1 })
  const guess = row('hicaz', 'mode', { rank: 1, probability: 0.1, place: GUESS })
  const [tag] = effectiveTags([guess, row('hicaz', 'head')])
  expect(tag).toMatchObject({ certainty: 0.7, guess: false })
})

test('weights decide how far each is believed', () => {
  const rows = [row('hicaz', 'mode', { probability: 0.9, rank: 1 }), row('hicaz', 'head')]
  const deaf = { file: 1, mode: 0, head: 1, bias: 0 }
  expect(certainties(rows, deaf).hicaz).toBeCloseTo(0.7)
})
