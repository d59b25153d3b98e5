import type { FrameHeader } from './frame-run.ts'

/** What one MPEG audio frame header says. */
export interface MpegFrame extends FrameHeader {
  version: 1 | 2 | 2.5
  layer: 1 | 2 | 3
  sampleRate: number
  channels: 1 | 2
  /** Samples of each channel. */
  samples: number
}

/** Kilobits a second by version (1, or 2 and 2.5) and layer, from bitrate index 1. */
const bitrates: Record<string, readonly number[]> = {
  '1-1': [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1-2': [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1-3': [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2-1': [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2-2': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  '2-3': [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const baseRates = [44100, 48000, 32000]
const versions = [2.5, undefined, 2, 1] as const
const layers = [undefined, 3, 2, 1] as const

/**
 * Reads the four-byte header at `at` (ISO 11172-3 section 2.4.1.3, with the low rates of 13818-3
 * and MPEG 2.5). Undefined when it is not a header, or one of a free-format stream, whose frame
 * length a header does not tell.
 */
export function mpegFrame(bytes: Uint8Array, at: number): MpegFrame | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff) return undefined
  const [b1, b2, b3] = [bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!]
  if ((b1 & 0xe0) !== 0xe0) return undefined
  const version = versions[(b1 >> 3) & 3]
  const layer = layers[(b1 >> 1) & 3]
  const base = baseRates[(b2 >> 2) & 3]
  if (version === undefined || layer === undefined || base === undefined) return undefined
  const kilobits = bitrates[`${version === 1 ? 1 : 2}-${layer}`]?.[(b2 >> 4) - 1]
  if (kilobits === undefined) return undefined
  const sampleRate = version === 1 ? base : version === 2 ? base / 2 : base / 4
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152
  const padding = (b2 >> 1) & 1
  const length =
    layer === 1
      ? (Math.floor((12_000 * kilobits) / sampleRate) + padding) * 4
      : Math.floor(((samples / 8) * 1000 * kilobits) / sampleRate) + padding
  return {
    version,
    layer,
    sampleRate,
    channels: b3 >> 6 === 3 ? 1 : 2,
    length,
    samples,
    stream: ((b1 & 0x1e) << 2) | ((b2 >> 2) & 3),
  }
}
