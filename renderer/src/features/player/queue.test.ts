import { expect, test } from 'vitest'
import { currentId, emptyQueue, queueAt, step } from './queue.ts'

test('starts at the track, at the very place it was started from', () => {
  expect(queueAt([5, 7, 5, 9], 5, 2).index).toBe(2)
  expect(queueAt([5, 7, 5, 9], 9, 1).index).toBe(3)
  expect(queueAt([1, 2], 8)).toEqual({ ids: [8], index: 0 })
})

test('steps to both ends and no further', () => {
  const queue = queueAt([1, 2, 3], 2)
  const next = step(queue, 1)
  expect(next && currentId(next)).toBe(3)
  expect(next && step(next, 1)).toBeUndefined()
  const previous = step(queue, -1)
  expect(previous && currentId(previous)).toBe(1)
  expect(previous && step(previous, -1)).toBeUndefined()
  expect(step(emptyQueue, 1)).toBeUndefined()
  expect(currentId(emptyQueue)).toBeUndefined()
})
