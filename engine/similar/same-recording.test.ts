import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EncodedCodec, encodeAudio } from '../../native/audio/encode.ts'
import { openEncoder } from '../../native/inference.ts'
import { recordings } from '../demo/recordings.ts'
import { record } from '../demo/synth/recording.ts'
import { ensureEncoder } from '../sound/convert.ts'
import { embedFile } from '../sound/embed-file.ts'
import { writeGeneratedCheckpoint } from '../sound/weight-generator.ts'
import { openSimilar, type SimilarClient } from './similar-client.ts'

/**
 * Random weights know nothing of music, but the same recording must still be nearest to itself, whatever it was
 * encoded with: an end-to-end check of decoding, windows, encoder and space, on real files.
 */
const RATE = 48_000
const SECONDS = 14
const copies = [
  { name: 'WavPack', codec: 'wavpack', gain: 1 },
  { name: 'Vorbis at 64 kbit/s', codec: 'vorbis', bitrate: 64_000, gain: 1 },
  { name: 'Opus at 64 kbit/s', codec: 'opus', bitrate: 64_000, gain: 1 },
  { name: 'AAC at 96 kbit/s', codec: 'aac', bitrate: 96_000, gain: 1 },
  { name: 'quieter', codec: 'flac', gain: 0.2 },
] as const satisfies readonly {
  name: string
  codec: EncodedCodec
  bitrate?: number
  gain: number
}[]

let folder: string
let similar: SimilarClient
const original = 1
const firstCopy = 100

function cut(channels: readonly Float32Array[]): Float32Array[] {
  return channels.map((channel) => channel.slice(2 * RATE, (2 + SECONDS) * RATE))
}

function encodeCopy(channels: Float32Array[], copy: (typeof copies)[number]): Promise<Uint8Array> {
  const { codec, gain, ...rest } = { bitrate: undefined, ...copy }
  const samples = channels.map((channel) => channel.map((sample) => sample * gain))
  return encodeAudio(samples, RATE, rest.bitrate ? { codec, bitrate: rest.bitrate } : { codec })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-same-'))
  const checkpoint = join(folder, 'checkpoint')
  await mkdir(checkpoint)
  await writeGeneratedCheckpoint(checkpoint, 'tiny')
  const encoder = await ensureEncoder(checkpoint, join(folder, 'encoders'))
  const session = await openEncoder(encoder.file, { provider: 'cpu', threads: 2 })
  const means = new Map<number, Uint8Array>()

  async function embed(trackId: number, bytes: Uint8Array): Promise<void> {
    const file = join(folder, `${trackId}`)
    await writeFile(file, bytes)
    const embedding = await embedFile(file, {
      wanted: 12,
      windowsInFlight: 2,
      ffmpeg: undefined,
      layers: encoder.layers,
      hiddenSize: encoder.hiddenSize,
      run: (samples) => session.run(samples, 1),
      signal: new AbortController().signal,
      gate: async () => {},
      onShare: () => {},
    })
    means.set(trackId, embedding.means)
  }

  for (const [i, { recipe }] of recordings.slice(0, 9).entries()) {
    const channels = cut(record(recipe, RATE))
    await embed(original + i, await encodeAudio(channels, RATE, { codec: 'flac' }))
    if (i > 0) continue
    for (const [n, copy] of copies.entries())
      await embed(firstCopy + n, await encodeCopy(channels, copy))
  }
  await session.release()

  similar = openSimilar({
    cacheFolder: join(folder, 'similar'),
    modelId: encoder.modelId,
    shape: { layers: encoder.layers, hiddenSize: encoder.hiddenSize },
    source: {
      list: () => ({
        trackIds: Uint32Array.from(means.keys()),
        versions: Float64Array.from(means.keys(), () => 1),
      }),
      read: (trackIds) =>
        trackIds.flatMap((trackId) => {
          const blob = means.get(trackId)
          return blob ? [{ trackId, version: 1, means: blob }] : []
        }),
    },
  })
  await similar.settled()
})

afterAll(async () => {
  await similar?.close()
  await rm(folder, { recursive: true, force: true })
})

test.each(copies.map(({ name }, i) => [name, firstCopy + i] as const))(
  '%s: the nearest of all is another copy of the recording',
  async (_name, trackId) => {
    const { neighbours } = await similar.query({ seed: { trackIds: [trackId] }, k: 1 })
    const same = new Set([original, ...copies.map((_, i) => firstCopy + i)])
    expect(same.has(neighbours[0]?.trackId ?? 0)).toBe(true)
  },
)

test('an unrelated recording is not near: its best neighbour is far below a copy', async () => {
  const [copy] = (await similar.query({ seed: { trackIds: [original] }, k: 1 })).neighbours
  const strangers = await similar.query({
    seed: { trackIds: [original] },
    k: 20,
    exclude: copies.map((_, i) => firstCopy + i),
  })
  const [stranger] = strangers.neighbours
  expect(copy?.trackId).toBeGreaterThanOrEqual(firstCopy)
  expect(copy?.similarity).toBeGreaterThan(0.8)
  expect(stranger?.similarity).toBeLessThan(0.5)
})
