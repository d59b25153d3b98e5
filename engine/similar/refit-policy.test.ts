import fc from 'fast-check'
import { expect, it } from 'vitest'
import { refitDue } from './refit-policy.ts'

it('follows a small library at once and a large one by halves', () => {
  expect(refitDue(3, 4)).toBe(true)
  expect(refitDue(63, 64)).toBe(true)
  expect(refitDue(100, 109)).toBe(false)
  expect(refitDue(100, 110)).toBe(true)
  expect(refitDue(10_000, 14_999)).toBe(false)
  expect(refitDue(10_000, 15_000)).toBe(true)
  expect(refitDue(10_000, 5001)).toBe(false)
  expect(refitDue(10_000, 5000)).toBe(true)
})

it('is never due without a change, and a fit settles it', () => {
  const count = fc.integer({ min: 0, max: 2_000_000 })
  fc.assert(fc.property(count, (n) => !refitDue(n, n)))
  fc.assert(fc.property(count, (fitted) => !refitDue(fitted, 0)))
})

it('refits a growing library a number of times that grows with its logarithm', () => {
  let fits = 0
  let fitted = 0
  for (let count = 1; count <= 200_000; count++) {
    if (!refitDue(fitted, count)) continue
    fitted = count
    fits++
  }
  expect(fits).toBeLessThan(64 + 30 + 16)
})
