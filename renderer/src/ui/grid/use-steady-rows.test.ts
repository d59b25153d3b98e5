import { expect, test } from 'vitest'
import { distance } from './use-steady-rows.ts'

const rows = Array.from({ length: 1000 }, (_, index) => index * 10)

test('finds how far a row has moved', () => {
  const at = (index: number) => rows[index]
  expect(distance(500, 5000, at, Number)).toBe(0)
  expect(distance(500, 5070, at, Number)).toBe(7)
  expect(distance(500, 4600, at, Number)).toBe(-40)
})

test('a row that went far away, or away altogether, holds nothing', () => {
  const at = (index: number) => rows[index]
  expect(distance(10, 9990, at, Number)).toBe(0)
  expect(distance(10, 5, at, Number)).toBe(0)
})
