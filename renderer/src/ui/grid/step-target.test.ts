import { expect, test } from 'vitest'
import { stepTarget } from './step-target.ts'

const order = [1, 2, 3, 4, 5]

test('one step, from the outermost of the chosen rows', () => {
  expect(stepTarget(order, new Set([3]), -1)).toBe(1)
  expect(stepTarget(order, new Set([3]), 1)).toBe(4)
  expect(stepTarget(order, new Set([2, 4]), -1)).toBe(0)
  expect(stepTarget(order, new Set([2, 4]), 1)).toBe(5)
})

test('none beyond the ends, and none of nothing', () => {
  expect(stepTarget(order, new Set([1, 3]), -1)).toBeUndefined()
  expect(stepTarget(order, new Set([5]), 1)).toBeUndefined()
  expect(stepTarget(order, new Set(), 1)).toBeUndefined()
  expect(stepTarget(order, new Set([9]), -1)).toBeUndefined()
})
