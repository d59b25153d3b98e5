import { problem } from '../../contract/problem.ts'
import type { Decoding } from './audio-stream.ts'
import { planar, type SampleFormat } from './pcm-samples.ts'
import type { ReadAt } from './sniff.ts'

/** Where the samples of an uncompressed file lie, and how they are written. */
export interface PcmLayout {
  format: SampleFormat
  channels: number
  /** Hz. */
  sampleRate: number
  /** First byte of the samples, and how many bytes of them are there. */
  offset: number
  length: number
  /** Frames the header states; undefined where a streaming writer left them open. */
  statedFrames: number | undefined
}

const blockFrames = 16_384

/** @throws `decode-failed` unless a file can have these. */
export function checkPcm(channels: number, sampleRate: number): void {
  if (channels < 1 || channels > 64 || sampleRate < 1000 || sampleRate > 1_536_000) {
    throw problem(
      'decode-failed',
      `The file's header is damaged: it states ${channels} channels at ${sampleRate} Hz.`,
    )
  }
}

function codecName({ kind, bytes, bigEndian }: SampleFormat): string {
  const letter = { int: 's', uint: 'u', float: 'f' }[kind]
  return `pcm_${letter}${bytes * 8}${bytes === 1 ? '' : bigEndian ? 'be' : 'le'}`
}

/** Reads the samples themselves, as they lie in the file. */
export function openPcm(layout: PcmLayout, read: ReadAt): Decoding {
  const { format, channels, sampleRate } = layout
  const stride = format.bytes * channels
  const frames = layout.statedFrames ?? Math.floor(layout.length / stride)
  async function* blocks() {
    for (let done = 0; done < layout.length; ) {
      const wanted = Math.min(blockFrames * stride, layout.length - done)
      const bytes = read(layout.offset + done, wanted)
      if (bytes.length < stride) return
      yield planar(bytes, format, channels)
      done += bytes.length
    }
  }
  return {
    codec: codecName(format),
    sampleRate,
    channels,
    containerDuration: frames / sampleRate,
    blocks: blocks(),
    badPackets: () => 0,
    close: async () => undefined,
  }
}
