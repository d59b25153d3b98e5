import { products, rowOf, type Table, table, transposed } from './dense.ts'
import { type Examples, labelsOf, rowsOf } from './examples.ts'
import type { Learned } from './learned.ts'
import { plattLine } from './platt.ts'
import { ridge } from './ridge.ts'
import { familiesOf } from './splits.ts'
import { fillStandardised, standardOf } from './standardise.ts'

/**
 * Learns each tag by ridge regression on the mean of the standardised layers of the `train` and `validation` examples of
 * which it is known. What it says of examples that are left out, with all that share a group with them, makes the scores
 * logits, and judges them.
 */
export function learnInClosedForm(examples: Examples, groups: readonly (number | null)[]): Learned {
  const { layers, hiddenSize } = examples
  const tags = groups.length
  const rows = rowsOf(examples, 'train', 'validation')
  const labels = labelsOf(examples, rows)
  const standard = standardOf(examples, rows)
  const { vectors, scale } = scaledVectors(layerMeans(examples, standard, rows))
  const names = rows.map((row) => examples.groups?.[row] ?? [])
  const w2 = new Float32Array(tags * hiddenSize)
  const b2 = new Float32Array(tags)
  const logits = new Float32Array(labels.length)
  const rocAucs = new Array<number | null>(tags).fill(null)

  function learn(members: readonly number[], known: readonly number[]): void {
    const targets = table(members.length, known.length)
    for (const [i, tag] of members.entries())
      for (const [j, row] of known.entries())
        targets.data[i * known.length + j] = labels[row * tags + tag] === 1 ? 1 : -1
    const own = rowsFrom(vectors, known)
    const fits = ridge(own, familiesOf(known.map((row) => names[row]!)), targets)
    // The scores become logits, and the weights with them.
    const duals = table(members.length, known.length)
    for (const [i, { dual, leftOut, rocAuc }] of fits.entries()) {
      const tag = members[i]!
      const has = Array.from(rowOf(targets, i), (target) => target > 0)
      const { slope, offset } = plattLine(leftOut, has)
      for (const [j, row] of known.entries())
        logits[row * tags + tag] = slope * leftOut[j]! + offset
      for (const [j, value] of dual.entries()) duals.data[i * known.length + j] = slope * value
      b2[tag] = offset
      rocAucs[tag] = rocAuc
    }
    const weights = products(duals, transposed(own))
    for (const [i, tag] of members.entries()) {
      const of = rowOf(weights, i)
      for (let d = 0; d < hiddenSize; d++) w2[tag * hiddenSize + d] = of[d]! / scale
      b2[tag]! += of[hiddenSize]!
    }
  }

  for (const { tags: members, known } of knownTogether(labels, tags)) learn(members, known)
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

/** The tags that are known of the same rows, with those. */
function knownTogether(labels: Int8Array, tags: number): { tags: number[]; known: number[] }[] {
  const rows = Array.from({ length: labels.length / tags }, (_, row) => row)
  const together = new Map<string, { tags: number[]; known: number[] }>()
  for (let tag = 0; tag < tags; tag++) {
    const known = rows.filter((row) => labels[row * tags + tag]! >= 0)
    const key = known.join()
    const others = together.get(key)
    if (others) others.tags.push(tag)
    else together.set(key, { tags: [tag], known })
  }
  return [...together.values()]
}

/** [rows, hiddenSize]. */
function layerMeans(
  examples: Examples,
  standard: ReturnType<typeof standardOf>,
  rows: readonly number[],
): Table {
  const { layers, hiddenSize } = examples
  const one = new Float32Array(layers * hiddenSize)
  const vectors = table(rows.length, hiddenSize)
  for (const [i, row] of rows.entries()) {
    fillStandardised(examples, standard, [row], one)
    for (let d = 0; d < hiddenSize; d++) {
      let sum = 0
      for (let at = d; at < one.length; at += hiddenSize) sum += one[at]!
      vectors.data[i * hiddenSize + d] = sum / layers
    }
  }
  return vectors
}

/** Vectors divided by `scale`, so that their squares are 1 on average, and with a 1 at the end of each: the bias. */
function scaledVectors({ rows, columns, data }: Table): { vectors: Table; scale: number } {
  const squares = data.reduce((sum, value) => sum + value * value, 0)
  const scale = Math.sqrt(squares / rows) || 1
  const vectors = table(rows, columns + 1)
  for (let row = 0; row < rows; row++) {
    for (let d = 0; d < columns; d++)
      vectors.data[row * (columns + 1) + d] = data[row * columns + d]! / scale
    vectors.data[row * (columns + 1) + columns] = 1
  }
  return { vectors, scale }
}

function rowsFrom({ columns, data }: Table, rows: readonly number[]): Table {
  const some = table(rows.length, columns)
  for (const [i, row] of rows.entries())
    some.data.set(data.subarray(row * columns, (row + 1) * columns), i * columns)
  return some
}
