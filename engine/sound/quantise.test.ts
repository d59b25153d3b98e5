import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantisedTransposed, rowSteps } from './quantise.ts'

test('each row has a step of its own, and becomes a column', () => {
  const values = Float32Array.of(127, -63.4, 1, 0.5, 0, -0.1) // [2, 3]
  const steps = rowSteps(values, 2, 127)
  expect(steps).toEqual(Float32Array.of(1, 0.5 / 127))
  expect(quantisedTransposed(values, steps)).toEqual(Int8Array.of(127, 127, -63, 0, 1, -25))
})

test('rows of zeros and of next to nothing', () => {
  const values = Float32Array.of(0, 0, 1e-45, -2e-43)
  const steps = rowSteps(values, 2, 127)
  expect(steps).toEqual(Float32Array.of(1, 1))
  expect(quantisedTransposed(values, steps).every((value) => value === 0)).toBe(true)
})

test('no value is further off than half a step, none is beyond the largest', () => {
  const value = fc.float({ noNaN: true, noDefaultInfinity: true })
  const matrix = fc.array(fc.tuple(value, value, value, value), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(matrix, fc.constantFrom(64, 127), (rows, largest) => {
      const values = Float32Array.from(rows.flat())
      const steps = rowSteps(values, rows.length, largest)
      const quantised = quantisedTransposed(values, steps)
      for (const [i, exact] of values.entries()) {
        const row = Math.floor(i / 4)
        const found = quantised[(i % 4) * rows.length + row] ?? Number.NaN
        const step = steps[row] ?? Number.NaN
        expect(Math.abs(found)).toBeLessThanOrEqual(largest)
        expect(Math.abs(found * step - exact)).toBeLessThanOrEqual(0.501 * step)
      }
    }),
  )
})
