import { afterEach, expect, test } from 'vitest'
import type { OddCalls } from './fixtures/odd-calls.ts'
import { startThread } from './node-ports.ts'
import type { Expendable } from './port.ts'
import { type ThreadPool, threadPool } from './thread-pool.ts'

const entry = new URL('./fixtures/odd-worker.ts', import.meta.url)
let threads: Expendable[] = []

function pool(limit: number): ThreadPool<OddCalls> {
  return threadPool<OddCalls>(() => {
    const thread = startThread('odd thread', entry)
    threads.push(thread)
    return thread
  }, limit)
}

afterEach(() => {
  for (const thread of threads) thread.kill()
  threads = []
})

const idOf = (from: ThreadPool<OddCalls>) => from.run((thread, o) => thread.thread(null, o), {})

test('jobs beyond the limit wait, each on a thread that does nothing else', async () => {
  const two = pool(2)
  const most = await Promise.all(
    Array.from({ length: 6 }, () => two.run((thread, o) => thread.overlap({ for: 20 }, o), {})),
  )
  expect(most).toEqual([1, 1, 1, 1, 1, 1])
  expect(threads).toHaveLength(2)
})

test('a job that overstays is ended with its thread, and the next one runs', async () => {
  const one = pool(1)
  const first = await idOf(one)
  const spinning = one.run((thread, o) => thread.spin(null, o), { total: 200 })
  const next = idOf(one)
  await expect(spinning).rejects.toMatchObject({ code: 'timed-out' })
  expect(await next).not.toBe(first)
})

test('a job that tells something is not silent; one that does not is given up', async () => {
  const one = pool(1)
  await idOf(one)
  const talking = { total: 600, tellEvery: 50 }
  expect(await one.run((thread, o) => thread.wait(talking, o), { silent: 300 })).toBe('done')
  const mute = one.run((thread, o) => thread.wait({ total: 5_000, tellEvery: null }, o), {
    silent: 300,
  })
  await expect(mute).rejects.toMatchObject({ code: 'timed-out' })
})

test('a thread that crashes says why, and another takes its place', async () => {
  const one = pool(1)
  const crashing = one.run((thread, o) => thread.crash(null, o), {})
  const next = idOf(one)
  await expect(crashing).rejects.toMatchObject({
    code: 'process-died',
    message: expect.stringContaining('This parser is broken.'),
  })
  expect(await next).toBeGreaterThan(0)
  expect(threads).toHaveLength(2)
})

test('a cancelled job that stops keeps its thread; the next job has it to itself', async () => {
  const one = pool(1)
  const first = await idOf(one)
  const controller = new AbortController()
  const cancelled = one.run(
    (thread, o) => thread.deaf({ for: 300 }, o),
    {},
    { signal: controller.signal },
  )
  const next = idOf(one)
  setTimeout(() => controller.abort(), 50)
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  expect(await next).toBe(first)
  expect(threads).toHaveLength(1)
})

test('a cancelled job that does not stop loses its thread', async () => {
  const one = pool(1)
  const first = await idOf(one)
  const controller = new AbortController()
  const cancelled = one.run((thread, o) => thread.spin(null, o), {}, { signal: controller.signal })
  const next = idOf(one)
  setTimeout(() => controller.abort(), 50)
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  expect(await next).not.toBe(first)
})

test('a job cancelled while it waits for a thread never runs', async () => {
  const one = pool(1)
  const busy = one.run((thread, o) => thread.wait({ total: 200, tellEvery: null }, o), {})
  const controller = new AbortController()
  let ran = false
  const waiting = one.run(
    async (thread, o) => {
      ran = true
      return thread.thread(null, o)
    },
    {},
    { signal: controller.signal },
  )
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  await busy
  expect(ran).toBe(false)
})
