import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { aiffLayout } from './aiff.ts'
import { aiffBytes } from './fixtures/pcm-bytes.ts'
import { tune } from './fixtures/tune.ts'
import { openPcm } from './pcm-layout.ts'
import type { SampleFormat } from './pcm-samples.ts'
import type { ReadAt } from './sniff.ts'

const reading =
  (bytes: Uint8Array): ReadAt =>
  (offset, length) =>
    bytes.subarray(offset, offset + length)

async function decode(bytes: Uint8Array): Promise<number[][]> {
  const layout = aiffLayout(reading(bytes), bytes.length)
  const channels: number[][] = Array.from({ length: layout.channels }, () => [])
  for await (const block of openPcm(layout, reading(bytes)).blocks) {
    for (const [i, samples] of block.entries()) channels[i]?.push(...samples)
  }
  return channels
}

const big = (kind: 'int' | 'float', bytes: number): SampleFormat => ({
  kind,
  bytes,
  bigEndian: true,
})
const little: SampleFormat = { kind: 'int', bytes: 2, bigEndian: false }

describe('sample formats', () => {
  test.for<[string, SampleFormat, string | undefined, number]>([
    ['8-bit', big('int', 1), undefined, 8],
    ['16-bit', big('int', 2), undefined, 16],
    ['24-bit', big('int', 3), undefined, 24],
    ['32-bit', big('int', 4), undefined, 24],
    ['AIFF-C NONE', big('int', 2), 'NONE', 16],
    ['AIFF-C twos', big('int', 2), 'twos', 16],
    ['AIFF-C sowt', little, 'sowt', 16],
    ['AIFF-C fl32', big('float', 4), 'fl32', 24],
    ['AIFF-C fl64', big('float', 8), 'fl64', 24],
  ])('%s', async ([, format, compression, bits]) => {
    const sound = tune(44_100, 0.05, 2, bits)
    const bytes = aiffBytes(sound, 44_100, format, compression)
    expect(aiffLayout(reading(bytes), bytes.length)).toMatchObject({
      channels: 2,
      sampleRate: 44_100,
      statedFrames: 2205,
    })
    expect(await decode(bytes)).toEqual(sound.map((samples) => [...samples]))
  })

  test.for([8000, 11_025, 48_000, 96_000, 192_000])('a rate of %d Hz', (rate) => {
    const bytes = aiffBytes(tune(rate, 0.01, 1), rate, big('int', 2))
    expect(aiffLayout(reading(bytes), bytes.length).sampleRate).toBe(rate)
  })
})

test('what is there of a cut-off file is played', async () => {
  const sound = tune(8000, 0.05, 1)
  const whole = aiffBytes(sound, 8000, big('int', 2))
  const [samples] = await decode(whole.subarray(0, whole.length - 401))
  expect(samples).toEqual([...sound[0]!.subarray(0, 199)])
})

test('compressed sound needs ffmpeg', () => {
  const bytes = aiffBytes(tune(8000, 0.05, 1), 8000, big('int', 2), 'ima4')
  expect(() => aiffLayout(reading(bytes), bytes.length)).toThrow(/needs ffmpeg/)
})

test('no damage makes it hang, read outside the file or fail in other words', async () => {
  const sound = tune(8000, 0.02, 2)
  const edit = fc.tuple(fc.nat({ max: 90 }), fc.nat({ max: 255 }))
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (changes) => {
      const bytes = aiffBytes(sound, 8000, big('int', 2), 'NONE')
      for (const [at, value] of changes) if (at >= 12) bytes[at] = value
      try {
        expect((await decode(bytes)).length).toBeGreaterThan(0)
      } catch (error) {
        if (!isProblem(error)) throw error
      }
    }),
    { numRuns: 500 },
  )
})
