import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createResampler, downmix } from './resample.ts'
import { fixtureFloats, fixtureJson, maxDifference, tolerances } from './test-fixtures.ts'

interface ResampleManifest {
  out_len_table: Record<string, Record<string, number>>
  impulses: Record<string, number[]>
}
const manifest = fixtureJson<ResampleManifest>('resample/manifest.json')
const rates = Object.keys(manifest.out_len_table).map(Number)

/** Resamples `input` in blocks of the given lengths, repeated. */
function resample(rate: number, input: Float32Array, blocks: readonly number[]): Float32Array {
  const resampler = createResampler(rate)
  const output: number[] = []
  for (let at = 0, i = 0; at < input.length; i++) {
    const length = blocks[i % blocks.length] ?? 1
    output.push(...resampler.push(input.subarray(at, at + length)))
    at += length
  }
  output.push(...resampler.finish())
  return Float32Array.from(output)
}

test.each(rates)('%i Hz as torchaudio does', (rate) => {
  const output = resample(rate, fixtureFloats(`resample/in${rate}.f32`), [1024])
  const expected = fixtureFloats(`resample/out${rate}to24000.f32`)
  expect(maxDifference(output, expected)).toBeLessThanOrEqual(tolerances.resample_abs)
})

test.each(Object.entries(manifest.impulses))('the impulse %s', (key, expected) => {
  const [rate = 0, length = 0, at = 0] = key.split(/[:@]/).map(Number)
  const input = new Float32Array(length)
  input[at] = 1
  const output = resample(rate, input, [7])
  expect(maxDifference(output, Float32Array.from(expected))).toBeLessThanOrEqual(
    tolerances.resample_abs,
  )
})

test.each(rates)('the output lengths from %i Hz', (rate) => {
  for (const [length, expected] of Object.entries(manifest.out_len_table[rate] ?? {})) {
    const resampler = createResampler(rate)
    const pushed = resampler.push(new Float32Array(Number(length))).length
    expect(pushed + resampler.finish().length, length).toBe(expected)
  }
})

test('the same output for every way of cutting the input', () => {
  const blocks = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 })
  const rate = fc.constantFrom(...rates, 24_000, 11_025, 44_056, 192_000, 44_101, 1_000, 23_999)
  const samples = fc.float({ min: -1, max: 1, noNaN: true })
  const input = fc
    .tuple(fc.array(samples, { maxLength: 50 }), fc.nat(4000))
    .map(([pattern, length]) =>
      new Float32Array(length).map((_, i) => pattern[i % Math.max(1, pattern.length)] ?? 0.5),
    )
  fc.assert(
    fc.property(rate, input, blocks, (hertz, signal, cut) => {
      const whole = resample(hertz, signal, [Math.max(1, signal.length)])
      expect(resample(hertz, signal, cut)).toEqual(whole)
      expect(whole.length).toBe(Math.ceil((signal.length * 24_000) / hertz))
    }),
    { numRuns: 150 },
  )
})

test('a tone keeps its frequency, level and place from any rate', () => {
  for (const rate of [8_000, 11_025, 32_000, 44_100, 88_200, 176_400, 191_999]) {
    const tone = (hertz: number, length: number) =>
      new Float32Array(length).map((_, i) => Math.sin((2 * Math.PI * 440 * i) / hertz))
    const output = resample(rate, tone(rate, rate), [4096])
    const middle = output.subarray(2_000, 22_000)
    expect(maxDifference(middle, tone(24_000, 24_000).subarray(2_000, 22_000))).toBeLessThan(2e-3)
  }
})

test('24 kHz passes unchanged, in memory of its own', () => {
  const block = Float32Array.of(1, 2, 3)
  const output = createResampler(24_000).push(block)
  block.fill(0)
  expect(output).toEqual(Float32Array.of(1, 2, 3))
})

test.each([0, -44_100, 44_100.5, Number.NaN, 1e9])('refuses a rate of %d', (rate) => {
  expect(() => createResampler(rate)).toThrow(expect.objectContaining({ code: 'decode-failed' }))
})

test('downmix is the mean of the channels', () => {
  const channels = [Float32Array.of(1, -1), Float32Array.of(0.5, 0), Float32Array.of(0, 0.25)]
  expect(downmix(channels)).toEqual(Float32Array.of(0.5, -0.25))
  expect(downmix([Float32Array.of(0.1)])).toEqual(Float32Array.of(0.1))
})
