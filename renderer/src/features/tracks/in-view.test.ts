import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createInView, tellInView } from './in-view.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  const view = createInView()
  const told: number[][] = []
  return { view, told, stop: tellInView(view, 500, (ids) => told.push(ids)) }
}

test('tells what is in view once it has come to rest, and not again while it is the same', () => {
  const { view, told } = watched()
  const leaveOne = view.enter(1)
  vi.advanceTimersByTime(400)
  view.enter(2)
  vi.advanceTimersByTime(499)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([[1, 2]])
  leaveOne()
  view.enter(1)
  vi.advanceTimersByTime(500)
  expect(told).toHaveLength(1)
  view.enter(3)
  vi.advanceTimersByTime(500)
  expect(told.at(-1)).toEqual([2, 1, 3])
})

test('a track that two rows show is in view until both have gone', () => {
  const { view } = watched()
  const [first, second] = [view.enter(7), view.enter(7)]
  first()
  expect(view.ids()).toEqual([7])
  second()
  expect(view.ids()).toEqual([])
})

test('tells nothing of an empty page, and nothing when it was stopped', () => {
  const { view, told, stop } = watched()
  vi.advanceTimersByTime(500)
  view.enter(1)
  stop()
  vi.advanceTimersByTime(500)
  expect(told).toEqual([])
})
