import type { ReadAt } from '../../../native/audio/sniff.ts'
import { ascii, view } from './payload.ts'

export interface Box {
  type: string
  /** Where its header begins, its content begins, and it ends. */
  at: number
  start: number
  end: number
}

/** What a table of samples may take: four million samples are a day of AAC. */
const largestContent = 16 << 20
const mostBoxes = 200_000

/**
 * The boxes between two offsets (ISO 14496-12 section 4.2). Returns false when one is malformed or
 * reaches beyond `end`. Fewer than eight bytes left over, or four zeros, end a list in peace.
 */
export function* boxes(read: ReadAt, from: number, end: number): Generator<Box, boolean> {
  let at = from
  for (let count = 0; at + 8 <= end; count++) {
    const header = read(at, 16)
    if (header.length < 8 || count >= mostBoxes) return false
    const short = view(header).getUint32(0)
    const type = ascii(header, 4, 4)
    if (short === 0 && type === '\0\0\0\0') return true
    let length = short
    if (short === 0) length = end - at
    if (short === 1) length = header.length < 16 ? 0 : Number(view(header).getBigUint64(8))
    const headerLength = short === 1 ? 16 : 8
    if (length < headerLength || length > end - at) return false
    yield { type, at, start: at + headerLength, end: at + length }
    at += length
  }
  return true
}

function firstOfType(children: Iterable<Box>, type: string): Box | undefined {
  for (const box of children) if (box.type === type) return box
  return undefined
}

/** First box of a type inside another, or along a path of types. */
export function findBox(read: ReadAt, parent: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = parent
  for (const type of path) {
    if (!found) return undefined
    found = firstOfType(boxes(read, found.start, found.end), type)
  }
  return found
}

/** A box's whole content; undefined when it is absent or absurdly large. */
export function content(read: ReadAt, box: Box | undefined): DataView | undefined {
  if (!box || box.end - box.start > largestContent) return undefined
  const bytes = read(box.start, box.end - box.start)
  return bytes.length < box.end - box.start ? undefined : view(bytes)
}
