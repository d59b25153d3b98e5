/** How far means are from the reference, over all layers and rows. */
export interface Deviation {
  /** The largest 1 - cosine, and the layer that has it, counted from 0. NaN when a value is not a number. */
  error: number
  layer: number
  /** The largest share by which a layer is longer or shorter than the reference's. */
  stretch: number
}

/**
 * Compares rows of means, [rows, layers, hiddenSize] row-major, with one row of reference, [layers, hiddenSize]. No
 * layer of the reference may be all zeros. 1 - cosine is made from the differences, so that it is exact near 0.
 */
export function compareMeans(
  reference: Float32Array,
  means: Float32Array,
  layers: number,
): Deviation {
  const hiddenSize = reference.length / layers
  const most: Deviation = { error: 0, layer: 0, stretch: 0 }
  if (means.length === 0 || means.length % reference.length !== 0)
    return { error: Number.NaN, layer: 0, stretch: Number.NaN }
  for (let start = 0; start < means.length; start += hiddenSize) {
    const layer = (start / hiddenSize) % layers
    let [own, other, difference] = [0, 0, 0]
    for (let i = 0; i < hiddenSize; i++) {
      const expected = reference[layer * hiddenSize + i] ?? 0
      const found = means[start + i] ?? 0
      own += found * found
      other += expected * expected
      difference += (found - expected) ** 2
    }
    const [length, expectedLength] = [Math.sqrt(own), Math.sqrt(other)]
    const error =
      length === 0
        ? 1
        : Math.max(0, difference - (length - expectedLength) ** 2) / (2 * length * expectedLength)
    if (!(error <= most.error)) Object.assign(most, { error, layer })
    if (Number.isNaN(error)) return { error, layer, stretch: Number.NaN }
    most.stretch = Math.max(most.stretch, Math.abs(length / expectedLength - 1))
  }
  return most
}

/** The root mean square of the values of each layer of one row. */
export function layerLoudness(means: Float32Array, layers: number): number[] {
  const hiddenSize = means.length / layers
  return Array.from({ length: layers }, (_, layer) => {
    const values = means.subarray(layer * hiddenSize, (layer + 1) * hiddenSize)
    return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / hiddenSize)
  })
}
