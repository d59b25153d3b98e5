import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { wavFrameBytes, wavHeader, wavSamples } from '../../native/audio/encode-wav.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import { startNodeProcess } from '../processes/node-ports.ts'
import { type Supervised, supervise } from '../processes/supervise.ts'
import { createPeaksCache } from './peaks-cache.ts'

const sampleRate = 8000
const seconds = 40
let folder: string
let media: Supervised<MediaCalls>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-peaks-'))
  const samples = new Float32Array(sampleRate * seconds)
  // Silent, half as loud as can be, and silent again; one click at full scale at three quarters.
  for (let i = samples.length / 4; i < samples.length / 2; i++) samples[i] = 0.5 * Math.sin(i * 0.7)
  samples[(samples.length * 3) / 4] = -1
  const header = wavHeader(samples.length * wavFrameBytes, sampleRate)
  await writeFile(
    join(folder, 'known.wav'),
    Buffer.concat([header, wavSamples([new Float32Array(samples.length), samples])]),
  )
  media = supervise<MediaCalls>('media', () =>
    startNodeProcess('media process', new URL('../processes/media-process.ts', import.meta.url)),
  )
})
afterAll(async () => {
  await media.stop()
  await rm(folder, { recursive: true, force: true })
})

const place = () => ({ folder, path: Buffer.from('known.wav') })
const gone = () => ({ folder, path: Buffer.from('gone.wav') })

test('the peaks of a known signal, from whichever channel is louder', async () => {
  const { peaks, duration } = await media.calls.peaks({ ...place(), ffmpeg: null })
  expect(duration).toBe(seconds)
  expect(peaks).toHaveLength(1000)
  expect(Math.max(...peaks.subarray(0, 249))).toBe(0)
  for (const peak of peaks.subarray(251, 499)) expect(Math.abs(peak - 127.5)).toBeLessThan(2)
  expect([...peaks].flatMap((peak, at) => (peak > 250 ? [at] : []))).toEqual([750])
})

test('measuring that nobody waits for any more ends', async () => {
  const stop = new AbortController()
  stop.abort()
  const asked = media.calls.peaks({ ...place(), ffmpeg: null }, { signal: stop.signal })
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
})

test('what was measured is kept; a damaged file is made anew', async () => {
  const kept = join(folder, 'kept')
  const cache = createPeaksCache(kept, media.calls)
  const first = await cache.get('a', place(), { ffmpeg: null })
  expect(await cache.get('a', gone(), { ffmpeg: null })).toEqual(first)
  const [name = ''] = await readdir(kept)
  const bytes = await readFile(join(kept, name))
  for (const damaged of [bytes.subarray(0, 500), Buffer.alloc(0), bytes.fill(9, 100, 110)]) {
    await writeFile(join(kept, name), damaged)
    expect(await cache.get('a', place(), { ffmpeg: null })).toEqual(first)
  }
  await expect(cache.get('b', gone(), { ffmpeg: null })).rejects.toMatchObject({
    code: 'file-missing',
  })
})

test('the least recently used go when there are too many, and those of other versions first', async () => {
  const kept = join(folder, 'few')
  await mkdir(kept)
  await writeFile(join(kept, 'old.v0'), '')
  const cache = createPeaksCache(kept, media.calls, 5)
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
    await cache.get(name, place(), { ffmpeg: null })
  const names = await readdir(kept)
  expect(names.length).toBeLessThanOrEqual(5)
  expect(names).not.toContain('old.v0')
  expect(names).toContain('f.v1')
})
