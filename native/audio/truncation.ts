import { adtsFrame } from './adts-frame.ts'
import { dataView } from './chunks.ts'
import { type FrameAt, findFrames } from './frame-run.ts'
import { mpegFrame } from './mpeg-frame.ts'
import type { Container, ReadAt } from './sniff.ts'

const tail = 131_072
const wavpackTail = 1 << 20

/** End of the last Ogg page that begins in `bytes` (RFC 3533), or undefined when none does. */
function lastPageEnd(bytes: Uint8Array): number | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('OggS\0')
  if (at < 0) return undefined
  const segments = bytes[at + 26]
  if (segments === undefined) return bytes.length + 1
  const lacing = bytes.subarray(at + 27, at + 27 + segments)
  if (lacing.length < segments) return bytes.length + 1
  return at + 27 + segments + lacing.reduce((sum, length) => sum + length, 0)
}

/** End of the last WavPack block that begins in `bytes`, or undefined when none does. */
function lastBlockEnd(bytes: Uint8Array): number | undefined {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('wvpk')
  if (at < 0) return undefined
  return at + 8 > bytes.length ? bytes.length + 1 : at + 8 + dataView(bytes).getUint32(at + 4, true)
}

function lastFrameEnd(bytes: Uint8Array, frameAt: FrameAt): number | undefined {
  const first = findFrames(bytes, frameAt, { run: 4 })
  let end = first
  for (let at = first; at !== undefined && at < bytes.length; ) {
    const frame = frameAt(bytes, at)
    if (!frame) break
    at += frame.length
    end = at
  }
  return end
}

const lastEndIn: Partial<Record<Container, (bytes: Uint8Array) => number | undefined>> = {
  ogg: lastPageEnd,
  wavpack: lastBlockEnd,
  mp3: (bytes) => lastFrameEnd(bytes, mpegFrame),
  aac: (bytes) => lastFrameEnd(bytes, adtsFrame),
}

function lastEnd(read: ReadAt, end: number, container: Container): number | undefined {
  if (!(container in lastEndIn)) return undefined
  const length = Math.min(end, container === 'wavpack' ? wavpackTail : tail)
  const bytes = read(end - length, length)
  const at = lastEndIn[container]?.(bytes)
  return at === undefined ? undefined : end - length + at
}

/**
 * Whether a file of pages, blocks or frames (Ogg, WavPack, MP3, ADTS) ends in the middle of one;
 * its payload ends at `end`, before any tags. The other containers state how long they are, which
 * shows a missing end better.
 */
export function endsEarly(read: ReadAt, end: number, container: Container): boolean {
  return (lastEnd(read, end, container) ?? 0) > end
}
