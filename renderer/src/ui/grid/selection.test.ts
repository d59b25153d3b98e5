import { expect, test } from 'vitest'
import {
  extendTo,
  follow,
  moveTo,
  nothingSelected,
  selectAll,
  selectOne,
  toggle,
} from './selection.ts'

test('one row replaces what was chosen before', () => {
  const selection = selectOne(4, 40)
  expect([...selection.keys]).toEqual([40])
  expect(selection).toMatchObject({ active: { index: 4, key: 40 }, anchor: 4 })
})

test('toggling adds, and takes out again, without touching the others', () => {
  const two = toggle(selectOne(1, 10), 3, 30)
  expect([...two.keys]).toEqual([10, 30])
  expect([...toggle(two, 1, 10).keys]).toEqual([30])
  expect([...two.keys]).toEqual([10, 30])
})

test('a range grows and shrinks around its anchor', () => {
  const wide = extendTo(selectOne(2, 20), 4, 40, [20, 30, 40])
  expect(wide.anchor).toBe(2)
  const narrow = extendTo(wide, 3, 30, [20, 30])
  expect([...narrow.keys]).toEqual([20, 30])
  expect(narrow.anchor).toBe(2)
})

test('moving and selecting all keep each other', () => {
  const all = selectAll(moveTo(nothingSelected, 7, 70), [10, 70])
  expect(all.active).toEqual({ index: 7, key: 70 })
  expect(all.keys.size).toBe(2)
})

test('rows that arrive above push the active row and the anchor down', () => {
  expect(follow(selectOne(5, 50), 3)).toMatchObject({ active: { index: 8, key: 50 }, anchor: 8 })
  expect(follow(nothingSelected, 3)).toBe(nothingSelected)
})
