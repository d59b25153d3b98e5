import { ascii, dataView } from './chunks.ts'
import type { ReadAt } from './sniff.ts'

const id3v1Length = 128
const apeFooterLength = 32

/** Bytes of the APEv2 tag that ends at `end`, or 0. */
function apeTagLength(read: ReadAt, end: number): number {
  const footer = end < apeFooterLength ? new Uint8Array() : read(end - apeFooterLength, 32)
  if (footer.length < apeFooterLength || ascii(footer.subarray(0, 8)) !== 'APETAGEX') return 0
  const view = dataView(footer)
  const header = view.getUint32(20, true) & 0x8000_0000 ? apeFooterLength : 0
  const length = view.getUint32(12, true) + header
  return length <= end ? length : 0
}

/** Where the sound of a file of `size` bytes ends: before the ID3v1 and APEv2 tags at its end. */
export function payloadEnd(read: ReadAt, size: number): number {
  const tagged = size > id3v1Length && ascii(read(size - id3v1Length, 3)) === 'TAG'
  const end = tagged ? size - id3v1Length : size
  return end - apeTagLength(read, end)
}
