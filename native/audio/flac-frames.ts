import type { ReadAt } from './sniff.ts'

interface FlacHeader {
  /** Equal for all frames of one stream. */
  stream: number
  /** Bytes of the header. */
  length: number
}

const firstWindow = 1 << 18
const longestFrame = 1 << 22
const longestHeader = 16

function crcTable(bits: 8 | 16, polynomial: number): Uint16Array {
  const top = 1 << (bits - 1)
  const mask = 2 ** bits - 1
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << (bits - 8)
    for (let i = 0; i < 8; i++) crc = ((crc << 1) ^ (crc & top ? polynomial : 0)) & mask
    return crc
  })
}

const table8 = crcTable(8, 0x07)
const table16 = crcTable(16, 0x8005)

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0
  for (let i = from; i < to; i++) crc = table8[crc ^ bytes[i]!]!
  return crc
}

/** Over a whole frame, its own checksum included, this is 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (let i = 0; i < bytes.length; i++)
    crc = ((crc << 8) & 0xffff) ^ table16[(crc >> 8) ^ bytes[i]!]!
  return crc
}

/** Bytes of the frame or sample number, coded as UTF-8 is. */
function numberLength(bytes: Uint8Array, at: number): number | undefined {
  const lead = bytes[at]
  if (lead === undefined) return undefined
  if (lead < 0x80) return 1
  const length = Math.clz32(~(lead << 24))
  if (length < 2 || length > 7) return undefined
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return undefined
  return length
}

/** Reads the frame header at `at` (RFC 9639 section 9.1), or undefined when there is none. */
function flacHeader(bytes: Uint8Array, at: number): FlacHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xfe) !== 0xf8) return undefined
  const [sizes, format] = [bytes[at + 2], bytes[at + 3]]
  if (sizes === undefined || format === undefined || format & 1) return undefined
  const blockSize = sizes >> 4
  const rate = sizes & 15
  if (blockSize === 0 || rate === 15 || format >> 4 > 10) return undefined
  const number = numberLength(bytes, at + 4)
  if (number === undefined) return undefined
  const blockSizeBytes = blockSize === 6 ? 1 : blockSize === 7 ? 2 : 0
  const rateBytes = rate === 12 ? 1 : rate > 12 ? 2 : 0
  const end = at + 4 + number + blockSizeBytes + rateBytes
  if (bytes[end] !== crc8(bytes, at, end)) return undefined
  const stream = (bytes[at + 1]! << 16) | (rate << 8) | (format & 0x0e)
  return { stream, length: end + 1 - at }
}

/** The next header from `from`, of the given stream; other bytes pass for one once in 2 GB. */
function findHeader(
  bytes: Uint8Array,
  from: number,
  stream?: number,
): { at: number; header: FlacHeader } | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = flacHeader(bytes, at)
    if (header && (stream ?? header.stream) === header.stream) return { at, header }
  }
  return undefined
}

/** Where the frames of a native FLAC file begin: behind its metadata blocks. */
export function flacFramesStart(read: ReadAt): number {
  let at = 4
  for (let last = false; !last; ) {
    const head = read(at, 4)
    if (head.length < 4) break
    last = (head[0]! & 0x80) !== 0
    at += 4 + ((head[1]! << 16) | (head[2]! << 8) | head[3]!)
  }
  return at
}

/**
 * The frames of a native FLAC stream from `from` to `end`, each found by its own header, so that
 * damage costs the frame it lies in and no other. Undefined stands for one whose checksum is wrong.
 */
export function* flacFrames(
  read: ReadAt,
  from: number,
  end: number,
): Generator<Uint8Array | undefined> {
  let position = from
  let size = firstWindow
  let window = read(position, Math.min(size, end - position))
  let current = findHeader(window, 0)
  while (position < end) {
    const atEnd = position + window.length >= end
    const next =
      current && findHeader(window, current.at + current.header.length, current.header.stream)
    if (current && (next || atEnd)) {
      const frame = window.subarray(current.at, next?.at)
      yield crc16(frame) === 0 ? frame : undefined
      current = next
      if (!next) return
      continue
    }
    if (atEnd) return
    const whole = current?.at ?? Math.max(1, window.length - longestHeader)
    if (whole > 0) {
      position += whole
      size = firstWindow
    } else if (size < longestFrame) size *= 2
    else {
      yield undefined
      position += size
    }
    window = read(position, Math.min(size, end - position))
    if (window.length === 0) return
    current = findHeader(window, 0)
  }
}
