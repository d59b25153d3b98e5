import { Matrix } from 'ml-matrix'
import { type Examples, labelsOf, rowsOf } from './examples.ts'
import type { Learned } from './learned.ts'
import { plattLine } from './platt.ts'
import { type Ridge, ridge } from './ridge.ts'
import { fillStandardised, standardOf } from './standardise.ts'

/**
 * Learns each tag by ridge regression on the mean of the standardised layers of the `train` and `validation` examples of
 * which it is known. What it says of examples that are left out makes the scores logits, and judges them.
 */
export function learnInClosedForm(examples: Examples, groups: readonly (number | null)[]): Learned {
  const { layers, hiddenSize } = examples
  const tags = groups.length
  const rows = rowsOf(examples, 'train', 'validation')
  const labels = labelsOf(examples, rows)
  const standard = standardOf(examples, rows)
  const vectors = layerMeans(examples, standard, rows)
  const regression = regressions(vectors)
  const w2 = new Float32Array(tags * hiddenSize)
  const b2 = new Float32Array(tags)
  const logits = new Float32Array(labels.length)
  const rocAucs = groups.map((_, tag) => {
    const known = Array.from(rows.keys()).filter((row) => labels[row * tags + tag]! >= 0)
    const has = known.map((row) => labels[row * tags + tag] === 1)
    const { regress, scale } = regression(known)
    const fitted = regress(has.map((one) => (one ? 1 : -1)))
    const { slope, offset } = plattLine(fitted.leftOut, has)
    const weights = w2.subarray(tag * hiddenSize, (tag + 1) * hiddenSize)
    let bias = 0
    for (const [i, row] of known.entries()) {
      logits[row * tags + tag] = slope * fitted.leftOut[i]! + offset
      const share = slope * fitted.dual[i]!
      bias += share
      for (let d = 0; d < hiddenSize; d++) weights[d]! += (share * vectors.get(row, d)) / scale
    }
    b2[tag] = bias + offset
    return pairwiseRocAuc(fitted, has)
  })
  return {
    tensors: {
      mean: { shape: [layers, hiddenSize], data: standard.mean },
      deviation: { shape: [layers, hiddenSize], data: standard.deviation },
      layerWeights: { shape: [layers], data: new Float32Array(layers).fill(1 / layers) },
      layerBias: { shape: [1], data: new Float32Array(1) },
      w2: { shape: [tags, hiddenSize], data: w2 },
      b2: { shape: [tags], data: b2 },
    },
    heldOut: rows,
    logits,
    rocAucs,
  }
}

/** [rows, hiddenSize]. */
function layerMeans(
  examples: Examples,
  standard: ReturnType<typeof standardOf>,
  rows: readonly number[],
): Matrix {
  const { layers, hiddenSize } = examples
  const one = new Float32Array(layers * hiddenSize)
  const vectors = Matrix.zeros(rows.length, hiddenSize)
  for (const [i, row] of rows.entries()) {
    fillStandardised(examples, standard, [row], one)
    for (let d = 0; d < hiddenSize; d++) {
      let sum = 0
      for (let at = d; at < one.length; at += hiddenSize) sum += one[at]!
      vectors.set(i, d, sum / layers)
    }
  }
  return vectors
}

/** Regressions on rows of `vectors`; those on the same rows share their decomposition. `scale` divides the products. */
function regressions(vectors: Matrix) {
  const products = vectors.mmul(vectors.transpose())
  const scale = products.trace() / products.rows || 1
  // The 1 stands for a feature that is the same for all: the bias.
  const kernel = products.div(scale).add(1)
  const prepared = new Map<string, ReturnType<typeof ridge>>()
  return (rows: readonly number[]) => {
    const key = rows.join()
    const regress = prepared.get(key) ?? ridge(kernel.selection([...rows], [...rows]))
    prepared.set(key, regress)
    return { regress, scale }
  }
}

/**
 * How often a positive scores above a negative when both are left out: leaving out one at a time would move the bias
 * against it, and make a tag of which nothing can be learned look worse than chance.
 */
function pairwiseRocAuc({ pairLeftOut }: Ridge, has: readonly boolean[]): number | null {
  const positives = [...has.keys()].filter((row) => has[row])
  const negatives = [...has.keys()].filter((row) => !has[row])
  if (positives.length === 0 || negatives.length === 0) return null
  let above = 0
  for (const positive of positives)
    for (const negative of negatives) {
      const [a, b] = pairLeftOut(positive, negative)
      above += a > b ? 1 : a === b ? 0.5 : 0
    }
  return above / (positives.length * negatives.length)
}
