import { expect, test } from 'vitest'
import { compareMeans, layerLoudness } from './compare-means.ts'

/** Three layers of two values. */
const reference = Float32Array.of(1, 0, 0, 2, 3, 4)

test('the same is no deviation, in as many rows as there are', () => {
  expect(compareMeans(reference, reference, 3)).toEqual({ error: 0, layer: 0, stretch: 0 })
  const rows = Float32Array.of(...reference, ...reference)
  expect(compareMeans(reference, rows, 3).error).toBe(0)
})

test('a turned layer is found, in any row', () => {
  const angle = 1e-3
  const turned = Float32Array.of(1, 0, 2 * Math.sin(angle), 2 * Math.cos(angle), 3, 4)
  for (const means of [turned, Float32Array.of(...reference, ...turned)]) {
    const { error, layer, stretch } = compareMeans(reference, means, 3)
    expect(error).toBeCloseTo(1 - Math.cos(angle), 9)
    expect(layer).toBe(1)
    expect(stretch).toBeLessThan(1e-6)
  }
})

test('a longer layer has no error, but a stretch', () => {
  const longer = Float32Array.of(1, 0, 0, 2, 3.3, 4.4)
  const { error, stretch } = compareMeans(reference, longer, 3)
  expect(error).toBeLessThan(1e-12)
  expect(stretch).toBeCloseTo(0.1, 6)
})

test('opposite, zero, absent and no numbers', () => {
  const opposite = reference.map((value) => -value)
  expect(compareMeans(reference, opposite, 3).error).toBeCloseTo(2)
  expect(compareMeans(reference, new Float32Array(6), 3).error).toBe(1)
  expect(compareMeans(reference, Float32Array.of(1, 0, 0, Number.NaN, 3, 4), 3).error).toBeNaN()
  expect(compareMeans(reference, new Float32Array(), 3).error).toBeNaN()
  expect(compareMeans(reference, new Float32Array(7), 3).error).toBeNaN()
})

test('how loud layers are', () => {
  expect(layerLoudness(reference, 3)).toEqual([Math.sqrt(1 / 2), Math.SQRT2, Math.sqrt(25 / 2)])
})
