import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { madeHead } from './fixtures/made-head.ts'
import { type Head, tensorOf } from './head.ts'
import { predictWithHead } from './predict-with-head.ts'

/** The definition, one value after the other, in double precision. */
function defined(head: Head, means: readonly number[]): number[] {
  const { layers, hiddenSize } = head.encoder
  const [mean, deviation, layerWeights, layerBias, w2, b2] = (
    ['mean', 'deviation', 'layerWeights', 'layerBias', 'w2', 'b2'] as const
  ).map((name) => [...tensorOf(head, name)])
  let vector = Array.from({ length: hiddenSize }, (_, i) =>
    Array.from({ length: layers }, (_, layer) => layer * hiddenSize + i).reduce(
      (sum, at, layer) =>
        sum + (layerWeights![layer]! * (means[at]! - mean![at]!)) / deviation![at]!,
      layerBias![0]!,
    ),
  )
  const through = (weights: number[], bias: number[]) =>
    bias.map((b, o) => vector.reduce((sum, x, i) => sum + x * weights[o * vector.length + i]!, b))
  if (head.hidden !== null)
    vector = through([...tensorOf(head, 'w1')], [...tensorOf(head, 'b1')]).map((x) =>
      Math.max(0, x),
    )
  const logits = through(w2!, b2!).map((logit, tag) => logit / head.tags[tag]!.temperature)
  return logits.map((logit, tag) => {
    const { group } = head.tags[tag]!
    if (group === null) return 1 / (1 + Math.exp(-logit))
    const rivals = logits.filter((_, other) => head.tags[other]!.group === group)
    return Math.exp(logit) / rivals.reduce((sum, rival) => sum + Math.exp(rival), 0)
  })
}

test.each([4, null])('a prediction is what the definition says, hidden layer %s', (hidden) => {
  const head = madeHead({ hidden })
  head.tags[0]!.temperature = 2.5
  const random = seededRandom(3)
  const tracks = Array.from({ length: 6 }, () =>
    Array.from({ length: 15 }, () => random.between(-3, 3)),
  )
  const predicted = predictWithHead(head, Float32Array.from(tracks.flat()), tracks.length)
  const expected = tracks.flatMap((means) => defined(head, means))
  expect(predicted).toHaveLength(expected.length)
  for (const [i, probability] of predicted.entries())
    expect(probability).toBeCloseTo(expected[i]!, 5)
})

test('large logits overflow nothing', () => {
  const head = madeHead({ hidden: null })
  const predicted = predictWithHead(head, new Float32Array(15).fill(1e6), 1)
  expect([...predicted].every((probability) => probability >= 0 && probability <= 1)).toBe(true)
  expect(predicted[1]! + predicted[2]!).toBeCloseTo(1, 6)
})
