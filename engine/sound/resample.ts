import { problem } from '../../contract/problem.ts'
import { SAMPLE_RATE } from './windows.ts'

/** Kernel of torchaudio's `transforms.Resample` with its defaults (sinc_interp_hann). */
const LOWPASS_WIDTH = 6
const ROLLOFF = 0.99
const MIN_RATE = 1000
const MAX_RATE = 768_000
/** The inner loop takes this many taps at once; kernels are padded with zeros to a multiple of it. */
const UNROLL = 4

/** Turns mono samples of one rate into 24 kHz, block by block. */
export interface Resampler {
  /** Takes a block of any length and returns the samples that it completes. */
  push(block: Float32Array): Float32Array
  /** The rest; in all, ceil(24,000 * input / rate) samples, the same for every way of cutting the input. */
  finish(): Float32Array
}

interface PolyphaseKernel {
  /** Output sample `q * phases + j` is the sum of `taps[j][m] * x[q * step + first[j] + m]`. */
  phases: number
  step: number
  first: Int32Array
  tapCount: number
  /** [phases, tapCount]. */
  taps: Float64Array
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** One tap, in the roundings of torchaudio: -j/n and the tap itself are float32, the rest is double. */
function tap(phaseOffset: number, position: number, step: number, cutoff: number): number {
  const t = (phaseOffset + position / step) * cutoff
  if (Math.abs(t) >= LOWPASS_WIDTH) return 0
  const window = Math.cos((Math.PI * t) / (2 * LOWPASS_WIDTH)) ** 2
  const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t)
  return Math.fround((cutoff / step) * window * sinc)
}

function polyphaseKernel(rate: number): PolyphaseKernel {
  const divisor = greatestCommonDivisor(rate, SAMPLE_RATE)
  const step = rate / divisor
  const phases = SAMPLE_RATE / divisor
  const cutoff = ROLLOFF * Math.min(step, phases)
  const reach = (LOWPASS_WIDTH * step) / cutoff
  const tapCount = Math.ceil((2 * reach + 2) / UNROLL) * UNROLL
  const first = new Int32Array(phases)
  const taps = new Float64Array(phases * tapCount)
  for (let j = 0; j < phases; j++) {
    const phaseOffset = Math.fround(-j / phases)
    const start = Math.floor((j * step) / phases - reach)
    first[j] = start
    for (let m = 0; m < tapCount; m++)
      taps[j * tapCount + m] = tap(phaseOffset, start + m, step, cutoff)
  }
  return { phases, step, first, tapCount, taps }
}

function polyphaseResampler(rate: number): Resampler {
  const { phases, step, first, tapCount, taps } = polyphaseKernel(rate)
  /** Input from index `base` on; begins with the zeros before the first sample. */
  let base = first[0] ?? 0
  let held = new Float32Array(-base)
  let received = 0
  let produced = 0
  let phase = 0
  /** First input sample of the current group of phases: step * floor(produced / phases). */
  let origin = 0

  /** How many outputs can be made from input up to, and not including, `end`. */
  function available(end: number): number {
    let group = Math.max(0, Math.floor((end - tapCount - (first[phases - 1] ?? 0)) / step))
    for (; ; group++)
      for (let j = 0; j < phases; j++)
        if (group * step + (first[j] ?? 0) + tapCount > end) return group * phases + j
  }

  function produce(until: number): Float32Array {
    const output = new Float32Array(Math.max(0, until - produced))
    for (let i = 0; i < output.length; i++) {
      const from = origin + (first[phase] ?? 0) - base
      let k = phase * tapCount
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let m = from; m < from + tapCount; m += UNROLL, k += UNROLL) {
        a += taps[k]! * held[m]!
        b += taps[k + 1]! * held[m + 1]!
        c += taps[k + 2]! * held[m + 2]!
        d += taps[k + 3]! * held[m + 3]!
      }
      output[i] = a + b + (c + d)
      if (++phase === phases) {
        phase = 0
        origin += step
      }
    }
    produced += output.length
    return output
  }

  function append(block: Float32Array): void {
    const keepFrom = origin + (first[phase] ?? 0)
    const kept = held.subarray(keepFrom - base)
    const joined = new Float32Array(kept.length + block.length)
    joined.set(kept)
    joined.set(block, kept.length)
    held = joined
    base = keepFrom
  }

  return {
    push: (block) => {
      append(block)
      received += block.length
      return produce(available(received))
    },
    finish: () => {
      const total = Math.ceil((received * phases) / step)
      append(new Float32Array(tapCount))
      return produce(total)
    },
  }
}

/**
 * Resamples a mono stream to 24 kHz with torchaudio's default windowed-sinc kernel, which the encoder was trained
 * with. Problem: `decode-failed` for a rate that is not a whole number from 1 kHz to 768 kHz.
 */
export function createResampler(rate: number): Resampler {
  if (!Number.isInteger(rate) || rate < MIN_RATE || rate > MAX_RATE)
    throw problem('decode-failed', `A sample rate of ${rate} Hz cannot be resampled.`)
  if (rate === SAMPLE_RATE)
    return { push: (block) => block.slice(), finish: () => new Float32Array(0) }
  return polyphaseResampler(rate)
}

/** The mean of the channels, sample by sample; all channels have one length. */
export function downmix(channels: readonly Float32Array[]): Float32Array {
  const [head] = channels
  if (head === undefined) return new Float32Array(0)
  const mono = new Float32Array(head.length)
  for (let i = 0; i < mono.length; i++) {
    let sum = 0
    for (const channel of channels) sum += channel[i]!
    mono[i] = sum / channels.length
  }
  return mono
}
