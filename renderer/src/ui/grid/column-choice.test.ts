import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnyColumn } from './column.ts'
import {
  allowedWidth,
  type ColumnChoice,
  inChosenOrder,
  narrowest,
  noChoice,
  readChoice,
  widest,
  withMoved,
  withShown,
  withWidths,
  writeChoice,
} from './column-choice.ts'

function column(key: string, more: Partial<AnyColumn> = {}): AnyColumn {
  return { key, header: key, width: 80, ...more }
}

const columns = [column('mark', { fixed: true }), ...['a', 'b', 'c', 'd'].map((key) => column(key))]
const key = fc.string({ maxLength: 12 })
const choice: fc.Arbitrary<ColumnChoice> = fc.record({
  order: fc.uniqueArray(key, { maxLength: 20 }),
  shown: fc.dictionary(key, fc.boolean(), { maxKeys: 20 }),
  widths: fc.dictionary(key, fc.integer({ min: narrowest, max: widest }), { maxKeys: 20 }),
})
const keysOf = (found: readonly AnyColumn[]) => found.map((each) => each.key).join('')

test('what is written is read back', () => {
  fc.assert(
    fc.property(choice, (kept) => {
      expect(readChoice(writeChoice(kept))).toEqual(kept)
    }),
  )
})

test('whatever stands in the store, reading it gives a choice that can be written', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc.object().map((value) => JSON.stringify(value)),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const read = readChoice(text)
      expect(readChoice(writeChoice(read))).toEqual(read)
    }),
  )
})

test.each([
  ['nothing', null],
  ['half a text', '{"version":1,"order":["a"'],
  ['another version', '{"version":2,"order":["a"],"shown":{},"widths":{}}'],
  ['a width of nothing', '{"version":1,"order":[],"shown":{},"widths":{"a":0}}'],
  ['an order of numbers', '{"version":1,"order":[1],"shown":{},"widths":{}}'],
  ['a list for a record', '{"version":1,"order":[],"shown":[true],"widths":{}}'],
])('%s is no choice', (_, text) => {
  expect(readChoice(text)).toEqual(noChoice)
})

test('every column stands in the order once, the fixed ones at their places', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'gone', 'mark')), (order) => {
      const found = inChosenOrder(columns, { ...noChoice, order: [...new Set(order)] })
      expect(found[0]?.key).toBe('mark')
      expect([...keysOf(found)].sort()).toEqual([...keysOf(columns)].sort())
    }),
  )
})

test('a column moves before another, or to the end', () => {
  const first = withMoved(columns, noChoice, 'c', 'a')
  expect(keysOf(inChosenOrder(columns, first))).toBe('markcabd')
  const last = withMoved(columns, first, 'a', null)
  expect(keysOf(inChosenOrder(columns, last))).toBe('markcbda')
  expect(withMoved(columns, noChoice, 'c', 'nowhere')).toBe(noChoice)
})

test('a column that is new stands after the one it follows in the table', () => {
  const old = columns.filter((each) => each.key !== 'c')
  const chosen = withMoved(old, noChoice, 'b', 'a')
  expect(keysOf(inChosenOrder(columns, chosen))).toBe('markbcad')
})

test('widths are kept within bounds, and nothing else is touched', () => {
  expect(allowedWidth({}, -5)).toBe(narrowest)
  expect(allowedWidth({ min: 60 }, 10)).toBe(60)
  expect(allowedWidth({}, 1e9)).toBe(widest)
  expect(allowedWidth({}, 99.6)).toBe(100)
  const kept = withShown(withWidths(noChoice, { a: 100 }), 'b', false)
  expect(kept).toEqual({ order: [], shown: { b: false }, widths: { a: 100 } })
})
