import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { collect } from './collect.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('hands on the first at once and the rest together, each once', () => {
  const handedOn: string[][] = []
  const add = collect<string>(500, (items) => handedOn.push([...items]))
  add(['tracks'])
  add(['tracks', 'folders'])
  add(['tracks'])
  expect(handedOn).toEqual([['tracks']])
  vi.advanceTimersByTime(500)
  expect(handedOn).toEqual([['tracks'], ['tracks', 'folders']])
  vi.advanceTimersByTime(5000)
  expect(handedOn).toHaveLength(2)
  add(['problems'])
  expect(handedOn.at(-1)).toEqual(['problems'])
})
