import { expect, test } from 'vitest'
import { foldWeightNorm, tapNorms } from './weight-norm.ts'

test('weight normalisation is per tap, over output and input channels', () => {
  const v = Float32Array.of(3, 0, 4, 2, 0, 0, 0, 0) // [out 2, in 2, taps 2]
  expect(tapNorms(v, 2)).toEqual(Float64Array.of(5, 2))
  expect(foldWeightNorm(Float32Array.of(10, 5), v)).toEqual(Float32Array.of(6, 0, 8, 5, 0, 0, 0, 0))
})
