import type { ReadAt } from '../../../native/audio/sniff.ts'

/** A run of bytes in the file. */
export interface Extent {
  offset: number
  length: number
}

/** The coded audio of a file, without its tags. */
export interface Payload {
  /** What a decoder must know besides the bytes: codec, sample rate, channels, bits, set-up headers. */
  parameters: string
  /** In playing order; their bytes one after another are the payload. */
  extents: Extent[]
  /** Seconds, where finding the payload told them on the way. */
  duration?: number
}

/** A file to look into: `offset` is where the container begins, after leading tags. */
export interface Source {
  read: ReadAt
  size: number
  offset: number
}

/**
 * Undefined when the structure is damaged or not understood, so that the whole file stands for its
 * audio; no extents when it is sound and holds no audio.
 */
export type PayloadFinder = (source: Source) => Payload | undefined

export function payloadLength(extents: readonly Extent[]): number {
  return extents.reduce((sum, { length }) => sum + length, 0)
}

const readLength = 1 << 20

/** Bytes `from` to `to` of the payload, at most 1 MB at a time; ends early where the file does. */
export function* payloadBytes(
  read: ReadAt,
  extents: readonly Extent[],
  from: number,
  to: number,
): Generator<Uint8Array> {
  let start = 0
  for (const extent of extents) {
    const end = start + extent.length
    if (start >= to) return
    for (let at = Math.max(from, start); at < Math.min(to, end); ) {
      const wanted = Math.min(readLength, Math.min(to, end) - at)
      const bytes = read(extent.offset + at - start, wanted)
      if (bytes.length === 0) return
      yield bytes
      at += bytes.length
    }
    start = end
  }
}

/** More separate runs than this are an attack on memory, not a file. */
export const mostExtents = 500_000

/** Adds a run, joining it to the last one where they touch. */
export function addExtent(extents: Extent[], offset: number, length: number): void {
  if (length <= 0) return
  const last = extents.at(-1)
  if (last && last.offset + last.length === offset) last.length += length
  else extents.push({ offset, length })
}

export function ascii(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    at,
    at + length,
  )
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
