import { expect, test } from 'vitest'
import { targetsOf } from './targets.ts'

// One tag by itself, and a group of two.
const groups = [null, 7, 7]
const labels = Int8Array.of(1, 1, 0, 0, 0, 1, 0, 0, 1, -1, 1, 1, 0, 0, 0)
const rows = [0, 1, 2, 3, 4]

test('what is unknown or contradictory does not count', () => {
  const { targets, weights, decisions, shift } = targetsOf(labels, groups, rows, false)
  expect([...targets]).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 0])
  expect([...weights]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0])
  expect([...decisions]).toEqual([2, 2, 2, 0, 1])
  expect([...shift]).toEqual([0, 0, 0])
})

test('balanced classes count the same, and the logits are put right by what that adds', () => {
  const { weights, shift } = targetsOf(labels, groups, rows, true)
  // Of four known, one has the tag; of three, one is of the first class of the group.
  expect(weights[0]).toBe(2)
  expect(weights[3]).toBeCloseTo(2 / 3)
  expect(weights[1]).toBe(1.5)
  expect(weights[4]).toBe(0.75)
  expect(shift[0]).toBeCloseTo(Math.log(3))
  expect(shift[1]).toBeCloseTo(Math.log(1.5))
  expect(shift[2]).toBeCloseTo(Math.log(0.75))
})
