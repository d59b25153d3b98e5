import type { Block } from './audio-stream.ts'

const side = Math.SQRT1_2

/** Gains of each channel into the left and the right one, in the usual order of their counts. */
const layouts: Record<number, { left: number[]; right: number[] }> = {
  1: { left: [1], right: [1] },
  2: { left: [1, 0], right: [0, 1] },
  3: { left: [1, 0, side], right: [0, 1, side] },
  4: { left: [1, 0, side, 0], right: [0, 1, 0, side] },
  5: { left: [1, 0, side, side, 0], right: [0, 1, side, 0, side] },
  6: { left: [1, 0, side, 0, side, 0], right: [0, 1, side, 0, 0, side] },
  7: { left: [1, 0, side, 0, side, side, 0], right: [0, 1, side, 0, side, 0, side] },
  8: { left: [1, 0, side, 0, side, 0, side, 0], right: [0, 1, side, 0, 0, side, 0, side] },
}

function alternating(channels: number): { left: number[]; right: number[] } {
  const gains = (parity: number) => Array.from({ length: channels }, (_, i) => +(i % 2 === parity))
  return { left: gains(0), right: gains(1) }
}

function mixed(block: Block, gains: number[]): Float32Array {
  const total = gains.reduce((sum, gain) => sum + gain, 0)
  const out = new Float32Array(block[0]?.length ?? 0)
  for (const [channel, samples] of block.entries()) {
    const gain = (gains[channel] ?? 0) / total
    if (gain === 0) continue
    for (let i = 0; i < out.length; i++) out[i]! += gain * samples[i]!
  }
  return out
}

/**
 * Left and right of sound in any number of channels, for listening: centre and surround 3 dB down,
 * no low-frequency effects (ITU-R BS.775), scaled so that it cannot clip.
 */
export function toStereo(block: Block): [left: Float32Array, right: Float32Array] {
  const { left, right } = layouts[block.length] ?? alternating(block.length)
  return [mixed(block, left), mixed(block, right)]
}
