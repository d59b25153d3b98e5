import type { TagSet } from './tag-set.ts'

const vendor = 'Naghma'

function uint32le(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint32be(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** The body of a FLAC PICTURE block (RFC 9639, section 8.8); width and height are left unsaid. */
export function pictureBlock(png: Uint8Array): Buffer {
  const frontCover = 3
  const type = Buffer.from('image/png')
  const unsaid = Buffer.alloc(20)
  return Buffer.concat([
    uint32be(frontCover),
    uint32be(type.length),
    type,
    unsaid,
    uint32be(png.length),
    png,
  ])
}

/** A Vorbis comment (xiph.org/vorbis/doc/v-comment.html) without packet header and framing bit. */
export function vorbisComment(tags: TagSet, extra: Readonly<Record<string, string>> = {}): Buffer {
  const entries = Object.entries({
    TITLE: tags.title,
    ARTIST: tags.artist,
    ALBUM: tags.album,
    COMPOSER: tags.composer,
    GENRE: tags.genre,
    COMMENT: tags.comment,
    TRACKNUMBER: String(tags.track),
    ...tags.fields,
    ...extra,
  }).map(([key, value]) => Buffer.from(`${key}=${value}`))
  const name = Buffer.from(vendor)
  return Buffer.concat([
    uint32le(name.length),
    name,
    uint32le(entries.length),
    ...entries.flatMap((entry) => [uint32le(entry.length), entry]),
  ])
}
