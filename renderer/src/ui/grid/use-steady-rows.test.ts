import { expect, test } from 'vitest'
import { distance } from './use-steady-rows.ts'

const keys = Array.from({ length: 1000 }, (_, index) => index * 10)
const rows = { rowAt: (index: number) => keys[index], keyOf: Number, indexOf: undefined }

test('finds how far a row has moved', () => {
  expect(distance(500, 5000, rows)).toBe(0)
  expect(distance(500, 5070, rows)).toBe(7)
  expect(distance(500, 4600, rows)).toBe(-40)
})

test('a row that went far away, or away altogether, holds nothing', () => {
  expect(distance(10, 9990, rows)).toBe(0)
  expect(distance(10, 5, rows)).toBe(0)
})

test('a row that went far away is found where its place is known', () => {
  const known = { ...rows, indexOf: (key: number) => (key === 9990 ? 999 : undefined) }
  expect(distance(10, 9990, known)).toBe(989)
  expect(distance(500, 5070, known)).toBe(7)
})
