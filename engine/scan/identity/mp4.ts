import type { ReadAt } from '../../../native/audio/sniff.ts'
import { type Box, boxes, content, findBox } from './mp4-box.ts'
import { codecParameters } from './mp4-codec.ts'
import { addFragment, fragmentDefaults } from './mp4-fragments.ts'
import { sampleExtents } from './mp4-samples.ts'
import { ascii, type Extent, type PayloadFinder, payloadLength } from './payload.ts'

interface AudioTrack {
  id: number
  parameters: string
  extents: Extent[]
}

function isSound(read: ReadAt, track: Box): boolean {
  const handler = findBox(read, track, 'mdia', 'hdlr')
  return handler !== undefined && ascii(read(handler.start + 8, 4), 0, 4) === 'soun'
}

function audioTrack(read: ReadAt, track: Box): AudioTrack | undefined {
  const header = content(read, findBox(read, track, 'tkhd'))
  const table = findBox(read, track, 'mdia', 'minf', 'stbl')
  if (!header || header.byteLength < 24 || !table) return undefined
  const parameters = codecParameters(read, table)
  const extents = sampleExtents(read, table)
  if (parameters === undefined || extents === undefined) return undefined
  return { id: header.getUint32(header.getUint8(0) === 1 ? 20 : 12), parameters, extents }
}

/**
 * MP4 and QuickTime, fragmented or not: the samples of the audio tracks in playing order, wherever the
 * chunk offsets say they lie, so that a `moov` that moves or grows, free space and tags change nothing.
 * The codec, its configuration, channels and rate count too.
 */
export const findMp4Payload: PayloadFinder = ({ read, size, offset }) => {
  const top: Box[] = []
  const walk = boxes(read, offset, size)
  let next = walk.next()
  for (; !next.done; next = walk.next()) top.push(next.value)
  const movie = top.find((box) => box.type === 'moov')
  if (!movie) return undefined
  const tracks: AudioTrack[] = []
  for (const box of boxes(read, movie.start, movie.end)) {
    if (box.type !== 'trak' || !isSound(read, box)) continue
    const track = audioTrack(read, box)
    if (!track) return undefined
    tracks.push(track)
  }
  const byId = new Map(tracks.map((track) => [track.id, track.extents]))
  const defaults = fragmentDefaults(read, movie)
  for (const box of top) {
    if (box.type === 'moof' && !addFragment(read, box, defaults, byId)) return undefined
  }
  const extents = tracks.flatMap((track) => track.extents)
  const inside = extents.every((e) => e.offset >= 0 && e.offset + e.length <= size)
  if (!inside || payloadLength(extents) > size) return undefined
  return { parameters: tracks.map((track) => track.parameters).join(), extents }
}
