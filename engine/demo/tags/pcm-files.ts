import { id3Tag } from './id3.ts'
import type { TagSet } from './tag-set.ts'

export type PcmBits = 16 | 24

/** Interleaved integer samples; values outside −1…1 are clipped. */
function interleave(channels: readonly Float32Array[], bits: PcmBits, bigEndian: boolean): Buffer {
  const length = channels[0]?.length ?? 0
  const width = bits / 8
  const scale = 2 ** (bits - 1) - 1
  const bytes = Buffer.allocUnsafe(length * channels.length * width)
  let at = 0
  for (let i = 0; i < length; i++) {
    for (const samples of channels) {
      const value = Math.round(Math.max(-1, Math.min(1, samples[i]!)) * scale)
      if (bigEndian) bytes.writeIntBE(value, at, width)
      else bytes.writeIntLE(value, at, width)
      at += width
    }
  }
  return bytes
}

function chunk(id: string, body: Uint8Array, bigEndian: boolean): Buffer {
  const header = Buffer.alloc(8)
  header.write(id, 'latin1')
  if (bigEndian) header.writeUInt32BE(body.length, 4)
  else header.writeUInt32LE(body.length, 4)
  return Buffer.concat([header, body, Buffer.alloc(body.length % 2)])
}

function listInfo(tags: TagSet): Buffer {
  const texts = {
    INAM: tags.title,
    IART: tags.artist,
    IPRD: tags.album,
    IGNR: tags.genre,
    ICMT: tags.comment,
  }
  const entries = Object.entries(texts).map(([id, value]) =>
    chunk(id, Buffer.from(`${value}\0`), false),
  )
  return chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...entries]), false)
}

/** A RIFF WAVE file of integer samples, tagged by LIST/INFO and by an `id3 ` chunk. */
export function wavFile(
  channels: readonly Float32Array[],
  sampleRate: number,
  bits: PcmBits,
  tags: TagSet,
): Buffer {
  const frame = (channels.length * bits) / 8
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(channels.length, 2)
  format.writeUInt32LE(sampleRate, 4)
  format.writeUInt32LE(sampleRate * frame, 8)
  format.writeUInt16LE(frame, 12)
  format.writeUInt16LE(bits, 14)
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format, false),
    listInfo(tags),
    chunk('data', interleave(channels, bits, false), false),
    chunk('id3 ', id3Tag(tags), false),
  ])
  return chunk('RIFF', body, false)
}

/** A positive integer below 2^31 as an 80-bit IEEE 754 number. */
function extended(value: number): Buffer {
  const exponent = Math.floor(Math.log2(value))
  const bytes = Buffer.alloc(10)
  bytes.writeUInt16BE(16_383 + exponent, 0)
  bytes.writeUInt32BE(value * 2 ** (31 - exponent), 2)
  return bytes
}

/** An AIFF file (Apple, AIFF 1.3) tagged by an `ID3 ` chunk. */
export function aiffFile(
  channels: readonly Float32Array[],
  sampleRate: number,
  bits: PcmBits,
  tags: TagSet,
): Buffer {
  const common = Buffer.alloc(8)
  common.writeUInt16BE(channels.length, 0)
  common.writeUInt32BE(channels[0]?.length ?? 0, 2)
  common.writeUInt16BE(bits, 6)
  const sound = Buffer.concat([Buffer.alloc(8), interleave(channels, bits, true)])
  const body = Buffer.concat([
    Buffer.from('AIFF'),
    chunk('COMM', Buffer.concat([common, extended(sampleRate)]), true),
    chunk('SSND', sound, true),
    chunk('ID3 ', id3Tag(tags), true),
  ])
  return chunk('FORM', body, true)
}
