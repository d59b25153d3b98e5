import type { TagSet } from './tag-set.ts'

const version = 2000
const isHeader = 0xa0000000
const isFooter = 0x80000000
const binary = 2

function preamble(size: number, items: number, flags: number): Buffer {
  const bytes = Buffer.alloc(32)
  bytes.write('APETAGEX')
  bytes.writeUInt32LE(version, 8)
  bytes.writeUInt32LE(size, 12)
  bytes.writeUInt32LE(items, 16)
  bytes.writeUInt32LE(flags, 20)
  return bytes
}

function item(key: string, value: Buffer, flags = 0): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(value.length, 0)
  header.writeUInt32LE(flags, 4)
  return Buffer.concat([header, Buffer.from(`${key}\0`), value])
}

/** An APEv2 tag with header and footer, to put at the end of a WavPack file (wiki.hydrogenaud.io, "APEv2 specification"). */
export function apeTag(tags: TagSet): Buffer {
  const texts = {
    Title: tags.title,
    Artist: tags.artist,
    Album: tags.album,
    Composer: tags.composer,
    Genre: tags.genre,
    Comment: tags.comment,
    Track: String(tags.track),
    ...tags.fields,
  }
  const items = Object.entries(texts).map(([key, value]) => item(key, Buffer.from(value)))
  const picture = Buffer.concat([Buffer.from('cover.png\0'), tags.cover])
  items.push(item('Cover Art (Front)', picture, binary))
  const body = Buffer.concat(items)
  const size = body.length + 32
  return Buffer.concat([
    preamble(size, items.length, isHeader),
    body,
    preamble(size, items.length, isFooter),
  ])
}
