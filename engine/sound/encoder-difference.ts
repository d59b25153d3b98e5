import { type HiddenStates, openEncoder } from '../../native/inference.ts'
import { compareMeans } from '../device/compare-means.ts'

async function hiddenStates(file: string, samples: Float32Array): Promise<HiddenStates> {
  const session = await openEncoder(file, { threads: 2, provider: 'cpu' })
  try {
    return await session.hiddenStates(samples)
  } finally {
    await session.release()
  }
}

/**
 * 1 - cosine of each layer between two converted encoders on one window, over all frames of the layer; NaN where a
 * layer is silent. They are loaded one after the other and released: for tests and benchmarks.
 * Problems: those of `openEncoder` and its session.
 */
export async function layerDifferences(
  file: string,
  otherFile: string,
  samples: Float32Array,
): Promise<number[]> {
  const one = await hiddenStates(file, samples)
  const other = await hiddenStates(otherFile, samples)
  const size = one.frames * one.hiddenSize
  return Array.from({ length: one.layers }, (_, layer) => {
    const [begin, end] = [layer * size, (layer + 1) * size]
    return compareMeans(one.data.subarray(begin, end), other.data.subarray(begin, end), 1).error
  })
}
