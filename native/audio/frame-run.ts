import type { ReadAt } from './sniff.ts'

/** What a self-synchronising stream (MPEG audio, ADTS) says at the head of a frame. */
export interface FrameHeader {
  /** Bytes from this header to the next. */
  length: number
  /** Equal for all frames of one stream: what may not change from frame to frame. */
  stream: number
}

/** Reads the header at `at`, or undefined when there is none. */
export type FrameAt = (bytes: Uint8Array, at: number) => FrameHeader | undefined

interface FrameRun {
  /** Whole frames, back to back. */
  bytes: Uint8Array
  /** Where each frame begins in `bytes`. */
  starts: number[]
  /** What lay before them and is no frame of this stream: frames it has room for, 0 for none. */
  lost: number
}

const runBytes = 65_536
const longestFrame = 8192

/**
 * Offset of the first of `run` consecutive frames of one stream (of `stream`, where given), or
 * undefined. Where the bytes end right after a frame, the run may be shorter, but never under two.
 */
export function findFrames(
  bytes: Uint8Array,
  frameAt: FrameAt,
  { from = 0, run = 3, stream }: { from?: number; run?: number; stream?: number | undefined } = {},
): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const first = frameAt(bytes, at)
    if (first && (stream ?? first.stream) === first.stream) {
      if (framesFollow(bytes, at, frameAt, run, first)) return at
    }
  }
  return undefined
}

function framesFollow(
  bytes: Uint8Array,
  at: number,
  frameAt: FrameAt,
  run: number,
  first: FrameHeader,
): boolean {
  let next = at + first.length
  for (let count = 1; count < run; count++) {
    const frame = frameAt(bytes, next)
    if (frame?.stream !== first.stream) return count >= 2 && next + 7 > bytes.length
    next += frame.length
  }
  return true
}

/** Joined files carry the tags of each in their midst: nothing is lost there. */
function isTag(head: Uint8Array): boolean {
  return /^(ID3|TAG|APETAGEX)/.test(String.fromCharCode(...head))
}

/**
 * The frames from `from`, where one must begin, to `end`, in runs of at most 64 KB. What is not a
 * frame of the stream is passed over up to the next three frames in a row; a frame that `end` cuts
 * off is left out.
 */
export function* frameRuns(
  read: ReadAt,
  frameAt: FrameAt,
  from: number,
  end: number,
): Generator<FrameRun> {
  let position = from
  let stream: number | undefined
  let gapStart = from
  let frameLength = 0
  while (position < end) {
    const window = read(position, Math.min(runBytes, end - position))
    if (window.length === 0) return
    const starts: number[] = []
    let at = 0
    for (let frame = frameAt(window, at); frame; frame = frameAt(window, at)) {
      stream ??= frame.stream
      if (frame.stream !== stream || at + frame.length > window.length) break
      starts.push(at)
      at += frame.length
    }
    if (starts.length > 0) {
      frameLength ||= at / starts.length
      const gap = position - gapStart
      const lost = gap > 0 && !isTag(read(gapStart, 8)) ? Math.ceil(gap / frameLength) : 0
      yield { bytes: window.subarray(0, at), starts, lost }
      position += at
      gapStart = position
      continue
    }
    const next = findFrames(window, frameAt, { from: 1, stream })
    position += next ?? Math.max(1, window.length - longestFrame)
    if (next === undefined && window.length <= longestFrame) return
  }
}
