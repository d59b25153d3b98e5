import { expect, test } from 'vitest'
import { movedBy } from './keys.ts'

test('moves within the list and never out of it', () => {
  expect(movedBy('ArrowDown', -1, 10, 4)).toBe(0)
  expect(movedBy('ArrowDown', 9, 10, 4)).toBe(9)
  expect(movedBy('ArrowUp', 0, 10, 4)).toBe(0)
  expect(movedBy('PageDown', 2, 10, 4)).toBe(6)
  expect(movedBy('PageUp', 2, 10, 4)).toBe(0)
  expect(movedBy('End', 2, 10, 4)).toBe(9)
  expect(movedBy('Home', 2, 10, 4)).toBe(0)
})

test('leaves other keys, and empty lists, alone', () => {
  expect(movedBy('a', 2, 10, 4)).toBeUndefined()
  expect(movedBy('ArrowDown', -1, 0, 4)).toBeUndefined()
})
