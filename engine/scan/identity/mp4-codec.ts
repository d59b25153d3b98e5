import type { ReadAt } from '../../../native/audio/sniff.ts'
import { type Box, boxes, content, findBox } from './mp4-box.ts'
import { hex, view } from './payload.ts'

const configurationBoxes = ['alac', 'dOps', 'dfLa', 'dac3', 'dec3']

/** MPEG-4 descriptor (ISO 14496-1 section 8.3.3): tag, then a length of seven bits a byte. */
function descriptor(bytes: Uint8Array, at: number): { tag: number; start: number; end: number } {
  let length = 0
  let start = at + 1
  for (let i = 0; i < 4; i++) {
    const byte = bytes[start++] ?? 0
    length = length * 128 + (byte & 0x7f)
    if (byte < 0x80) break
  }
  return { tag: bytes[at] ?? 0, start, end: start + length }
}

/** DecoderSpecificInfo of an `esds` box; the rest of it (bitrates, buffer sizes) is written anew by muxers. */
function decoderSpecificInfo(esds: Uint8Array): Uint8Array {
  const stream = descriptor(esds, 4)
  if (stream.tag !== 3) return esds
  const flags = esds[stream.start + 2] ?? 0
  let at = stream.start + 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x20 ? 2 : 0)
  if (flags & 0x40) at += 1 + (esds[at] ?? 0)
  const decoder = descriptor(esds, at)
  const specific = descriptor(esds, decoder.start + 13)
  if (decoder.tag !== 4 || specific.tag !== 5) return esds
  return esds.subarray(specific.start, specific.end)
}

function configuration(read: ReadAt, parent: Box, skip: number): string {
  for (const box of boxes(read, Math.min(parent.end, parent.start + skip), parent.end)) {
    if (box.type === 'wave') return configuration(read, box, 0)
    const fields = ['esds', ...configurationBoxes].includes(box.type)
      ? content(read, box)
      : undefined
    if (!fields) continue
    const bytes = new Uint8Array(fields.buffer, fields.byteOffset, fields.byteLength)
    return `${box.type}:${hex(box.type === 'esds' ? decoderSpecificInfo(bytes) : bytes)}`
  }
  return ''
}

/** Codec, channels, bits, rate and decoder configuration of a track's first sample entry, from its `stbl`. */
export function codecParameters(read: ReadAt, table: Box): string | undefined {
  const descriptions = findBox(read, table, 'stsd')
  if (!descriptions) return undefined
  const entry = boxes(read, descriptions.start + 8, descriptions.end).next().value
  if (typeof entry !== 'object' || entry.end - entry.start < 28) return undefined
  const bytes = read(entry.start, 28)
  if (bytes.length < 28) return undefined
  const fixed = [28, 44, 64][view(bytes).getUint16(8)] ?? 28
  const shape = hex(bytes.subarray(16, 20)) + hex(bytes.subarray(24, 28))
  return `${entry.type}/${shape}/${configuration(read, entry, fixed)}`
}
