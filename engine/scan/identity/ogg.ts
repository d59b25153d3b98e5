import { createHash, type Hash } from 'node:crypto'
import type { ReadAt } from '../../../native/audio/sniff.ts'
import { type OggCodec, oggCodec } from './ogg-codec.ts'
import { type OggPage, oggPages } from './ogg-page.ts'
import { addExtent, type Extent, mostExtents, type PayloadFinder } from './payload.ts'
import { audioEnd } from './trailing-tags.ts'

/** Files longer than this (days of audio) are not walked page by page. */
const longestWalk = 2 ** 30

interface Stream {
  codec: OggCodec | undefined
  inHeaders: boolean
  /** Packets begun so far, and what the one under way is. */
  packets: number
  kind: 'setup' | 'comment'
  /** sha256 of the set-up packets. */
  setup: Hash
  granule: bigint
}

function beginStream(read: ReadAt, page: OggPage): Stream {
  const codec = oggCodec(read(page.offset, Math.min(page.end - page.offset, page.lacing[0] ?? 0)))
  return {
    codec,
    inHeaders: true,
    packets: 1,
    kind: 'comment',
    setup: createHash('sha256'),
    granule: 0n,
  }
}

/** Follows header packets through a page; the offset where the page's audio begins, or its end. */
function skipHeaders(read: ReadAt, page: OggPage, stream: Stream, codec: OggCodec): number {
  let at = page.offset
  let packetBegins = !page.continued
  let fromLacing = 0
  if (page.begins) {
    at += page.lacing[0] ?? 0
    fromLacing = 1
    packetBegins = true
  }
  for (const lace of page.lacing.subarray(fromLacing)) {
    if (packetBegins) {
      const kind = codec.packet(read(at, Math.min(8, lace)), stream.packets)
      if (kind === 'audio') {
        stream.inHeaders = false
        return at
      }
      stream.kind = kind
      stream.packets++
    }
    if (stream.kind === 'setup') stream.setup.update(read(at, lace))
    at += lace
    packetBegins = lace < 255
  }
  return page.end
}

function seconds({ codec, granule }: Stream): number {
  if (!codec || codec.granuleRate === 0) return 0
  return Math.max(0, Number(granule) - codec.skipped) / codec.granuleRate
}

/**
 * Ogg Vorbis, Opus, FLAC and Speex: the data of the audio packets in file order. Page headers are left
 * out, since a changed comment header renumbers and re-checksums every page and a remux cuts them
 * anew; identification and set-up headers count. Every page header must be read for this, which reads
 * most of the file once, in bounded memory.
 */
export const findOggPayload: PayloadFinder = ({ read, size, offset }) => {
  if (size - offset > longestWalk) return undefined
  const streams: Stream[] = []
  const current = new Map<number, Stream>()
  const extents: Extent[] = []
  const pages = oggPages(read, offset, audioEnd(read, offset, size))
  let next = pages.next()
  for (; !next.done; next = pages.next()) {
    const page = next.value
    let stream = current.get(page.serial)
    if (page.begins) {
      stream = beginStream(read, page)
      current.set(page.serial, stream)
      if (stream.codec) streams.push(stream)
    }
    if (!stream?.codec) continue
    if (page.granule > stream.granule) stream.granule = page.granule
    const start = stream.inHeaders ? skipHeaders(read, page, stream, stream.codec) : page.offset
    addExtent(extents, start, page.end - start)
    if (extents.length > mostExtents) return undefined
  }
  if (!next.value || streams.length === 0) return undefined
  return {
    parameters: streams.map((s) => `${s.codec?.parameters}/${s.setup.digest('hex')}`).join(),
    extents,
    duration: streams.reduce((sum, stream) => sum + seconds(stream), 0),
  }
}
