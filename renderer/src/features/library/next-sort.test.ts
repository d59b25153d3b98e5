import { expect, test } from 'vitest'
import { nextSort } from './next-sort.ts'

test('a column goes up, down, and back to no order of its own', () => {
  const up = nextSort('year', { sort: 'relevance', descending: false })
  expect(up).toEqual({ sort: 'year', descending: false })
  const down = nextSort('year', up)
  expect(down).toEqual({ sort: 'year', descending: true })
  expect(nextSort('year', down)).toEqual({ sort: 'relevance', descending: false })
})

test('another column starts upwards', () => {
  expect(nextSort('title', { sort: 'year', descending: true })).toEqual({
    sort: 'title',
    descending: false,
  })
})
