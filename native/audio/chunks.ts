import type { ReadAt } from './sniff.ts'

export interface Chunk {
  id: string
  /** First byte of its content, and the bytes its header states (which may be wrong). */
  offset: number
  size: number
}

const mostChunks = 4096

/** Latin-1 text of bytes. */
export function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

export function dataView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * The chunks of an IFF (`bigEndian`) or RIFF file from `from`; a chunk of odd size is followed by
 * a padding byte. Ends at the end of the file, at a header that is cut off, or after 4096 chunks.
 */
export function* chunks(read: ReadAt, from: number, bigEndian: boolean): Generator<Chunk> {
  let at = from
  for (let count = 0; count < mostChunks; count++) {
    const header = read(at, 8)
    if (header.length < 8) return
    const size = dataView(header).getUint32(4, !bigEndian)
    yield { id: ascii(header.subarray(0, 4)), offset: at + 8, size }
    at += 8 + size + (size & 1)
  }
}
