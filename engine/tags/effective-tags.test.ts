import { expect, test } from 'vitest'
import { effectiveTags, GUESS, hasCertainMode, modeTagsOf, type TagRow } from './effective-tags.ts'

function row(tag: string, changes: Partial<TagRow> = {}): TagRow {
  return {
    vocabulary: 'makam',
    tag,
    source: 'mode',
    state: 'proposed',
    probability: null,
    rank: null,
    version: '1',
    place: '',
    ...changes,
  }
}
const said = (rows: TagRow[]) =>
  effectiveTags(rows).map(({ tag, certainty, source }) => [tag, certainty, source])

test('the most certain source of a tag counts', () => {
  expect(
    said([
      row('hicaz', { probability: 0.7 }),
      row('hicaz', { source: 'file', probability: 0.8 }),
      row('uzzal', { probability: 0.2 }),
    ]),
  ).toEqual([
    ['hicaz', 0.8, 'file'],
    ['uzzal', 0.2, 'mode'],
  ])
})

test('what the user confirmed is certain, and leaves no room for predictions', () => {
  expect(
    said([
      row('rast', { source: 'user', state: 'confirmed' }),
      row('mahur', { probability: 0.9 }),
      row('taksim', { vocabulary: 'form', source: 'file', probability: 0.8 }),
    ]),
  ).toEqual([
    ['rast', 1, 'user'],
    ['taksim', 0.8, 'file'],
  ])
})

test('what the user rejected is out, whoever proposes it', () => {
  expect(
    said([
      row('rast', { source: 'user', state: 'rejected' }),
      row('rast', { probability: 0.9 }),
      row('rast', { source: 'file', probability: 0.98 }),
      row('mahur', { probability: 0.05 }),
    ]),
  ).toEqual([['mahur', 0.05, 'mode']])
})

test('what a file names surely outweighs a prediction, what it hints at does not', () => {
  const prediction = row('mahur', { probability: 0.7 })
  const named = (probability: number) => row('rast', { source: 'file', probability })
  expect(said([prediction, named(0.95)]).map(([tag]) => tag)).toEqual(['rast'])
  expect(said([prediction, named(0.6)]).map(([tag]) => tag)).toEqual(['mahur', 'rast'])
})

test('a raga has no probability: the likeliest counts as likely, the next as possible', () => {
  const ragas = ['yaman', 'bihag', 'kamod'].map((tag, n) =>
    row(tag, { vocabulary: 'raga', rank: n + 1 }),
  )
  expect(said(ragas).map(([, certainty]) => certainty)).toEqual([0.6, 0.3, 0.3])
  expect(hasCertainMode(effectiveTags(ragas))).toBe(true)
})

test('a guess of unknown tradition is never certain, and is marked where it is shown', () => {
  const guess = [row('hicaz', { probability: 0.95, rank: 1, place: GUESS })]
  expect(hasCertainMode(effectiveTags(guess))).toBe(false)
  expect(modeTagsOf(effectiveTags(guess))).toEqual([
    expect.objectContaining({ tag: 'hicaz', guess: true, probability: 0.95 }),
  ])
})

test('lists show the certain modes only, where there are some', () => {
  const rows = [
    row('hicaz', { probability: 0.7, rank: 1 }),
    row('saba', { probability: 0.2, rank: 2 }),
  ]
  expect(modeTagsOf(effectiveTags(rows)).map(({ tag }) => tag)).toEqual(['hicaz'])
  expect(modeTagsOf(effectiveTags(rows.slice(1))).map(({ tag }) => tag)).toEqual(['saba'])
})
