import type { TagSet } from './tag-set.ts'
import { pictureBlock, vorbisComment } from './vorbis-comment.ts'

const streamInfoEnd = 42

function block(type: number, last: boolean, body: Buffer): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32BE(body.length)
  header[0] = type | (last ? 0x80 : 0)
  return Buffer.concat([header, body])
}

function audioOffset(file: Uint8Array): number {
  let at = 4
  for (;;) {
    const header = file[at]!
    at += 4 + ((file[at + 1]! << 16) | (file[at + 2]! << 8) | file[at + 3]!)
    if (header & 0x80) return at
  }
}

/** The FLAC file with all metadata but its STREAMINFO replaced by these tags (RFC 9639, section 8). */
export function withFlacTags(file: Uint8Array, tags: TagSet): Buffer {
  const vorbisCommentBlock = 4
  const picture = 6
  const head = Buffer.from(file.subarray(0, streamInfoEnd))
  head[4] = head[4]! & 0x7f
  return Buffer.concat([
    head,
    block(vorbisCommentBlock, false, vorbisComment(tags)),
    block(picture, true, pictureBlock(tags.cover)),
    file.subarray(audioOffset(file)),
  ])
}
