import { expect, test } from 'vitest'
import { answerOf, hasGrown } from './has-grown.ts'

const now = { epoch: 2, size: 10, listened: 8, analysed: 4 }
const then = { listened: 8, analysed: 4 }

test('by sound alone an answer is old when the space was fitted anew or holds more tracks', () => {
  const answer = { blend: 0, epoch: 2, size: 10 }
  expect(hasGrown(answer, 'compared', now, then)).toBe(false)
  expect(hasGrown(answer, 'compared', { ...now, epoch: 3 }, then)).toBe(true)
  expect(hasGrown(answer, 'compared', { ...now, size: 11 }, then)).toBe(true)
  expect(hasGrown(answer, 'compared', { ...now, listened: 9 }, then)).toBe(false)
})

test('by mode alone only tracks that were listened to since make it old', () => {
  const answer = { blend: 1, epoch: 0, size: 5 }
  expect(hasGrown(answer, 'compared', now, then)).toBe(false)
  expect(hasGrown(answer, 'compared', { ...now, listened: 9 }, then)).toBe(true)
})

test('between them either does, but not the size, which is of tracks in both', () => {
  const answer = { blend: 0.5, epoch: 2, size: 3 }
  expect(hasGrown(answer, 'compared', now, then)).toBe(false)
  expect(hasGrown(answer, 'compared', { ...now, epoch: 3 }, then)).toBe(true)
  expect(hasGrown(answer, 'compared', { ...now, listened: 9 }, then)).toBe(true)
})

test('the space of another model is not held against that of the one compared by', () => {
  const answer = { blend: 0, epoch: 7, size: 3 }
  expect(hasGrown(answer, 'other', { ...now, analysed: 9 }, then)).toBe(false)
  expect(hasGrown(answer, 'current', now, then)).toBe(false)
  expect(hasGrown(answer, 'current', { ...now, analysed: 5 }, then)).toBe(true)
  expect(hasGrown(answer, 'moved', now, then)).toBe(true)
})

test('tells of which model an answer is', () => {
  const models = { answered: 'old', asked: null, compared: 'old', current: 'new' }
  expect(answerOf(models)).toBe('compared')
  expect(answerOf({ ...models, compared: 'new' })).toBe('moved')
  expect(answerOf({ ...models, answered: 'new', asked: 'new' })).toBe('current')
  expect(answerOf({ ...models, answered: 'third', asked: 'third' })).toBe('other')
  expect(answerOf({ ...models, answered: null, asked: 'new' })).toBe('compared')
  expect(answerOf({ ...models, compared: undefined })).toBe('compared')
})
