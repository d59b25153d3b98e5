import type { Block } from '../../native/audio/audio-stream.ts'

/** Peaks of one track; fewer only where a track has fewer samples. */
export const PEAK_COUNT = 1000
/** Peaks are gathered finely while nobody knows yet how long the track is. Seconds. */
const FINE_SECONDS = 0.02

export interface Peaks {
  /** One byte each, 255 at full scale. */
  peaks: Uint8Array
  /** Seconds that were decoded. */
  duration: number
}

interface PeaksOptions {
  sampleRate: number
  /** Told the seconds decoded so far, after each block. */
  onSeconds?: (seconds: number) => void
}

/** The greatest level of any channel in each of `PEAK_COUNT` equal parts of the sound. */
export async function peaksOf(
  blocks: AsyncIterable<Block>,
  { sampleRate, onSeconds }: PeaksOptions,
): Promise<Peaks> {
  const width = Math.max(1, Math.round(sampleRate * FINE_SECONDS))
  const fine: number[] = []
  let samples = 0
  for await (const block of blocks) {
    const length = block[0]?.length ?? 0
    for (const channel of block) gather(channel, samples, width, fine)
    samples += length
    onSeconds?.(samples / sampleRate)
  }
  return { peaks: coarse(fine), duration: samples / sampleRate }
}

function gather(channel: Float32Array, first: number, width: number, fine: number[]) {
  for (let at = 0; at < channel.length; at++) {
    const bin = Math.floor((first + at) / width)
    const level = Math.abs(channel[at] ?? 0)
    if (level > (fine[bin] ?? -1)) fine[bin] = level
  }
}

function coarse(fine: readonly number[]): Uint8Array {
  const count = Math.min(PEAK_COUNT, fine.length)
  return Uint8Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * fine.length) / count)
    const to = Math.max(from + 1, Math.floor(((n + 1) * fine.length) / count))
    const level = fine.slice(from, to).reduce((most, one) => Math.max(most, one), 0)
    return Math.round(Math.min(1, level) * 255)
  })
}
