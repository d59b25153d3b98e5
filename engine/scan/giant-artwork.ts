import type { Container, ReadAt } from '../../native/audio/sniff.ts'
import { type Box, boxes, findBox } from './identity/mp4-box.ts'
import { ascii, type Extent, view } from './identity/payload.ts'

export interface Readable {
  read: ReadAt
  size: number
}

type Segment = Uint8Array | Extent

/** Tags up to this size are read whole. */
const wholeTag = 16 << 20
/** In a larger tag, what is larger than this is passed over. */
const largestFrame = 1 << 20

/** A file as if its bytes were the segments' one after another. */
function assemble({ read }: Readable, segments: readonly Segment[]): Readable {
  const size = segments.reduce((sum, segment) => sum + segment.length, 0)
  return {
    size,
    read(offset, length) {
      const parts: Uint8Array[] = []
      let start = 0
      for (const segment of segments) {
        const from = Math.max(offset, start) - start
        const to = Math.min(offset + length, start + segment.length) - start
        if (to > from) {
          parts.push(
            segment instanceof Uint8Array
              ? segment.subarray(from, to)
              : read(segment.offset + from, to - from),
          )
        }
        start += segment.length
      }
      return parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts)
    },
  }
}

function syncsafe(bytes: Uint8Array, at: number): number {
  return bytes.subarray(at, at + 4).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
}

function withoutGiantFrames(file: Readable): Readable {
  const header = file.read(0, 10)
  if (header.length < 10 || ascii(header, 0, 3) !== 'ID3') return file
  const end = 10 + syncsafe(header, 6)
  const version = header[3]!
  const rearranged = header[5]! & 0xc0
  if (end <= wholeTag || end > file.size || version < 3 || rearranged) return file
  const kept: Extent[] = []
  let keptLength = 0
  for (let at = 10; at + 10 <= end && kept.length < 100_000; ) {
    const frame = file.read(at, 10)
    if (frame[0] === 0) break
    const length = 10 + (version === 4 ? syncsafe(frame, 4) : view(frame).getUint32(4))
    if (at + length > end) break
    if (length <= largestFrame) {
      kept.push({ offset: at, length })
      keptLength += length
    }
    at += length
  }
  const shorter = Uint8Array.from(header)
  for (let i = 0; i < 4; i++) shorter[6 + i] = (keptLength >> (21 - 7 * i)) & 0x7f
  return assemble(file, [shorter, ...kept, { offset: end, length: file.size - end }])
}

/** A box's header, stating another length. */
function header({ read }: Readable, box: Box, length: number): Uint8Array {
  const bytes = Uint8Array.from(read(box.at, box.start - box.at))
  if (bytes.length === 16) view(bytes).setBigUint64(8, BigInt(length))
  else view(bytes).setUint32(0, length)
  return bytes
}

function withoutGiantItems(file: Readable): Readable {
  const { read, size } = file
  const movie = findBox(read, { type: '', at: 0, start: 0, end: size }, 'moov')
  const userData = movie && findBox(read, movie, 'udta')
  const meta = userData && findBox(read, userData, 'meta')
  const items =
    meta &&
    (findBox(read, { ...meta, start: meta.start + 4 }, 'ilst') ?? findBox(read, meta, 'ilst'))
  if (!movie || !userData || !meta || !items || items.end - items.start <= wholeTag) return file
  const hidden = [...boxes(read, items.start, items.end)].filter(
    (box) => box.end - box.start > largestFrame,
  )
  const hiddenLength = hidden.reduce((sum, box) => sum + box.end - box.at, 0)
  const segments: Segment[] = []
  let at = 0
  const keepTo = (to: number) => {
    if (to > at) segments.push({ offset: at, length: to - at })
  }
  for (const parent of [movie, userData, meta, items]) {
    keepTo(parent.at)
    segments.push(header(file, parent, parent.end - parent.at - hiddenLength))
    at = parent.start
  }
  for (const box of hidden) {
    keepTo(box.at)
    at = box.end
  }
  keepTo(size)
  return assemble(file, segments)
}

/**
 * The file without the artwork that would make its tag take more memory than any tag needs: frames and
 * items over 1 MB of an ID3v2 tag or MP4 item list over 16 MB. Any other file is returned as it is.
 */
export function withoutGiantArtwork(file: Readable, container: Container): Readable {
  return container === 'mp4' ? withoutGiantItems(file) : withoutGiantFrames(file)
}
