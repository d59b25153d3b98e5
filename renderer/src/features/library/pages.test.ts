import { expect, test } from 'vitest'
import { pageSize, pagesBetween, rowOf } from './pages.ts'

test('asks for the pages in view and no others', () => {
  expect(pagesBetween(0, 0)).toEqual([0])
  expect(pagesBetween(0, pageSize - 1)).toEqual([0])
  expect(pagesBetween(pageSize - 1, pageSize)).toEqual([0, 1])
  expect(pagesBetween(99_990, 100_030)).toEqual([499, 500])
})

test('finds a row in its page, and none in a page that has not come', () => {
  const pages = new Map([
    [0, ['a', 'b']],
    [2, ['y', 'z']],
  ])
  expect(rowOf(pages, 1)).toBe('b')
  expect(rowOf(pages, 2 * pageSize + 1)).toBe('z')
  expect(rowOf(pages, pageSize)).toBeUndefined()
  expect(rowOf(pages, 2)).toBeUndefined()
})
