import type { Block } from './audio-stream.ts'

/** Frames of each block but the last. */
const blockFrames = 32_768

/** Replaces NaN and infinities, which damaged float files hold and no filter survives, by 0. */
function finite(samples: Float32Array): Float32Array {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i]!
  return Number.isFinite(sum) ? samples : samples.map((x) => (Number.isFinite(x) ? x : 0))
}

/** The same sound in blocks of `blockFrames` frames, whatever the decoder's own sizes are. */
export async function* evenBlocks(
  blocks: AsyncIterable<Block>,
  channels: number,
): AsyncGenerator<Block> {
  const empty = () => Array.from({ length: channels }, () => new Float32Array(blockFrames))
  let out = empty()
  let filled = 0
  for await (const block of blocks) {
    const frames = block[0]?.length ?? 0
    for (let from = 0; from < frames; ) {
      const count = Math.min(frames - from, blockFrames - filled)
      for (const [channel, samples] of out.entries()) {
        samples.set(block[channel]?.subarray(from, from + count) ?? [], filled)
      }
      from += count
      filled += count
      if (filled < blockFrames) continue
      yield out.map(finite)
      out = empty()
      filled = 0
    }
  }
  if (filled > 0) yield out.map((samples) => finite(samples.subarray(0, filled)))
}
