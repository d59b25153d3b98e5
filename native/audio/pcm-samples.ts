import type { Block } from './audio-stream.ts'

export interface SampleFormat {
  kind: 'int' | 'uint' | 'float'
  /** Bytes of one sample: 1 to 4 for integers, 4 or 8 for floats. */
  bytes: number
  bigEndian: boolean
}

type Sample = (view: DataView, at: number) => number

function sampleReader({ kind, bytes, bigEndian }: SampleFormat): Sample {
  const little = !bigEndian
  if (kind === 'float') {
    return bytes === 8
      ? (view, at) => view.getFloat64(at, little)
      : (view, at) => view.getFloat32(at, little)
  }
  if (kind === 'uint') return (view, at) => (view.getUint8(at) - 128) / 128
  if (bytes === 1) return (view, at) => view.getInt8(at) / 128
  if (bytes === 2) return (view, at) => view.getInt16(at, little) / 32_768
  if (bytes === 4) return (view, at) => view.getInt32(at, little) / 2_147_483_648
  return little
    ? (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608
    : (view, at) => (view.getInt8(at) * 65_536 + view.getUint16(at + 1)) / 8_388_608
}

/** Whole frames of interleaved samples as planar floats; bytes of an incomplete frame are left. */
export function planar(bytes: Uint8Array, format: SampleFormat, channels: number): Block {
  const read = sampleReader(format)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const stride = format.bytes * channels
  const frames = Math.floor(bytes.length / stride)
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames)
    for (let i = 0, at = channel * format.bytes; i < frames; i++, at += stride) {
      samples[i] = read(view, at)
    }
    return samples
  })
}
