import { expect, test } from 'vitest'
import { hasGrown } from './has-grown.ts'

const now = { epoch: 2, size: 10, listened: 8 }

test('by sound alone an answer is old when the space was fitted anew or holds more tracks', () => {
  const answer = { blend: 0, epoch: 2, size: 10 }
  expect(hasGrown(answer, now, 8)).toBe(false)
  expect(hasGrown(answer, { ...now, epoch: 3 }, 8)).toBe(true)
  expect(hasGrown(answer, { ...now, size: 11 }, 8)).toBe(true)
  expect(hasGrown(answer, { ...now, listened: 9 }, 8)).toBe(false)
})

test('by mode alone only tracks that were listened to since make it old', () => {
  const answer = { blend: 1, epoch: 0, size: 5 }
  expect(hasGrown(answer, now, 8)).toBe(false)
  expect(hasGrown(answer, { ...now, listened: 9 }, 8)).toBe(true)
})

test('between them either does, but not the size, which is of tracks in both', () => {
  const answer = { blend: 0.5, epoch: 2, size: 3 }
  expect(hasGrown(answer, now, 8)).toBe(false)
  expect(hasGrown(answer, { ...now, epoch: 3 }, 8)).toBe(true)
  expect(hasGrown(answer, { ...now, listened: 9 }, 8)).toBe(true)
})
