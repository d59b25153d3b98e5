import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { problem } from '../../contract/problem.ts'
import { callsTo, serveCalls } from './calls.ts'
import { threadPort } from './node-ports.ts'

type TestCalls = {
  double(input: { values: Float32Array }): Float32Array
  refuse(input: { why: string }): void
  count(input: { to: number }): number
  wait(input: null): void
}

let channel: MessageChannel
let aborted: Promise<void>

function connect() {
  channel = new MessageChannel()
  const seen = Promise.withResolvers<void>()
  aborted = seen.promise
  serveCalls<TestCalls>(threadPort(channel.port1), {
    double: ({ values }) => values.map((value) => value * 2),
    refuse: ({ why }) => {
      throw problem('decode-failed', why)
    },
    count: ({ to }, { notify }) => {
      for (let i = 1; i <= to; i++) notify(i)
      return to
    },
    wait: (_input, { signal }) =>
      new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => {
          seen.resolve()
          resolve()
        }),
      ),
  })
  return callsTo<TestCalls>(threadPort(channel.port2))
}

afterEach(() => {
  channel.port1.close()
  channel.port2.close()
})

test('answers cross with their typed arrays', async () => {
  const calls = connect()
  expect(await calls.double({ values: Float32Array.of(1, 2) })).toEqual(Float32Array.of(2, 4))
})

test('a problem crosses with its code and words', async () => {
  await expect(connect().refuse({ why: 'No.' })).rejects.toMatchObject({
    code: 'decode-failed',
    message: 'No.',
  })
})

test('notes come before the answer, in order', async () => {
  const notes: unknown[] = []
  expect(await connect().count({ to: 3 }, { onNotify: (note) => notes.push(note) })).toBe(3)
  expect(notes).toEqual([1, 2, 3])
})

test('aborting rejects at once and aborts the handler', async () => {
  const controller = new AbortController()
  const waiting = connect().wait(null, { signal: controller.signal })
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  await aborted
})

test('a closed port rejects what waits and what comes later', async () => {
  const calls = connect()
  const waiting = calls.wait(null)
  const closed = once(channel.port2, 'close')
  channel.port1.close()
  await closed
  await expect(waiting).rejects.toMatchObject({ code: 'process-died' })
  await expect(calls.wait(null)).rejects.toMatchObject({ code: 'process-died' })
})

test('a call that does not exist is refused', async () => {
  const calls = connect() as unknown as { toString(input: null): Promise<void> }
  await expect(calls.toString(null)).rejects.toThrow('no call named toString')
})
