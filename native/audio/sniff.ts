import { adtsFrame } from './adts-frame.ts'
import { findFrames } from './frame-run.ts'
import { mpegFrame } from './mpeg-frame.ts'

export type Container =
  | 'mp3'
  | 'flac'
  | 'mp4'
  | 'ogg'
  | 'wav'
  | 'aiff'
  | 'wavpack'
  | 'aac'
  | 'asf'
  | 'ape'
  | 'dsf'
  | 'matroska'

/** Up to `length` bytes from `offset`; fewer only at the end of the file. */
export type ReadAt = (offset: number, length: number) => Uint8Array

export interface Sniffed {
  container: Container
  /** Where the container begins, after leading ID3v2 or APE tags (for mp3: the first frame). */
  offset: number
}

/** How much of a file {@link sniff} and {@link sniffAt} look at. */
export const sniffLength = 65_536

const asfHeader = [
  0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c,
]

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

/** Whole bytes of the ID3v2 or APEv2 tag at the start of `head`, or 0. */
function leadingTagLength(head: Uint8Array): number {
  if (head.length >= 10 && text(head, 0, 3) === 'ID3' && head[3]! < 0xff && head[4]! < 0xff) {
    const size = head.subarray(6, 10)
    if (size.some((b) => b > 0x7f)) return 0
    const footer = head[5]! & 0x10 ? 10 : 0
    return 10 + size.reduce((sum, b) => sum * 128 + b, 0) + footer
  }
  if (head.length >= 32 && text(head, 0, 8) === 'APETAGEX') {
    const size = new DataView(head.buffer, head.byteOffset).getUint32(12, true)
    return size + 32
  }
  return 0
}

function isMp4(head: Uint8Array): boolean {
  const box = text(head, 4, 4)
  if (box === 'ftyp') return true
  // QuickTime files from before `ftyp`: a first byte no text begins with tells them from prose.
  return head[0]! < 0x09 && ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(box)
}

function isWavpack(head: Uint8Array): boolean {
  if (text(head, 0, 4) !== 'wvpk' || head.length < 10) return false
  return head[9] === 0x04
}

function containerAtStart(head: Uint8Array): Container | undefined {
  if (head.length < 8) return undefined
  const magic = text(head, 0, 4)
  const form = text(head, 8, 4)
  if (magic === 'fLaC') return 'flac'
  if (magic === 'OggS' && head[4] === 0) return 'ogg'
  if (['RIFF', 'RF64', 'BW64'].includes(magic) && form === 'WAVE') return 'wav'
  if (magic === 'FORM' && (form === 'AIFF' || form === 'AIFC')) return 'aiff'
  if (magic === 'MAC ') return 'ape'
  if (magic === 'DSD ') return 'dsf'
  if (isWavpack(head)) return 'wavpack'
  if (magic === '\x1a\x45\xdf\xa3') return 'matroska'
  if (asfHeader.every((byte, i) => head[i] === byte)) return 'asf'
  if (isMp4(head)) return 'mp4'
  if (adtsFrame(head, 0) && findFrames(head, adtsFrame) === 0) return 'aac'
  return undefined
}

/**
 * What a file holds, by its content and never its name, from its first bytes (64 KB or so).
 * Undefined when it is none of the containers, or when a leading tag is larger than `head`:
 * {@link sniffAt} sees past such a tag.
 */
export function sniff(head: Uint8Array): Container | undefined {
  return sniffAt((offset, length) => head.subarray(offset, offset + length))?.container
}

/**
 * As {@link sniff}, reading where needed: leading tags of any size (100 MB of artwork) are skipped
 * by the size they state, not read.
 */
export function sniffAt(read: ReadAt): Sniffed | undefined {
  let offset = 0
  for (let tags = 0; tags < 8; tags++) {
    const length = leadingTagLength(read(offset, 32))
    if (length === 0) break
    offset += length
  }
  const head = read(offset, sniffLength)
  const container = containerAtStart(head)
  if (container) return { container, offset }
  const frames = findFrames(head, mpegFrame)
  if (frames !== undefined) return { container: 'mp3', offset: offset + frames }
  if (offset === 0) return undefined
  // A tag that states a wrong size: the frames are then somewhere in what it claims.
  const claimed = findFrames(read(0, sniffLength), mpegFrame, { from: 10 })
  return claimed === undefined ? undefined : { container: 'mp3', offset: claimed }
}
