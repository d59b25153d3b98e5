import type { Block } from './audio-stream.ts'
import { toStereo } from './stereo.ts'

export const wavHeaderBytes = 44
/** Bytes of one frame of the WAV files written here: two channels of 16 bits. */
export const wavFrameBytes = 4

const largestData = 0xffff_ffff - 36

/**
 * Header of a 16-bit stereo WAV file with `dataBytes` of samples. Sizes that RIFF cannot state
 * (over 4 GiB, or not known yet: Infinity) are written as the largest it can.
 */
export function wavHeader(dataBytes: number, sampleRate: number): Uint8Array {
  const data = Math.min(dataBytes, largestData)
  const bytes = new Uint8Array(wavHeaderBytes)
  const view = new DataView(bytes.buffer)
  const write = (at: number, text: string) => bytes.set(Buffer.from(text, 'latin1'), at)
  write(0, 'RIFF')
  view.setUint32(4, data + 36, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * wavFrameBytes, true)
  view.setUint16(32, wavFrameBytes, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, data, true)
  return bytes
}

/** The samples of a block as a 16-bit stereo WAV file holds them, clipped at full scale. */
export function wavSamples(block: Block): Uint8Array {
  const [left, right] = toStereo(block)
  const bytes = new Uint8Array(left.length * wavFrameBytes)
  const view = new DataView(bytes.buffer)
  const clipped = (x: number) => Math.max(-32_768, Math.min(32_767, Math.round(x * 32_768)))
  for (let i = 0; i < left.length; i++) {
    view.setInt16(i * wavFrameBytes, clipped(left[i]!), true)
    view.setInt16(i * wavFrameBytes + 2, clipped(right[i]!), true)
  }
  return bytes
}
