import type { Container } from './sniff.ts'

/** Decoded sound: one array per channel, all of one length, samples nominally in [-1, 1]. */
export type Block = Float32Array[]

/** What a decoder makes of one file; {@link AudioStream} is the same, checked and evened out. */
export interface Decoding {
  codec: string
  /** Hz: the file's own rate. */
  sampleRate: number
  channels: number
  /** Seconds the container states, or undefined where it states none that can be trusted. */
  containerDuration: number | undefined
  blocks: AsyncIterable<Block>
  /** Packets so far that are lost: damaged, or missing between others. */
  badPackets(): number
  close(): Promise<void>
}

export interface AudioStream extends Decoding {
  /**
   * As of {@link Decoding}; but MP3 and ADTS have a bad packet or two, which nobody hears, wherever
   * an editor joined or cut them, so theirs count from the third. Containers that count their
   * samples have one more at the end if over 0.1 s is missing.
   */
  badPackets(): number
  container: Container
  decoder: 'ffmpeg' | 'libav' | 'mpg123' | 'pcm'
  /** Whether the file ends in the middle of a page or frame: its end is missing. */
  truncated: boolean
}

/**
 * Whether so much of a file was lost that its owner should know: more than 1 s *and* more than 2 %
 * of what the container states is missing, a packet was lost, or the file ends in the middle of a
 * frame. Containers that state no duration (MP3 without a Xing or VBRI header, ADTS) are judged by
 * the latter two.
 */
export function isDamaged(
  decodedSeconds: number,
  containerDuration: number | undefined,
  badPackets: number,
  truncated = false,
): boolean {
  const missing = (containerDuration ?? 0) - decodedSeconds
  const short = missing > 1 && missing > 0.02 * (containerDuration ?? 0)
  return short || badPackets > 0 || truncated
}
