import { type Head, type HeadTag, tensorOf } from './head.ts'

/**
 * Uncalibrated outputs, [count, tags] row-major, of means [count, layers, hiddenSize] row-major.
 * Standardising and aggregating are one factor and one sum a value.
 */
export function logitsOf(head: Head, means: Float32Array, count: number): Float32Array {
  const { layers, hiddenSize } = head.encoder
  const size = layers * hiddenSize
  const outputs = head.tags.length
  const { factors, offsets } = foldedAggregation(head)
  const vector = new Float32Array(hiddenSize)
  const between = new Float32Array(head.hidden ?? 0)
  const logits = new Float32Array(count * outputs)
  const w2 = tensorOf(head, 'w2')
  const b2 = tensorOf(head, 'b2')
  for (let row = 0; row < count; row++) {
    vector.set(offsets)
    let at = row * size
    for (let layer = 0, f = 0; layer < layers; layer++)
      for (let i = 0; i < hiddenSize; i++) vector[i]! += factors[f++]! * means[at++]!
    const out = logits.subarray(row * outputs, (row + 1) * outputs)
    if (head.hidden === null) affine(w2, b2, vector, out)
    else {
      affine(tensorOf(head, 'w1'), tensorOf(head, 'b1'), vector, between)
      for (let i = 0; i < between.length; i++) if (between[i]! < 0) between[i] = 0
      affine(w2, b2, between, out)
    }
  }
  return logits
}

/** Calibrated probabilities, [count, tags] row-major, of means [count, layers, hiddenSize] row-major. */
export function predictWithHead(head: Head, means: Float32Array, count: number): Float32Array {
  return probabilitiesOf(head.tags, logitsOf(head, means, count))
}

/** Turns logits [count, tags] into calibrated probabilities, in place. */
export function probabilitiesOf(
  tags: readonly Pick<HeadTag, 'temperature' | 'group'>[],
  logits: Float32Array,
): Float32Array {
  const groups = Map.groupBy(tags.keys(), (tag) => tags[tag]!.group)
  const alone = groups.get(null) ?? []
  groups.delete(null)
  for (let row = 0; row < logits.length; row += tags.length) {
    for (const tag of alone)
      logits[row + tag] = 1 / (1 + Math.exp(-logits[row + tag]! / tags[tag]!.temperature))
    for (const group of groups.values()) softmax(tags, group, logits, row)
  }
  return logits
}

function softmax(
  tags: readonly Pick<HeadTag, 'temperature'>[],
  group: readonly number[],
  logits: Float32Array,
  row: number,
): void {
  const scaled = group.map((tag) => logits[row + tag]! / tags[tag]!.temperature)
  const top = Math.max(...scaled)
  const powers = scaled.map((logit) => Math.exp(logit - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  for (const [i, tag] of group.entries()) logits[row + tag] = powers[i]! / sum
}

/** The sum over the layers of `factors` times means, plus `offsets`, is the aggregated vector. */
function foldedAggregation(head: Head): { factors: Float32Array; offsets: Float32Array } {
  const { layers, hiddenSize } = head.encoder
  const mean = tensorOf(head, 'mean')
  const layerWeights = tensorOf(head, 'layerWeights')
  const factors = tensorOf(head, 'deviation').map(
    (deviation, i) => layerWeights[Math.floor(i / hiddenSize)]! / deviation,
  )
  const offsets = new Float32Array(hiddenSize).fill(tensorOf(head, 'layerBias')[0]!)
  for (let i = 0; i < layers * hiddenSize; i++) offsets[i % hiddenSize]! -= factors[i]! * mean[i]!
  return { factors, offsets }
}

/** out = weights x + bias, weights [out, in] row-major. */
function affine(
  weights: Float32Array,
  bias: Float32Array,
  x: Float32Array,
  out: Float32Array,
): void {
  for (let o = 0, w = 0; o < out.length; o++) {
    let sum = bias[o]!
    for (let i = 0; i < x.length; i++) sum += weights[w++]! * x[i]!
    out[o] = sum
  }
}
