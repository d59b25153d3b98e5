import { setImmediate, setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createCatchUp } from './catch-up.ts'

function counter(pieces: number) {
  let left = pieces
  let done = 0
  const work = createCatchUp({
    step: () => {
      if (left === 0) return false
      left--
      return true
    },
    onDone: () => done++,
  })
  return { work, left: () => left, done: () => done, add: (more: number) => (left += more) }
}

test('works off everything, and says once that it did', async () => {
  const { work, left, done } = counter(50)
  work.wake()
  work.wake()
  await work.settled()
  expect([left(), done()]).toEqual([0, 1])
})

test('is not done for nothing', async () => {
  const { work, done } = counter(0)
  work.wake()
  await work.settled()
  expect(done()).toBe(0)
})

test('takes up what is added while it runs, or later', async () => {
  const { work, left, add } = counter(20)
  const first = work.settled()
  add(5)
  await first
  expect(left()).toBe(0)
  add(3)
  work.wake()
  await expect.poll(left).toBe(0)
})

test('lets other work through between pieces', async () => {
  const { work, left } = counter(200)
  const settled = work.settled()
  await setImmediate()
  expect(left()).toBeGreaterThan(0)
  await settled
})

test('stops when it is closed, and stays stopped', async () => {
  const { work, left, add, done } = counter(1000)
  const settled = work.settled()
  await work.close()
  await settled
  expect(left()).toBeGreaterThan(0)
  add(5)
  work.wake()
  await setTimeout(80)
  expect([left() > 5, done()]).toEqual([true, 0])
})
