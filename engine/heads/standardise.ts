import type { Examples } from './examples.ts'

/** [layers, hiddenSize] each: what makes values of mean 0 and deviation 1 out of the means of some examples. */
export interface Standard {
  mean: Float32Array
  deviation: Float32Array
}

/** The standard of some rows. A value that does not vary has deviation 1, as in scikit-learn. */
export function standardOf(
  { means, layers, hiddenSize }: Examples,
  rows: readonly number[],
): Standard {
  const size = layers * hiddenSize
  const sums = new Float64Array(size)
  for (const row of rows) for (let i = 0, at = row * size; i < size; i++) sums[i]! += means[at++]!
  const mean = Float32Array.from(sums, (sum) => sum / rows.length)
  sums.fill(0)
  for (const row of rows)
    for (let i = 0, at = row * size; i < size; i++) sums[i]! += (means[at++]! - mean[i]!) ** 2
  const deviation = Float32Array.from(sums, (sum) => Math.sqrt(sum / rows.length) || 1)
  return { mean, deviation }
}

/** Writes rows of examples, standardised, as [layers, rows * hiddenSize]. */
export function fillStandardised(
  { means, layers, hiddenSize }: Examples,
  { mean, deviation }: Standard,
  rows: readonly number[],
  out: Float32Array,
): void {
  for (let layer = 0, at = 0; layer < layers; layer++)
    for (const row of rows) {
      let from = (row * layers + layer) * hiddenSize
      for (let i = layer * hiddenSize; i < (layer + 1) * hiddenSize; i++)
        out[at++] = (means[from++]! - mean[i]!) / deviation[i]!
    }
}
