import { parseBuffer } from 'music-metadata'
import { expect, test } from 'vitest'
import { type EncodedCodec, encodeAudio } from './encode.ts'
import { sniff } from './sniff.ts'

const seconds = 2.5

function tone(sampleRate: number, frequency: number): Float32Array {
  const step = (2 * Math.PI * frequency) / sampleRate
  return Float32Array.from({ length: seconds * sampleRate }, (_, i) => 0.5 * Math.sin(step * i))
}

const cases = [
  { codec: 'flac', container: 'flac', name: 'FLAC', lossless: true },
  { codec: 'vorbis', container: 'ogg', name: 'Vorbis I', lossless: false },
  { codec: 'opus', container: 'ogg', name: 'Opus', lossless: false },
  { codec: 'aac', container: 'mp4', name: 'MPEG-4/AAC', lossless: false },
  { codec: 'alac', container: 'mp4', name: 'ALAC', lossless: true },
  { codec: 'wavpack', container: 'wavpack', name: 'PCM', lossless: true },
] satisfies { codec: EncodedCodec; container: string; name: string; lossless: boolean }[]

test.each(cases)('$codec: a whole file of the right kind and length', async (expected) => {
  const rate = expected.codec === 'opus' ? 48_000 : 44_100
  for (const channels of [[tone(rate, 440)], [tone(rate, 440), tone(rate, 660)]]) {
    const bytes = await encodeAudio(channels, rate, { codec: expected.codec })
    expect(sniff(bytes.subarray(0, 65_536))).toBe(expected.container)
    const { format } = await parseBuffer(bytes, undefined, { duration: true })
    expect(format.codec).toBe(expected.name)
    expect(format.numberOfChannels).toBe(channels.length)
    expect(format.sampleRate).toBe(rate)
    const tolerance = expected.lossless ? 1e-4 : 0.03
    expect(Math.abs((format.duration ?? 0) - seconds)).toBeLessThan(tolerance)
  }
})

test('the same input gives the same bytes', async () => {
  const channels = [tone(44_100, 300)]
  const [first, second] = [
    await encodeAudio(channels, 44_100, { codec: 'vorbis' }),
    await encodeAudio(channels, 44_100, { codec: 'vorbis' }),
  ]
  expect(Buffer.compare(first, second)).toBe(0)
})

test('a higher bitrate makes a larger file', async () => {
  const channels = [Float32Array.from({ length: 48_000 }, (_, i) => Math.sin(i * i * 0.01) * 0.4)]
  const low = await encodeAudio(channels, 48_000, { codec: 'opus', bitrate: 24_000 })
  const high = await encodeAudio(channels, 48_000, { codec: 'opus', bitrate: 160_000 })
  expect(high.length).toBeGreaterThan(1.5 * low.length)
})

test('no samples, unequal channels and rates that Opus lacks are refused', async () => {
  const flac = { codec: 'flac' } as const
  await expect(encodeAudio([], 44_100, flac)).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(encodeAudio([new Float32Array(0)], 44_100, flac)).rejects.toMatchObject({
    code: 'invalid-input',
  })
  const unequal = [new Float32Array(5), new Float32Array(6)]
  await expect(encodeAudio(unequal, 44_100, flac)).rejects.toMatchObject({ code: 'invalid-input' })
  const opus = encodeAudio([tone(44_100, 440)], 44_100, { codec: 'opus' })
  await expect(opus).rejects.toMatchObject({ code: 'invalid-input' })
})
