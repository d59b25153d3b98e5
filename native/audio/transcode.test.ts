import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { wavHeader, wavSamples } from './encode-wav.ts'
import { temporaryFolder, writeTune } from './fixtures/media-tools.ts'
import { readAll } from './fixtures/read-all.ts'
import { tune } from './fixtures/tune.ts'
import { openAudio } from './open-audio.ts'
import { toStereo } from './stereo.ts'
import { estimatedWavBytes, transcodeToWav } from './transcode.ts'

const folder = temporaryFolder()
const clips = join(import.meta.dirname, 'fixtures')
afterAll(() => rmSync(folder, { recursive: true }))

describe('transcodeToWav', () => {
  test('16-bit stereo comes back exactly', async () => {
    const path = join(folder, 'alac.wav')
    const stream = await openAudio(join(clips, 'alac.m4a'))
    const estimate = estimatedWavBytes(stream)
    const seconds: number[] = []
    const done = await transcodeToWav(stream, path, {
      onProgress: (progress) => seconds.push(progress.seconds),
    })
    expect(done).toEqual({ bytes: 44 + 26_460 * 4, seconds: 0.6 })
    expect(estimate).toBe(done.bytes)
    expect(statSync(path).size).toBe(done.bytes)
    expect(seconds.at(-1)).toBe(0.6)
    const { channels } = await readAll(await openAudio(path))
    expect(channels).toEqual(tune(44_100, 0.6, 2))
  })

  test.for(['mono-22k.mp3', 'surround.flac', '24.flac', 'adts.aac', 'opus.mka'])(
    '%s becomes a stereo file with the right sizes',
    async (name) => {
      const source = await openAudio(join(clips, name))
      const path = join(folder, `${name}.wav`)
      const { bytes } = await transcodeToWav(source, path)
      const header = readFileSync(path).subarray(0, 44)
      expect(header.readUInt32LE(4)).toBe(bytes - 8)
      expect(header.readUInt32LE(40)).toBe(bytes - 44)
      const result = await openAudio(path)
      expect(result).toMatchObject({
        channels: 2,
        sampleRate: source.sampleRate,
        codec: 'pcm_s16le',
      })
      expect(result.containerDuration).toBeCloseTo((bytes - 44) / 4 / source.sampleRate, 9)
      await result.close()
    },
  )

  test('the header states the estimate while the file grows', async () => {
    const path = join(folder, 'growing.wav')
    const stream = await openAudio(writeTune(join(folder, 'source.wav'), 44_100, 3, 2))
    const stated: number[] = []
    await transcodeToWav(stream, path, {
      onProgress: () => stated.push(readFileSync(path).readUInt32LE(40)),
    })
    expect(stated.length).toBeGreaterThan(2)
    expect(new Set(stated)).toEqual(new Set([44_100 * 3 * 4]))
  })

  test('an unknown length is written as the largest', () => {
    const header = Buffer.from(wavHeader(Number.POSITIVE_INFINITY, 44_100))
    expect(header.readUInt32LE(4)).toBe(0xffff_ffff)
  })

  test('a cancelled one leaves no file', async () => {
    const abort = new AbortController()
    const stream = await openAudio(join(folder, 'source.wav'))
    const path = join(folder, 'cancelled.wav')
    const onProgress = () => abort.abort()
    await expect(
      transcodeToWav(stream, path, { signal: abort.signal, onProgress }),
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(path)).toBe(false)
  })

  test('a destination that cannot be written is a problem', async () => {
    const stream = await openAudio(join(clips, '16.flac'))
    await expect(transcodeToWav(stream, join(folder, 'no', 'x.wav'))).rejects.toMatchObject({
      code: 'io-error',
    })
  })

  test('a full disk is a problem of its own, and leaves no file', async (context) => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
    if (mounted.status !== 0) return context.skip('mounting a small disk is not allowed here')
    try {
      const stream = await openAudio(join(clips, '16.flac'))
      await expect(transcodeToWav(stream, join(disk, 'x.wav'))).rejects.toMatchObject({
        code: 'disk-full',
      })
      expect(existsSync(join(disk, 'x.wav'))).toBe(false)
    } finally {
      spawnSync('umount', [disk])
    }
  })
})

describe('toStereo', () => {
  const channel = (value: number) => new Float32Array(4).fill(value)

  test('mono goes to both sides, stereo is untouched', () => {
    expect(toStereo([channel(0.5)])).toEqual([channel(0.5), channel(0.5)])
    expect(toStereo([channel(0.5), channel(-1)])).toEqual([channel(0.5), channel(-1)])
  })

  test.for([3, 4, 5, 6, 7, 8, 11])('%d channels at full scale do not clip', (count) => {
    for (const side of toStereo(Array.from({ length: count }, () => channel(1)))) {
      expect(side[0]).toBeCloseTo(1, 6)
    }
  })

  test('5.1: left and right stay apart, the low-frequency channel is left out', () => {
    const only = (index: number) =>
      Array.from({ length: 6 }, (_, i) => channel(i === index ? 1 : 0))
    expect(toStereo(only(0))[1][0]).toBe(0)
    expect(toStereo(only(1))[0][0]).toBe(0)
    expect(toStereo(only(3))).toEqual([channel(0), channel(0)])
    const [left, right] = toStereo(only(2))
    expect(left[0]).toBeGreaterThan(0.2)
    expect(left[0]).toBe(right[0])
  })
})

test('samples beyond full scale are clipped', () => {
  const bytes = Buffer.from(wavSamples([Float32Array.of(2, -2, 0)]))
  expect([bytes.readInt16LE(0), bytes.readInt16LE(4), bytes.readInt16LE(8)]).toEqual([
    32_767, -32_768, 0,
  ])
})
