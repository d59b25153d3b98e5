import type { ReadAt } from '../../../native/audio/sniff.ts'
import { ascii, view } from './payload.ts'

export interface OggPage {
  serial: number
  /** First page of a logical stream. */
  begins: boolean
  /** The first packet on it began on an earlier page. */
  continued: boolean
  /** Of the stream, at the end of the last packet that ends here; -1 when none does. */
  granule: bigint
  /** Lacing values: a packet ends at each one under 255. */
  lacing: Uint8Array
  /** Of the packet data, and where the page ends. */
  offset: number
  end: number
}

const headerLength = 27
const mostPages = 2_000_000

/**
 * The pages of an Ogg stream (RFC 3533) from `at` to `end`. Returns false when something else lies
 * between them or they are too many, true at the end or at a page that was cut off.
 */
export function* oggPages(read: ReadAt, at: number, end: number): Generator<OggPage, boolean> {
  for (let pages = 0; at < end; pages++) {
    if (pages >= mostPages) return false
    const header = read(at, headerLength + 255)
    if (header.length < headerLength || at + headerLength > end) return true
    if (ascii(header, 0, 4) !== 'OggS') return false
    const fields = view(header)
    const segments = header[26]!
    const lacing = header.subarray(headerLength, headerLength + segments)
    const offset = at + headerLength + segments
    const pageEnd = offset + lacing.reduce((sum, value) => sum + value, 0)
    if (lacing.length < segments || pageEnd > end) return true
    yield {
      serial: fields.getUint32(14, true),
      begins: (header[5]! & 2) !== 0,
      continued: (header[5]! & 1) !== 0,
      granule: fields.getBigInt64(6, true),
      lacing,
      offset,
      end: pageEnd,
    }
    at = pageEnd
  }
  return true
}
