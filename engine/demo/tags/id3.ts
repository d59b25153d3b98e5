import type { TagSet } from './tag-set.ts'

const utf8 = 3
const frontCover = 3

function synchsafe(size: number): Buffer {
  return Buffer.from([(size >> 21) & 127, (size >> 14) & 127, (size >> 7) & 127, size & 127])
}

function frame(id: string, ...body: (string | Uint8Array)[]): Buffer {
  const content = Buffer.concat([Buffer.of(utf8), ...body.map((part) => Buffer.from(part))])
  return Buffer.concat([Buffer.from(id), synchsafe(content.length), Buffer.alloc(2), content])
}

/** An ID3v2.4 tag in UTF-8 (id3.org/id3v2.4.0-structure), custom fields as TXXX. */
export function id3Tag(tags: TagSet): Buffer {
  const frames = Buffer.concat([
    frame('TIT2', tags.title),
    frame('TPE1', tags.artist),
    frame('TALB', tags.album),
    frame('TCOM', tags.composer),
    frame('TCON', tags.genre),
    frame('TRCK', String(tags.track)),
    frame('COMM', 'eng', '\0', tags.comment),
    ...Object.entries(tags.fields).map(([key, value]) => frame('TXXX', `${key}\0`, value)),
    frame('APIC', 'image/png\0', Buffer.of(frontCover), '\0', tags.cover),
  ])
  return Buffer.concat([Buffer.from('ID3'), Buffer.of(4, 0, 0), synchsafe(frames.length), frames])
}
