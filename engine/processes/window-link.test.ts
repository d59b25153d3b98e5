import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { problem } from '../../contract/problem.ts'
import { connectToWindows, listenForWindows, type RunWindows } from './window-link.ts'

let folder: string
let close: (() => void) | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-link-'))
})
afterEach(async () => {
  close?.()
  await rm(folder, { recursive: true, force: true })
})

async function link(run: RunWindows, most = 1) {
  const server = await listenForWindows(run, process.platform === 'win32' ? null : folder, most)
  close = server.close
  return server
}

test('windows of full size cross and come back, many at once, in order', async () => {
  const seen: number[] = []
  const server = await link(async (samples) => {
    seen.push(samples[0] ?? -1)
    return Float32Array.of(samples.length, samples.at(-1) ?? -1)
  })
  const client = await connectToWindows(server)
  const windows = Array.from({ length: 8 }, (_, i) => new Float32Array(120_000).fill(i))
  const answers = await Promise.all(windows.map((window) => client.run(window)))
  expect(answers.map((means) => [...means])).toEqual(windows.map((_, i) => [120_000, i]))
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  client.close()
})

test("the encoder's problem crosses with its code", async () => {
  const client = await connectToWindows(
    await link(async () => {
      throw problem('encoder-failed', 'It broke.')
    }),
  )
  await expect(client.run(new Float32Array(10))).rejects.toMatchObject({
    code: 'encoder-failed',
    message: 'It broke.',
  })
  client.close()
})

test('a client without the token gets nothing', async () => {
  let runs = 0
  const server = await link(async () => {
    runs++
    return new Float32Array(1)
  })
  const client = await connectToWindows({ ...server, token: new Uint8Array(32) })
  await expect(client.run(new Float32Array(10))).rejects.toMatchObject({ code: 'process-died' })
  expect(runs).toBe(0)
})

test('a frame that claims gigabytes ends the connection', async () => {
  const server = await link(async () => new Float32Array(1))
  const socket = createConnection(server.path)
  const header = Buffer.alloc(12)
  header.writeUInt32LE(1, 0)
  header.writeUInt32LE(0xff_ff_ff_ff, 8)
  const ended = new Promise((resolve) => socket.once('close', resolve))
  socket.write(header)
  await ended
})

test('an address where nobody listens is a process that died', async () => {
  const server = await link(async () => new Float32Array(1))
  server.close()
  await expect(connectToWindows(server)).rejects.toMatchObject({ code: 'process-died' })
})

test('windows of several tracks go in one run where their lengths agree, and each gets its own answer', async () => {
  const batches: number[][] = []
  const server = await link(async (samples, batch) => {
    const length = samples.length / batch
    batches.push([length, batch])
    return Float32Array.from({ length: batch * 2 }, (_, i) =>
      i % 2 === 0 ? length : (samples[Math.floor(i / 2) * length] ?? -1),
    )
  }, 4)
  const clients = await Promise.all(Array.from({ length: 3 }, () => connectToWindows(server)))
  const windows = Array.from({ length: 18 }, (_, i) =>
    new Float32Array(i % 5 === 4 ? 30_000 : 120_000).fill(i),
  )
  const answers = await Promise.all(windows.map((window, i) => clients[i % 3]!.run(window)))
  expect(answers.map((means) => [...means])).toEqual(windows.map((window, i) => [window.length, i]))
  expect(batches.reduce((sum, [, batch]) => sum + batch!, 0)).toBe(18)
  expect(Math.max(...batches.map(([, batch]) => batch!))).toBeGreaterThan(1)
  expect(batches.length).toBeLessThan(18)
  for (const client of clients) client.close()
})

test('a client that leaves takes its windows with it, not those of others in the same run', async () => {
  const gate = Promise.withResolvers<void>()
  const ran: number[] = []
  const server = await link(async (samples, batch) => {
    await gate.promise
    ran.push(batch)
    return Float32Array.from({ length: batch }, (_, i) => samples[(i * samples.length) / batch]!)
  }, 8)
  const [staying, leaving] = [await connectToWindows(server), await connectToWindows(server)]
  const first = staying.run(new Float32Array(400).fill(1))
  const gone = leaving.run(new Float32Array(400).fill(2)).catch((error) => error.code)
  const last = staying.run(new Float32Array(400).fill(3))
  leaving.close()
  expect(await gone).toBe('process-died')
  gate.resolve()
  expect([(await first)[0], (await last)[0]]).toEqual([1, 3])
  staying.close()
})
