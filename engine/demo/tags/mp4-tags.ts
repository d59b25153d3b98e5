import type { TagSet } from './tag-set.ts'

const text = 1
const png = 14

function box(type: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const header = Buffer.alloc(8)
  header.writeUInt32BE(body.length + 8)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, body])
}

function data(kind: number, value: Uint8Array): Buffer {
  return box('data', Buffer.of(0, 0, 0, kind, 0, 0, 0, 0), value)
}

function item(type: string, value: string): Buffer {
  return box(type, data(text, Buffer.from(value)))
}

function freeform(name: string, value: string): Buffer {
  const version = Buffer.alloc(4)
  return box(
    '----',
    box('mean', version, Buffer.from('com.apple.iTunes')),
    box('name', version, Buffer.from(name)),
    data(text, Buffer.from(value)),
  )
}

function metadata(tags: TagSet): Buffer {
  const handler = Buffer.alloc(25)
  handler.write('mdirappl', 8)
  const list = box(
    'ilst',
    item('\xa9nam', tags.title),
    item('\xa9ART', tags.artist),
    item('\xa9alb', tags.album),
    item('\xa9wrt', tags.composer),
    item('\xa9gen', tags.genre),
    item('\xa9cmt', tags.comment),
    box('trkn', data(0, Buffer.of(0, 0, 0, tags.track, 0, 0, 0, 0))),
    ...Object.entries(tags.fields).map(([key, value]) => freeform(key, value)),
    box('covr', data(png, tags.cover)),
  )
  return box('udta', box('meta', Buffer.alloc(4), box('hdlr', handler), list))
}

interface Box {
  type: string
  start: number
  end: number
}

function boxes(file: Buffer, from: number, to: number): Box[] {
  const found: Box[] = []
  for (let at = from; at < to; ) {
    const end = at + file.readUInt32BE(at)
    found.push({ type: file.toString('latin1', at + 4, at + 8), start: at, end })
    at = end
  }
  return found
}

/**
 * The MP4 file with these tags as an iTunes item list in its `moov` box, in place of any user data
 * there (QuickTime File Format, "Metadata"). `moov` must be the last box, so that no chunk moves.
 */
export function withMp4Tags(bytes: Uint8Array, tags: TagSet): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const moov = boxes(file, 0, file.length).at(-1)
  if (moov?.type !== 'moov') throw new Error('The moov box is not the last one.')
  const kept = boxes(file, moov.start + 8, moov.end)
    .filter((child) => child.type !== 'udta')
    .map((child) => file.subarray(child.start, child.end))
  return Buffer.concat([file.subarray(0, moov.start), box('moov', ...kept, metadata(tags))])
}
