import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { OddCalls } from './fixtures/odd-calls.ts'
import { isAlive } from './fixtures/processes.ts'
import { startNodeProcess } from './node-ports.ts'
import { type Supervised, supervise } from './supervise.ts'

const entry = new URL('./fixtures/odd-worker.ts', import.meta.url)
let started: number[] = []
let supervised: Supervised<OddCalls>

function begin(): Supervised<OddCalls> {
  supervised = supervise<OddCalls>('media', () => {
    started.push(Date.now())
    return startNodeProcess('odd process', entry)
  })
  return supervised
}

afterEach(async () => {
  await supervised.stop()
  started = []
})

test('it starts at the first call, and again after a death; the call under way is told', async () => {
  const { calls, pid, onDeath } = begin()
  expect(pid()).toBeUndefined()
  const first = await calls.thread(null)
  expect(pid()).toBe(first)
  const reasons: string[] = []
  onDeath((reason) => reasons.push(reason))
  const waiting = calls.wait({ total: 60_000, tellEvery: null })
  process.kill(first, 'SIGKILL')
  await expect(waiting).rejects.toMatchObject({
    code: 'process-died',
    message: 'The odd process was ended by SIGKILL.',
  })
  const second = await calls.thread(null)
  expect(second).not.toBe(first)
  expect(reasons).toHaveLength(1)
})

test('one that keeps dying starts later and later; stopping does not wait for it', async () => {
  const { calls, stop } = begin()
  for (let death = 0; death < 3; death++)
    await expect(calls.crash(null)).rejects.toMatchObject({
      code: 'process-died',
      message: expect.stringContaining('This parser is broken.'),
    })
  const [first = 0, second = 0, third = 0] = started
  expect(second - first).toBeGreaterThanOrEqual(200)
  expect(third - second).toBeGreaterThanOrEqual(400)
  const waiting = calls.thread(null)
  const before = Date.now()
  const stopping = stop()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  expect(Date.now() - before).toBeLessThan(200)
  await stopping
  expect(started).toHaveLength(3)
})

test('a call that waits for the process to start again can be cancelled', async () => {
  const { calls } = begin()
  for (let death = 0; death < 2; death++) await calls.crash(null).catch(() => {})
  const controller = new AbortController()
  const waiting = calls.thread(null, { signal: controller.signal })
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
})

test('a restart that was asked for is no death', async () => {
  const { calls, restart, onDeath } = begin()
  const first = await calls.thread(null)
  let deaths = 0
  onDeath(() => deaths++)
  restart()
  expect(await calls.thread(null)).not.toBe(first)
  expect(deaths).toBe(0)
})

/** A process that starts the odd process. Prints its id. */
const parent = `
  const { startNodeProcess } = await import(${JSON.stringify(new URL('./node-ports.ts', import.meta.url).href)})
  const { callsTo } = await import(${JSON.stringify(new URL('./calls.ts', import.meta.url).href)})
  const odd = startNodeProcess('odd process', new URL(${JSON.stringify(entry.href)}))
  console.log(await callsTo(odd).thread(null))
  setInterval(() => {}, 1000)`

test.each(['SIGKILL', 'SIGINT'] as const)(
  'a process whose parent was ended by %s ends too',
  async (signal) => {
    begin()
    const child = spawn(process.execPath, ['--input-type=module', '-e', parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    const orphan = Number(line)
    expect(isAlive(orphan)).toBe(true)
    child.kill(signal)
    await once(child, 'exit')
    await expect.poll(() => isAlive(orphan), { timeout: 5_000 }).toBe(false)
  },
)

test.skipIf(process.platform === 'win32')(
  'Ctrl-C at the terminal, which reaches every process, is left to the engine',
  async () => {
    const { calls } = begin()
    const pid = await calls.thread(null)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal)
    await setTimeout(100)
    expect(await calls.thread(null)).toBe(pid)
  },
)
