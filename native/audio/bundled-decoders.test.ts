import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { difference, mean, readAll } from './fixtures/read-all.ts'
import { tune } from './fixtures/tune.ts'
import { openAudio } from './open-audio.ts'

interface Reference {
  codec: string
  sampleRate: number
  channels: number
  frames: number
  every: number
  means: number[]
}

const folder = join(import.meta.dirname, 'fixtures')
const references: Record<string, Reference> = JSON.parse(
  readFileSync(join(folder, 'reference.json'), 'utf8'),
)
const lossless = ['flac', 'alac', 'wavpack']

describe('bundled decoders give what ffmpeg gave when the clips were made', () => {
  const clips = Object.entries(references).filter(([name]) => !name.endsWith('.wma'))
  test.for(clips)('%s', async ([name, reference]) => {
    const stream = await openAudio(join(folder, name))
    expect(stream.codec).toBe(reference.codec)
    expect(stream.sampleRate).toBe(reference.sampleRate)
    expect(stream.channels).toBe(reference.channels)
    const sound = await readAll(stream)
    const frame = { mp3: 1152, aac: 1024, opus: 960, vorbis: 2048 }[reference.codec] ?? 0
    expect(Math.abs(sound.frames - reference.frames)).toBeLessThanOrEqual(frame)
    const means = mean(sound).filter((_, i) => i % reference.every === 0)
    const { max, rms } = difference(means, reference.means)
    if (lossless.includes(reference.codec)) expect(max).toBeLessThanOrEqual(1e-6)
    else if (['mp3', 'aac'].includes(reference.codec)) expect(max).toBeLessThanOrEqual(1e-4)
    else expect(rms).toBeLessThanOrEqual(1e-4)
    expect(stream.badPackets()).toBe(0)
    expect(stream.truncated).toBe(false)
  })
})

describe('lossless clips are the tune they were made from', () => {
  test.for([
    ['16.flac', tune(44_100, 0.6, 2)],
    ['24.flac', tune(48_000, 0.4, 2, 24)],
    ['surround.flac', tune(44_100, 0.5, 6)],
    ['alac.m4a', tune(44_100, 0.6, 2)],
    ['wavpack.wv', tune(44_100, 0.6, 2)],
  ] as const)('%s', async ([name, expected]) => {
    const { channels, frames } = await readAll(await openAudio(join(folder, name)))
    expect(frames).toBe(expected[0]?.length)
    expect(channels.map((samples, i) => difference(samples, expected[i]!).max)).toEqual(
      expected.map(() => 0),
    )
  })
})

describe('lossy clips are the tune, without the delay of their encoders', () => {
  test.for(['cbr.mp3', 'vbr.mp3', 'moov-last.m4a', 'faststart.m4a', 'vorbis.ogg'])(
    '%s',
    async (name) => {
      const expected = mean({ channels: tune(44_100, 1.5, 2), frames: 66_150 })
      const sound = mean(await readAll(await openAudio(join(folder, name))))
      const at = (lag: number) => difference(sound.subarray(200 + lag), expected.subarray(200)).rms
      expect(at(0)).toBeLessThan(0.05)
      expect(at(0)).toBeLessThan(Math.min(at(-20), at(20)))
    },
  )
})

test('the container states the duration, or nothing', async () => {
  const duration = async (name: string) => {
    const stream = await openAudio(join(folder, name))
    await stream.close()
    return stream.containerDuration
  }
  expect(await duration('vbr.mp3')).toBeCloseTo(1.5, 3)
  expect(await duration('cbr.mp3')).toBeCloseTo(1.5, 3)
  expect(await duration('16.flac')).toBeCloseTo(0.6, 6)
  expect(await duration('moov-last.m4a')).toBeCloseTo(1.5, 2)
  expect(await duration('vorbis.ogg')).toBeCloseTo(1.5, 3)
  expect(await duration('wavpack.wv')).toBeCloseTo(0.6, 6)
  expect(await duration('no-header.mp3')).toBeUndefined()
  expect(await duration('adts.aac')).toBeUndefined()
})

test('without ffmpeg, a format that needs it is refused with that advice', async () => {
  await expect(openAudio(join(folder, 'wma.wma'))).rejects.toMatchObject({
    code: 'unrecognised-format',
    message: expect.stringContaining('ffmpeg'),
  })
})
