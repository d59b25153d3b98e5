import { expect, test } from 'vitest'
import { movedInGrid } from './moved-in-grid.ts'

const shape = { count: 10, columns: 4, pageRows: 2, rightToLeft: false }

test('arrows move by one and by a row, and never out of the list', () => {
  expect(movedInGrid('ArrowRight', 3, shape)).toBe(4)
  expect(movedInGrid('ArrowLeft', 0, shape)).toBe(0)
  expect(movedInGrid('ArrowDown', 1, shape)).toBe(5)
  expect(movedInGrid('ArrowDown', 7, shape)).toBe(9)
  expect(movedInGrid('ArrowUp', 2, shape)).toBe(2)
  expect(movedInGrid('ArrowUp', 6, shape)).toBe(2)
  expect(movedInGrid('PageDown', 0, shape)).toBe(8)
  expect(movedInGrid('End', 0, shape)).toBe(9)
})

test('left is forward where one writes from right to left', () => {
  expect(movedInGrid('ArrowLeft', 3, { ...shape, rightToLeft: true })).toBe(4)
})

test('the first key leads to the first item; other keys and empty lists to none', () => {
  expect(movedInGrid('ArrowDown', -1, shape)).toBe(0)
  expect(movedInGrid('p', 2, shape)).toBeUndefined()
  expect(movedInGrid('Home', -1, { ...shape, count: 0 })).toBeUndefined()
})
