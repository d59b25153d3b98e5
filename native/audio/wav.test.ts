import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { type WavOptions, wavBytes } from './fixtures/pcm-bytes.ts'
import { tune } from './fixtures/tune.ts'
import { openPcm, type PcmLayout } from './pcm-layout.ts'
import type { SampleFormat } from './pcm-samples.ts'
import type { ReadAt } from './sniff.ts'
import { wavLayout } from './wav.ts'

const reading =
  (bytes: Uint8Array): ReadAt =>
  (offset, length) =>
    bytes.subarray(offset, offset + length)

async function decode(layout: PcmLayout, read: ReadAt): Promise<number[][]> {
  const channels: number[][] = Array.from({ length: layout.channels }, () => [])
  for await (const block of openPcm(layout, read).blocks) {
    for (const [i, samples] of block.entries()) channels[i]?.push(...samples)
  }
  return channels
}

async function roundTrip(sound: Float32Array[], rate: number, options: WavOptions = {}) {
  const bytes = wavBytes(sound, rate, options)
  const layout = wavLayout(reading(bytes), bytes.length)
  return { layout, channels: await decode(layout, reading(bytes)) }
}

const int = (bytes: number): SampleFormat => ({ kind: 'int', bytes, bigEndian: false })
const float = (bytes: number): SampleFormat => ({ kind: 'float', bytes, bigEndian: false })
const uint8: SampleFormat = { kind: 'uint', bytes: 1, bigEndian: false }

describe('sample formats', () => {
  test.for<[string, SampleFormat, number]>([
    ['8-bit', uint8, 8],
    ['16-bit', int(2), 16],
    ['24-bit', int(3), 24],
    ['32-bit', int(4), 24],
    ['32-bit float', float(4), 24],
    ['64-bit float', float(8), 24],
  ])('%s, plain and extensible', async ([, format, bits]) => {
    const sound = tune(22_050, 0.2, 3, bits)
    for (const extensible of [false, true]) {
      const { layout, channels } = await roundTrip(sound, 22_050, { format, extensible })
      expect(layout).toMatchObject({ channels: 3, sampleRate: 22_050, statedFrames: 4410 })
      expect(channels).toEqual(sound.map((samples) => [...samples]))
    }
  })

  test('full scale is kept', async () => {
    const { channels } = await roundTrip([Float32Array.of(-1, 0, 32_767 / 32_768)], 8000)
    expect(channels).toEqual([[-1, 0, 32_767 / 32_768]])
  })
})

describe('sizes', () => {
  const sound = tune(8000, 0.05, 2)

  test.for(['RF64', 'BW64'] as const)('%s', async (long) => {
    const { layout, channels } = await roundTrip(sound, 8000, { long })
    expect(layout.statedFrames).toBe(400)
    expect(channels[0]).toHaveLength(400)
  })

  test.for([0, 0xffff_ffff])('a streaming writer left %d', async (statedSize) => {
    const { layout, channels } = await roundTrip(sound, 8000, { statedSize })
    expect(layout.statedFrames).toBeUndefined()
    expect(channels).toEqual(sound.map((samples) => [...samples]))
  })

  test('an odd chunk is padded', async () => {
    const { channels } = await roundTrip(sound, 8000, { before: 7 })
    expect(channels[1]).toEqual([...sound[1]!])
  })

  test('what is there of a cut-off file is played, and the missing part is known', async () => {
    const bytes = wavBytes(sound, 8000).subarray(0, 44 + 801)
    const layout = wavLayout(reading(bytes), bytes.length)
    expect(layout.statedFrames).toBe(400)
    expect((await decode(layout, reading(bytes)))[0]).toEqual([...sound[0]!.subarray(0, 200)])
  })
})

describe('bad headers', () => {
  const bytes = wavBytes(tune(8000, 0.05, 2), 8000)
  const altered = (at: number, value: number) => {
    const copy = Buffer.from(bytes)
    copy.writeUInt16LE(value, at)
    return () => wavLayout(reading(copy), copy.length)
  }

  test('compressed sound needs ffmpeg', () => {
    expect(altered(20, 0x55)).toThrow(/needs ffmpeg/)
  })
  test('no channels, no rate', () => {
    expect(altered(22, 0)).toThrow(/0 channels/)
    expect(altered(24, 0)).toThrow(/0 Hz/)
  })
  test('no data chunk', () => {
    expect(() => wavLayout(reading(bytes.subarray(0, 40)), 40)).toThrow(/no sound/)
  })
})

test('no damage makes it hang, read outside the file or fail in other words', async () => {
  const sound = tune(8000, 0.02, 2)
  const edit = fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 255 }))
  const edits = fc.array(edit, { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(edits, fc.boolean(), fc.nat(800), async (changes, long, cut) => {
      const whole = wavBytes(sound, 8000, long ? { long: 'RF64', extensible: true } : {})
      const bytes = Buffer.from(whole.subarray(0, Math.max(12, whole.length - cut)))
      for (const [at, value] of changes) if (at >= 12 && at < bytes.length) bytes[at] = value
      const read: ReadAt = (offset, length) => {
        expect(length).toBeLessThan(1 << 24)
        return reading(bytes)(offset, length)
      }
      try {
        const layout = wavLayout(read, bytes.length)
        expect(layout.offset + layout.length).toBeLessThanOrEqual(
          Math.max(bytes.length, layout.offset),
        )
        const channels = await decode(layout, read)
        expect(channels.length).toBe(layout.channels)
      } catch (error) {
        if (!isProblem(error)) throw error
      }
    }),
    { numRuns: 500 },
  )
})
