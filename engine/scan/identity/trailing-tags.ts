import type { ReadAt } from '../../../native/audio/sniff.ts'
import { ascii, view } from './payload.ts'

/** Bytes of the tag that ends at `end`, or 0 when none does. */
function trailingTagLength(read: ReadAt, start: number, end: number): number {
  const room = end - start
  const tail = read(Math.max(start, end - 227), Math.min(227, room))
  const at = (fromEnd: number, length: number) =>
    tail.length >= fromEnd ? ascii(tail, tail.length - fromEnd, length) : ''
  if (at(128, 3) === 'TAG') return at(227 + 128, 4) === 'TAG+' ? 227 + 128 : 128
  if (at(227, 4) === 'TAG+') return 227
  if (at(32, 8) === 'APETAGEX') {
    const footer = view(tail.subarray(tail.length - 32))
    const header = footer.getUint32(20, true) & 0x8000_0000 ? 32 : 0
    return footer.getUint32(12, true) + header
  }
  if (at(9, 9) === 'LYRICS200') return Number.parseInt(at(15, 6), 10) + 15
  if (at(9, 9) === 'LYRICSEND') {
    const span = Math.min(room, 5100 + 20)
    const begin = ascii(read(end - span, span), 0, span).lastIndexOf('LYRICSBEGIN')
    return begin < 0 ? 0 : span - begin
  }
  if (at(10, 3) === '3DI') {
    const size = tail.subarray(tail.length - 4)
    return size.reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0) + 20
  }
  return 0
}

/**
 * Where the audio ends that begins at `start`: before any ID3v1 (also enhanced), APEv1/v2, Lyrics3 and
 * appended ID3v2.4 tags, in whatever order they were stacked. A tag that claims more than there is, is
 * taken for audio.
 */
export function audioEnd(read: ReadAt, start: number, size: number): number {
  let end = size
  for (let tags = 0; tags < 16; tags++) {
    const length = trailingTagLength(read, start, end)
    if (!(length > 0) || length > end - start) return end
    end -= length
  }
  return end
}
