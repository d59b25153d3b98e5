/**
 * The direct line from the media process to the inference process: PCM windows one way, layer means the other, so
 * that audio never passes through the engine. A local socket, because that is the one channel that two children of a
 * Node process and two utility processes of Electron can both have (docs/decisions/003-window-link.md).
 *
 * Frame: u32 type, u32 id, u32 payload bytes, payload; little-endian. The first frame of a client is its token.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { isProblem, problem, problemCodes } from '../../contract/problem.ts'

const frameType = { token: 1, window: 2, means: 3, failure: 4 } as const
const HEADER_BYTES = 12
/** Far above the largest window (480,000 bytes) and the largest answer; a longer frame is a broken peer. */
const MAX_PAYLOAD_BYTES = 16 * 1024 * 1024

export interface LinkAddress {
  path: string
  token: Uint8Array
}

/** Runs windows of one length, [batch, samples] row-major: [batch, layers, hiddenSize] row-major means out. */
export type RunWindows = (samples: Float32Array, batch: number) => Promise<Float32Array>

/** Runs one window: mono 24 kHz samples in, [layers, hiddenSize] row-major means out. */
export type RunWindow = (samples: Float32Array) => Promise<Float32Array>

function writeFrame(socket: Socket, type: number, id: number, payload: Uint8Array): void {
  const header = Buffer.allocUnsafe(HEADER_BYTES)
  header.writeUInt32LE(type, 0)
  header.writeUInt32LE(id, 4)
  header.writeUInt32LE(payload.byteLength, 8)
  socket.cork()
  socket.write(header)
  socket.write(payload)
  socket.uncork()
}

function readFrames(
  socket: Socket,
  onFrame: (type: number, id: number, payload: Buffer) => void,
): void {
  let held: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    while (held.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + held.readUInt32LE(8)
      if (end > HEADER_BYTES + MAX_PAYLOAD_BYTES) return void socket.destroy()
      if (held.length < end) return
      onFrame(held.readUInt32LE(0), held.readUInt32LE(4), held.subarray(HEADER_BYTES, end))
      held = held.subarray(end)
    }
  })
}

function toFloats(payload: Buffer): Float32Array {
  const copy = new Uint8Array(payload)
  return new Float32Array(copy.buffer, 0, Math.floor(copy.byteLength / 4))
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

export interface WindowServer extends LinkAddress {
  /** Stops listening and ends every connection. */
  close(): void
}

interface QueuedWindow {
  socket: Socket
  id: number
  samples: Float32Array
}

/** Turns of the event loop in which nothing arrived, after which the queue is as full as it gets. */
const QUIET_TURNS = 2

/** Takes the oldest window and those of its length behind it, whoever sent them, `most` at most. */
function takeBatch(queue: QueuedWindow[], most: number): QueuedWindow[] {
  const length = queue[0]?.samples.length
  const batch: QueuedWindow[] = []
  for (let i = 0; i < queue.length && batch.length < most; ) {
    if (queue[i]?.samples.length === length) batch.push(...queue.splice(i, 1))
    else i++
  }
  return batch
}

function joinSamples(batch: readonly QueuedWindow[]): Float32Array {
  const [first] = batch
  if (first && batch.length === 1) return first.samples
  const length = first?.samples.length ?? 0
  const joined = new Float32Array(batch.length * length)
  for (const [i, { samples }] of batch.entries()) joined.set(samples, i * length)
  return joined
}

/**
 * Listens for windows on a socket in `folder`, which only its user may enter; null makes a named pipe. One `run` at a
 * time, first come first served, over all clients; windows of equal length go up to `most` in one run.
 */
export async function listenForWindows(
  run: RunWindows,
  folder: string | null,
  most = 1,
): Promise<WindowServer> {
  const token = randomBytes(32)
  const name = randomBytes(8).toString('hex')
  const path =
    folder === null ? `\\\\.\\pipe\\naghma-${name}` : join(folder, `windows-${name}.sock`)
  const sockets = new Set<Socket>()
  const queue: QueuedWindow[] = []
  let running = false
  let arrivals = 0

  /** A run blocks this thread, so that what was sent meanwhile still lies in the sockets: it is let in first. */
  async function letIn(): Promise<void> {
    let seen = arrivals
    for (let quiet = 0; quiet < QUIET_TURNS && queue.length < most; ) {
      await new Promise((resolve) => setImmediate(resolve))
      quiet = arrivals === seen ? quiet + 1 : 0
      seen = arrivals
    }
  }

  async function answer(batch: readonly QueuedWindow[]): Promise<void> {
    try {
      const means = await run(joinSamples(batch), batch.length)
      const size = means.length / batch.length
      for (const [i, { socket, id }] of batch.entries())
        writeFrame(socket, frameType.means, id, bytesOf(means.subarray(i * size, (i + 1) * size)))
    } catch (error) {
      const failure = {
        code: isProblem(error) ? error.code : 'encoder-failed',
        message: error instanceof Error ? error.message : String(error),
      }
      const words = Buffer.from(JSON.stringify(failure))
      for (const { socket, id } of batch) writeFrame(socket, frameType.failure, id, words)
    }
  }

  async function work(): Promise<void> {
    if (running) return
    running = true
    while (queue.length > 0) {
      if (most > 1) await letIn()
      const batch = takeBatch(queue, most).filter(({ socket }) => !socket.destroyed)
      if (batch.length > 0) await answer(batch)
      await new Promise((resolve) => setImmediate(resolve))
    }
    running = false
  }

  const server = createServer((socket) => {
    let trusted = false
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', () => arrivals++)
    readFrames(socket, (type, id, payload) => {
      if (!trusted) {
        trusted =
          type === frameType.token &&
          payload.length === token.length &&
          timingSafeEqual(payload, token)
        if (!trusted) socket.destroy()
        return
      }
      if (type !== frameType.window) return void socket.destroy()
      queue.push({ socket, id, samples: toFloats(payload) })
      void work()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  return {
    path,
    token: new Uint8Array(token),
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

export interface WindowClient {
  /** Rejects with the encoder's problem, or `process-died` when the other end is gone. */
  run: RunWindow
  close(): void
}

function failureOf(payload: Buffer): Error {
  const failure: unknown = JSON.parse(payload.toString('utf8'))
  const { code, message } = failure as { code: string; message: string }
  return problem(problemCodes.find((known) => known === code) ?? 'encoder-failed', message)
}

/** Connects to a listening inference process. Problem: `process-died` when it does not answer. */
export async function connectToWindows({ path, token }: LinkAddress): Promise<WindowClient> {
  const socket = createConnection(path)
  const waiting = new Map<
    number,
    { resolve(means: Float32Array): void; reject(error: Error): void }
  >()
  let nextId = 1
  const gone = () => problem('process-died', 'The inference process is gone.')
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const entry of waiting.values()) entry.reject(gone())
    waiting.clear()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('close', () => reject(gone()))
  })
  readFrames(socket, (type, id, payload) => {
    const entry = waiting.get(id)
    waiting.delete(id)
    if (type === frameType.means) entry?.resolve(toFloats(payload))
    else entry?.reject(failureOf(payload))
  })
  writeFrame(socket, frameType.token, 0, token)
  return {
    run: (samples) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(gone())
        const id = nextId++
        waiting.set(id, { resolve, reject })
        writeFrame(socket, frameType.window, id, bytesOf(samples))
      }),
    close: () => void socket.destroy(),
  }
}
