import { expect, test } from 'vitest'
import { toFloat16 } from './float16.ts'

test('values that float16 can tell are rounded', () => {
  expect(toFloat16(Float32Array.of(0, 1e-9, 0.1, -65_504))).toEqual(
    Float16Array.of(0, 0, 0.1, -65_504),
  )
  expect(toFloat16(new Float32Array(3))).toEqual(new Float16Array(3))
})

test.each([
  ['too large', [1, 65_505]],
  ['too large below zero', [1, -70_000]],
  ['endless', [1, Number.POSITIVE_INFINITY]],
  ['all too small', [0, 1e-9, -2e-8]],
])('values that are %s are refused', (_, values) => {
  expect(() => toFloat16(Float32Array.from(values))).toThrow(RangeError)
})
