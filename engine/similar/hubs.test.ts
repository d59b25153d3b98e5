import { expect, it } from 'vitest'
import { hubness } from './hubs.ts'

it('counts how often each item stands in a list', () => {
  expect(hubness([[1], [2], [0]], 3)).toEqual({ skewness: 0, largest: 1, orphans: 0 })
  // Everyone names 0, who names 1: occurrences 3, 1, 0, 0; skewness = (8 - 2) / 4 / 1.5 ** 1.5.
  const { skewness, largest, orphans } = hubness([[1], [0], [0], [0]], 4)
  expect(skewness).toBeCloseTo(6 / 4 / 1.5 ** 1.5, 10)
  expect(largest).toBe(3)
  expect(orphans).toBe(0.5)
})
