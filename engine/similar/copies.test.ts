import { expect, test } from 'vitest'
import { durationsAgree, firstCopies } from './copies.ts'
import { createTable, putVector, type VectorTable } from './vector-table.ts'

/** Unit vectors whose cosines with the first axis are given; apart from that they have nothing in common. */
function tableOf(cosines: readonly number[], dimension = 12): VectorTable {
  const table = createTable(dimension)
  for (const [n, cosine] of cosines.entries()) {
    const vector = new Float32Array(dimension)
    vector[0] = cosine
    vector[1 + (n % (dimension - 1))] = Math.sqrt(1 - cosine * cosine)
    putVector(table, n + 1, 1, vector)
  }
  return table
}

test.each([
  [180, 182, true],
  [180, 182.1, true],
  [60, 62.5, false],
  [1800, 1830, true],
  [1800, 1840, false],
  [null, 180, false],
  [null, null, false],
])('durations of %s and %s seconds agree: %s', (a, b, agree) => {
  expect(durationsAgree(a, b)).toBe(agree)
  expect(durationsAgree(b, a)).toBe(agree)
})

test('what sounds and lasts the same is a copy of the first; in doubt it is not', () => {
  const table = tableOf([1, 0.99, 0.97, 0.9, 0.999])
  const durations = [180, 181, 240, 180, null]
  const question = { trackIds: [1, 2, 3, 4, 5], durations }
  expect(firstCopies(table, question)).toEqual([0, 0, 2, 3, 4])
  expect(firstCopies(table, { trackIds: [4, 2, 1, 99], durations: [180, 180, 180, 180] })).toEqual([
    0, 1, 1, 3,
  ])
})

test('a chain of likenesses does not make strangers one recording', () => {
  const table = createTable(12)
  for (const [n, angle] of [0, 0.25, 0.5].entries()) {
    const vector = new Float32Array(12)
    vector[0] = Math.cos(angle)
    vector[1] = Math.sin(angle)
    putVector(table, n + 1, 1, vector)
  }
  const durations = [200, 200, 200]
  expect(firstCopies(table, { trackIds: [1, 2, 3], durations })).toEqual([0, 0, 2])
})

test('the space of a handful of tracks tells no copies', () => {
  const table = tableOf([1, 1], 2)
  expect(firstCopies(table, { trackIds: [1, 2], durations: [9, 9] })).toEqual([0, 1])
})
