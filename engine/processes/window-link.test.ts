import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { problem } from '../../contract/problem.ts'
import { connectToWindows, listenForWindows, type RunWindow } from './window-link.ts'

let folder: string
let close: (() => void) | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-link-'))
})
afterEach(async () => {
  close?.()
  await rm(folder, { recursive: true, force: true })
})

async function link(run: RunWindow) {
  const server = await listenForWindows(run, process.platform === 'win32' ? null : folder)
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
