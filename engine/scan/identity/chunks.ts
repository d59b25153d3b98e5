import type { ReadAt } from '../../../native/audio/sniff.ts'
import { ascii, view } from './payload.ts'

export interface Chunk {
  id: string
  /** Of the chunk's content. */
  offset: number
  /** As stated; may exceed the file. */
  length: number
}

const mostChunks = 10_000

/** The chunks of a RIFF (little-endian) or IFF (big-endian) file from `at`, padded to even lengths. */
export function* chunks(
  read: ReadAt,
  size: number,
  at: number,
  littleEndian: boolean,
): Generator<Chunk> {
  for (let count = 0; count < mostChunks && at + 8 <= size; count++) {
    const header = read(at, 8)
    if (header.length < 8) return
    const length = view(header).getUint32(4, littleEndian)
    yield { id: ascii(header, 0, 4), offset: at + 8, length }
    at += 8 + length + (length & 1)
  }
}
