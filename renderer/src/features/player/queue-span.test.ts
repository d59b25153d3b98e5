import { expect, test } from 'vitest'
import { moved, queueAt } from './queue.ts'
import { spanAround, tracksIn } from './queue-span.ts'

const long = queueAt(
  Array.from({ length: 100_000 }, (_, n) => 100_000 - n),
  100_000,
)

test('covers what is drawn, and little more, anywhere in a long queue', () => {
  for (const [first, last] of [
    [0, 37],
    [49, 50],
    [77_777, 77_820],
    [99_960, 99_999],
  ] as const) {
    const ids = tracksIn(long.entries, spanAround(first, last))
    const drawn = long.entries.slice(first, last + 1).map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(drawn))
    expect(ids.length).toBeLessThanOrEqual(150)
  }
})

test('asks the same after a scroll by a row or a move inside, each track once', () => {
  const span = spanAround(60, 97)
  expect(spanAround(61, 98)).toEqual(span)
  const key = long.entries[70]!.key
  const after = moved(long, new Set([key]), 90)
  expect(after.entries).not.toEqual(long.entries)
  expect(tracksIn(after.entries, span)).toEqual(tracksIn(long.entries, span))
  expect(tracksIn(queueAt([9, 3, 9], 3).entries, spanAround(0, 2))).toEqual([3, 9])
})
