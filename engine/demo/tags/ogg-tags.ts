import type { TagSet } from './tag-set.ts'
import { pictureBlock, vorbisComment } from './vorbis-comment.ts'

const headerLength = 27

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc >>> 0
})

function crc(bytes: Uint8Array): number {
  let value = 0
  for (const byte of bytes) value = ((value << 8) ^ crcTable[(value >>> 24) ^ byte]!) >>> 0
  return value
}

/** Bytes of the page at `at`, headers included. */
function pageLength(file: Uint8Array, at: number): number {
  const segments = file[at + 26]!
  let length = headerLength + segments
  for (let i = 0; i < segments; i++) length += file[at + headerLength + i]!
  return length
}

/** The page with another sequence number and a checksum to fit. */
function renumbered(page: Uint8Array, sequence: number): Buffer {
  const copy = Buffer.from(page)
  copy.writeUInt32LE(sequence, 18)
  copy.writeUInt32LE(0, 22)
  copy.writeUInt32LE(crc(copy), 22)
  return copy
}

/** Segment lengths of one packet: full segments, then one that is shorter than 255 bytes. */
function lacing(packet: Uint8Array): number[] {
  return [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255]
}

/** Pages of header packets (granule position 0), as many as they need. */
function headerPages(packets: readonly Uint8Array[], serial: number): Buffer[] {
  const data = Buffer.concat(packets)
  const segments = packets.flatMap(lacing)
  const pages: Buffer[] = []
  let at = 0
  for (let first = 0; first < segments.length; first += 255) {
    const table = segments.slice(first, first + 255)
    const length = table.reduce((sum, segment) => sum + segment, 0)
    const header = Buffer.alloc(headerLength)
    header.write('OggS')
    header[5] = first > 0 && segments[first - 1] === 255 ? 1 : 0
    // No packet ends on a page of full segments only; RFC 3533 wants −1 for its granule position.
    if (table.every((segment) => segment === 255)) header.fill(0xff, 6, 14)
    header.writeUInt32LE(serial, 14)
    header[26] = table.length
    pages.push(Buffer.concat([header, Buffer.from(table), data.subarray(at, at + length)]))
    at += length
  }
  return pages
}

/** The packets that lie whole in the pages at the start of the file, and where the page after them begins. */
function readHeaderPackets(file: Uint8Array, count: number): [packets: Buffer[], end: number] {
  const packets: Buffer[] = []
  let pending: Uint8Array[] = []
  let at = 0
  while (packets.length < count) {
    const segments = file[at + 26]!
    let from = at + headerLength + segments
    for (let i = 0; i < segments; i++) {
      const length = file[at + headerLength + i]!
      pending.push(file.subarray(from, from + length))
      from += length
      if (length === 255) continue
      packets.push(Buffer.concat(pending))
      pending = []
    }
    at += pageLength(file, at)
  }
  return [packets, at]
}

/**
 * The Ogg Vorbis or Ogg Opus file with these tags in place of its own (RFC 3533, RFC 7845, Vorbis I
 * section 5): the comment packet is written anew and all later pages are renumbered.
 */
export function withOggTags(file: Uint8Array, tags: TagSet): Buffer {
  const serial = Buffer.from(file.subarray(14, 18)).readUInt32LE()
  const opus = Buffer.from(file.subarray(28, 36)).toString('latin1') === 'OpusHead'
  const [packets, audio] = readHeaderPackets(file, opus ? 2 : 3)
  const body = vorbisComment(tags, {
    METADATA_BLOCK_PICTURE: pictureBlock(tags.cover).toString('base64'),
  })
  const comment = opus
    ? Buffer.concat([Buffer.from('OpusTags'), body])
    : Buffer.concat([Buffer.from('\x03vorbis', 'latin1'), body, Buffer.of(1)])
  const identification = file.subarray(0, pageLength(file, 0))
  const pages = [identification, ...headerPages([comment, ...packets.slice(2)], serial)]
  for (let at = audio; at < file.length; at += pageLength(file, at)) {
    pages.push(file.subarray(at, at + pageLength(file, at)))
  }
  return Buffer.concat(pages.map(renumbered))
}
