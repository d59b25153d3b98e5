import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { columnOf, rocAuc } from '../datasets/metrics.ts'
import type { Examples, Split } from './examples.ts'
import { type Head, tensorOf } from './head.ts'
import { logitsOf, predictWithHead } from './predict-with-head.ts'
import { trainHead } from './train-head.ts'
import { marbleOptions } from './training-options.ts'

const table = z.array(z.array(z.number()))
const learned = z.object({
  coefficients: table,
  intercepts: z.array(z.number()),
  probabilities: table,
})
const { linear, curved } = z
  .object({
    linear: z.object({
      thousandths: table,
      penalty: z.number(),
      labels: table,
      mode: z.array(z.number()),
      plain: z.array(learned),
      balanced: z.array(learned),
      exclusive: learned,
    }),
    curved: z.object({
      thousandths: table,
      train: z.number(),
      labels: table,
      rocAucs: z.array(z.number()),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/reference.json', import.meta.url), 'utf8')))

/** Examples of one layer. */
function examplesOf(thousandths: number[][], labels: number[][], train = labels.length): Examples {
  return {
    means: Float32Array.from(thousandths.flat(), (value) => value / 1000),
    count: labels.length,
    layers: 1,
    hiddenSize: thousandths[0]!.length,
    labels: Int8Array.from(labels.flat()),
    split: labels.map((_, row): Split => (row < train ? 'train' : 'test')),
  }
}

function planOf({ hiddenSize }: Examples, groups: (number | null)[]) {
  return {
    encoder: { modelId: 'none', name: 'None', layers: 1, hiddenSize },
    tags: groups.map((group, tag) => ({ vocabulary: 'v', tag: `${tag}`, name: `${tag}`, group })),
    description: '',
    library: 'test',
  }
}

/** All examples at once until nothing becomes better: the optimum. scikit-learn's penalty is on the sum of the losses. */
function optimum(decisions: number) {
  return {
    ...marbleOptions,
    hidden: null,
    epochs: 5_000,
    batch: linear.labels.length,
    learningRate: 0.03,
    weightDecay: linear.penalty / decisions,
    patience: { plateau: 100, stop: 600 },
  }
}

function coefficients(head: Head, tag: number): number[] {
  const { hiddenSize } = head.encoder
  return [...tensorOf(head, 'w2').subarray(tag * hiddenSize, (tag + 1) * hiddenSize)]
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits)
}

test.each([false, true])(
  'a linear head is scikit-learn’s logistic regression, balanced %s',
  async (classWeighting) => {
    const examples = examplesOf(linear.thousandths, linear.labels)
    const options = { ...optimum(linear.labels.length * 3), classWeighting }
    const head = await trainHead(examples, planOf(examples, [null, null, null]), options)
    const logits = logitsOf(head, examples.means, 10)
    for (const [tag, reference] of linear[classWeighting ? 'balanced' : 'plain'].entries()) {
      const positives = linear.labels.filter((row) => row[tag] === 1).length
      // What balancing adds to the logits has been taken away again.
      const shift = classWeighting ? Math.log(linear.labels.length / positives - 1) : 0
      expectClose(coefficients(head, tag), reference.coefficients[0]!, 3)
      expect(tensorOf(head, 'b2')[tag]! + shift).toBeCloseTo(reference.intercepts[0]!, 3)
      for (const [row, [, probability]] of reference.probabilities.entries())
        expect(1 / (1 + Math.exp(-logits[row * 3 + tag]! - shift))).toBeCloseTo(probability!, 3)
    }
  },
)

test('a head of one group is its multinomial regression', async () => {
  const labels = linear.mode.map((mode) => [0, 1, 2].map((tag) => Number(tag === mode)))
  const examples = examplesOf(linear.thousandths, labels)
  const options = optimum(labels.length)
  const head = await trainHead(examples, planOf(examples, [0, 0, 0]), options)
  const reference = linear.exclusive
  for (const [tag, expected] of reference.coefficients.entries())
    expectClose(coefficients(head, tag), expected, 3)
  expectClose(predictWithHead(head, examples.means, 10), reference.probabilities.flat(), 3)
})

test('a head with a hidden layer judges like its multi-layer perceptron', async () => {
  const examples = examplesOf(curved.thousandths, curved.labels, curved.train)
  const options = { ...marbleOptions, hidden: 64, epochs: 60, batch: 50, dropout: 0 }
  const truth = examples.labels.subarray(curved.train * 3)
  const areas = [0, 0, 0]
  for (const seed of [1, 2, 3]) {
    const plan = planOf(examples, [null, null, null])
    const head = await trainHead(examples, plan, { ...options, seed })
    const logits = logitsOf(head, examples.means, examples.count).subarray(curved.train * 3)
    for (const tag of areas.keys()) areas[tag]! += rocAuc(columnOf(truth, logits, 3, tag))! / 3
  }
  for (const [tag, area] of curved.rocAucs.entries())
    expect(Math.abs(areas[tag]! - area)).toBeLessThan(0.01)
})
