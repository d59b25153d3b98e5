import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { BIN_HZ, eachSpectrum, SPECTRUM_BINS } from './melody-spectra.ts'

const RATE = 24_000

function sine(hz: number, amplitude: number, seconds = 0.2): Float32Array {
  return Float32Array.from(
    { length: seconds * RATE },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / RATE),
  )
}

function spectraOf(sound: Float32Array): { powers: Float64Array[]; scale: number } {
  const powers: Float64Array[] = []
  const spectra = eachSpectrum(sound)
  spectra.read((_, power) => powers.push(power.slice()))
  expect(powers).toHaveLength(spectra.frames)
  return { powers, scale: spectra.scale }
}

const strongest = (power: Float64Array) => power.indexOf(power.reduce((a, b) => Math.max(a, b), 0))
const total = (power: Float64Array) => power.reduce((a, b) => a + b, 0)

test('a tone lies at its bin with its loudness, in every frame', () => {
  for (const bin of [20, 171, 500, 660]) {
    const { powers, scale } = spectraOf(sine(bin * BIN_HZ, 0.4))
    expect(powers.length).toBeGreaterThan(2)
    for (const power of powers) {
      expect(strongest(power)).toBe(bin)
      expect(Math.sqrt(total(power) * scale)).toBeCloseTo(0.4 / Math.SQRT2, 2)
    }
  }
})

test('two frames that share a transform do not hear each other', () => {
  const random = seededRandom(3)
  const sound = Float32Array.from({ length: 8000 }, () => random.between(-1, 1))
  const together = spectraOf(sound).powers
  for (let frame = 0; frame < together.length; frame++) {
    // From the second frame on, the filter that halves the rate has samples before the frame.
    if (frame === 0) continue
    const alone = spectraOf(sound.subarray(frame * 480 - 480)).powers[1]!
    for (let k = 1; k < SPECTRUM_BINS; k += 37)
      expect(together[frame]![k]! / alone[k]!).toBeCloseTo(1, 2)
  }
})

test('what is too high is not heard as something lower', () => {
  const loud = total(spectraOf(sine(2000, 0.4)).powers[1]!)
  for (const hz of [8200, 9500, 11_500])
    expect(total(spectraOf(sine(hz, 0.4)).powers[1]!)).toBeLessThan(loud * 1e-5)
})

test('a sound shorter than a frame has none', () => {
  expect(spectraOf(sine(440, 0.4, 0.12)).powers).toHaveLength(0)
  expect(spectraOf(new Float32Array(0)).powers).toHaveLength(0)
  expect(spectraOf(sine(440, 0.4, 0.128)).powers).toHaveLength(1)
})
