import { MPEGDecoder } from 'mpg123-decoder'
import { problem } from '../../contract/problem.ts'
import type { Block, Decoding } from './audio-stream.ts'
import { ascii, dataView } from './chunks.ts'
import { frameRuns } from './frame-run.ts'
import { type MpegFrame, mpegFrame } from './mpeg-frame.ts'
import type { ReadAt } from './sniff.ts'

const xingHeader = 120
const vbriOffset = 36

/** Bytes of a layer III frame before the place of a Xing header: its header and side information. */
function sideInformationEnd({ version, channels }: MpegFrame): number {
  if (version === 1) return channels === 2 ? 36 : 21
  return channels === 2 ? 21 : 13
}

/**
 * Seconds of sound that the Xing, Info or VBRI header in the first frame states, without the
 * encoder's delay and padding where a LAME tag gives them; undefined without such a header, since
 * a guess from the bitrate is wrong for a variable one.
 */
export function mp3Duration(read: ReadAt, offset: number): number | undefined {
  const head = read(offset, 512)
  const frame = mpegFrame(head, 0)
  if (frame?.layer !== 3) return undefined
  const at = sideInformationEnd(frame)
  const view = dataView(head)
  const seconds = (frames: number, trimmed = 0) =>
    frames > 0 ? (frames * frame.samples - trimmed) / frame.sampleRate : undefined
  if (head.length >= vbriOffset + 18 && ascii(head.subarray(vbriOffset, vbriOffset + 4)) === 'VBRI')
    return seconds(view.getUint32(vbriOffset + 14))
  if (head.length < at + xingHeader + 24) return undefined
  if (!['Xing', 'Info'].includes(ascii(head.subarray(at, at + 4)))) return undefined
  const flags = view.getUint32(at + 4)
  if ((flags & 1) === 0) return undefined
  const frames = view.getUint32(at + 8)
  if ((flags & 15) !== 15) return seconds(frames)
  const lame = at + xingHeader
  if (!/^(LAME|Lavf|Lavc|L3\.9)/.test(ascii(head.subarray(lame, lame + 4)))) return seconds(frames)
  const gaps = (head[lame + 21]! << 16) | (head[lame + 22]! << 8) | head[lame + 23]!
  return seconds(frames, (gaps >> 12) + (gaps & 0xfff))
}

/**
 * Decodes MPEG audio (layers I to III) from `offset`, the first frame, to `end`, with the
 * encoder's delay and padding taken off. mpg123 is given whole frames only, so junk between them
 * is counted and passed over, never decoded.
 */
export async function openMp3(read: ReadAt, offset: number, end: number): Promise<Decoding> {
  const first = mpegFrame(read(offset, 4), 0)
  if (!first) throw problem('decode-failed', 'The MP3 file has no frame to decode.')
  const decoder = new MPEGDecoder()
  await decoder.ready
  let bad = 0
  let open = true
  async function* blocks(): AsyncGenerator<Block> {
    for (const run of frameRuns(read, mpegFrame, offset, end)) {
      bad += run.lost
      const { channelData, samplesDecoded, errors } = decoder.decode(run.bytes)
      bad += errors.length
      if (samplesDecoded > 0) yield channelData.slice(0, first?.channels)
    }
  }
  return {
    codec: `mp${first.layer}`,
    sampleRate: first.sampleRate,
    channels: first.channels,
    containerDuration: mp3Duration(read, offset),
    blocks: blocks(),
    badPackets: () => bad,
    async close() {
      if (open) decoder.free()
      open = false
    },
  }
}
