import { expect, test } from 'vitest'
import { foldsOf } from './folds.ts'
import { headFigure } from './head-figure.ts'

const figure = (has: number[], probabilities: number[], presumed: boolean[] = []) =>
  headFigure({
    labels: Int8Array.from(has),
    probabilities: Float32Array.from(probabilities),
    presumed: has.map((_, row) => presumed[row] ?? false),
    apart: 'artists',
  })
const many = (count: number, value: number) => new Array<number>(count).fill(value)

test('few of a kind tell nothing', () => {
  expect(figure([1, 1, 0, 0, 0], [0.9, 0.9, 0.1, 0.1, 0.1])).toMatchObject({
    level: 'unknown',
    rocAuc: null,
    error: null,
    apart: null,
    positives: 2,
    negatives: 3,
  })
})

test('levels go by what can be relied on, not by the area alone', () => {
  const perfect = (of: number) =>
    figure([...many(of, 1), ...many(of, 0)], [...many(of, 0.9), ...many(of, 0.1)])
  expect(perfect(3)).toMatchObject({ rocAuc: 1 })
  expect(perfect(3).error).toBeGreaterThan(perfect(30).error ?? 1)
  expect(perfect(30).level).toBe('good')
  const lots = figure([...many(20, 1), ...many(20, 0)], many(40, 0.5))
  expect(lots).toMatchObject({ level: 'chance', rocAuc: 0.5 })
})

test('presumed tracks count until enough are rejected, and what nothing was said of does not', () => {
  const presumed = [...many(10, 0), ...many(4, 1)].map(Boolean)
  const few = figure([...many(10, 1), ...many(4, 0)], [...many(10, 0.5), ...many(4, 0.9)], presumed)
  expect(few).toMatchObject({ rocAuc: 0, positives: 10, negatives: 0, presumed: 4 })
  const rejected = figure(
    [...many(10, 1), ...many(4, 0), ...many(10, 0)],
    [...many(10, 0.5), ...many(4, 0.9), ...many(10, 0.1)],
    presumed,
  )
  expect(rejected).toMatchObject({ rocAuc: 1, negatives: 10, presumed: 4 })
  const silent = figure([...many(10, 1), ...many(10, 0)], many(20, Number.NaN))
  expect(silent.level).toBe('unknown')
})

test('folds keep artists apart where they can, and have some of each kind', () => {
  const labels = Int8Array.from([...many(10, 1), ...many(10, 0)])
  const by = (name: (row: number) => string) => Array.from(labels, (_, row) => [name(row)])
  const artists = { apart: 'artists' as const, groups: by((row) => `${row % 6}`) }
  const albums = { apart: 'albums' as const, groups: by((row) => `${row % 9}`) }
  const folds = foldsOf(labels, 20, [artists, albums], 1)
  expect(folds).toMatchObject({ count: 5, apart: 'artists' })
  for (const row of labels.keys()) expect(folds?.of[row]).toBe(folds?.of[row % 6])
  const one = { apart: 'artists' as const, groups: by(() => 'the same') }
  expect(foldsOf(labels, 20, [one, albums], 1)?.apart).toBe('albums')
  expect(foldsOf(labels, 20, [one], 1)?.apart).toBe('tracks')
  expect(foldsOf(Int8Array.from([1, 0, 0]), 3, [], 1)).toBeUndefined()
})
