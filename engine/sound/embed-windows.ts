import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { ioProblem } from '../../contract/io-problem.ts'
import { problem } from '../../contract/problem.ts'
import type { WindowsOfFile } from '../processes/media-calls.ts'
import { type EmbedOptions, embedFile } from './embed-file.ts'
import { toFloat16 } from './float16.ts'
import { windowPlace } from './windows.ts'

/** Layers `keep` of one window's means [layers, hiddenSize], rounded to float16. Problem: `encoder-failed`. */
function keptHalves(means: Float32Array, hiddenSize: number, keep: readonly number[]): Uint8Array {
  const kept = new Float32Array(keep.length * hiddenSize)
  for (const [k, layer] of keep.entries())
    kept.set(means.subarray(layer * hiddenSize, (layer + 1) * hiddenSize), k * hiddenSize)
  try {
    return new Uint8Array(toFloat16(kept).buffer)
  } catch (cause) {
    throw problem('encoder-failed', 'The model gave values that cannot be kept.', { cause })
  }
}

function writeFully(file: number, bytes: Uint8Array, at: number, destination: string): void {
  try {
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, at + done)
  } catch (error) {
    throw ioProblem(error, `${destination} could not be written`)
  }
}

/**
 * Embeds a file and writes the vectors of its windows to `destination`, float16 [windows, keep.length, hiddenSize] in
 * the order in which they were encoded, which the answer tells. Problems: those of `embedFile`.
 */
export async function embedWindows(
  file: string | Buffer,
  { keep, destination }: { keep: readonly number[]; destination: string },
  options: EmbedOptions,
): Promise<WindowsOfFile> {
  const written = openSync(destination, 'w')
  let indices: number[] = []
  try {
    const { duration, decoder } = await embedFile(file, options, () => {
      indices = []
      ftruncateSync(written, 0)
      let at = 0
      return (means, index) => {
        const halves = keptHalves(means, options.hiddenSize, keep)
        writeFully(written, halves, at, destination)
        at += halves.length
        indices.push(index)
      }
    })
    return { windows: indices.map((index) => windowPlace(index, duration)), decoder }
  } finally {
    closeSync(written)
  }
}
