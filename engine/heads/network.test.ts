import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { madeExamples } from './fixtures/made-examples.ts'
import type { Aggregation } from './head.ts'
import { initialParameters, openNetwork, type Parameters } from './network.ts'
import type { NetworkPlan } from './network-graph.ts'
import { fillStandardised, standardOf } from './standardise.ts'
import { type Targets, targetsOf } from './targets.ts'

const sizes = { count: 7, hiddenSize: 5, tags: 6, share: 0.4, strength: 0.3, seed: 4 }
const groups = [0, null, 1, 0, null, 1]
const rows = [0, 2, 3, 4, 6]

/** The mean loss by its definition, in double precision. `x` is [layers, rows, hiddenSize]. */
function lossOf(
  plan: NetworkPlan,
  parameters: Record<string, Float64Array>,
  x: Float32Array,
  mask: Float32Array,
  asked: Targets,
): number {
  const { layers, hiddenSize, hidden, aggregation } = plan
  const { layerWeights = [1], layerBias = [0], w1, b1, w2, b2 } = parameters
  const powers = Array.from(layerWeights, Math.exp)
  const all = powers.reduce((sum, power) => sum + power, 0)
  const factors = aggregation === 'conv' ? layerWeights : powers.map((power) => power / all)
  const through = (weights: Float64Array, bias: Float64Array, input: number[]) =>
    Array.from(bias, (b, o) =>
      input.reduce((sum, v, i) => sum + v * weights[o * input.length + i]!, b),
    )
  let loss = 0
  let decisions = 0
  for (const [i, row] of rows.entries()) {
    const vector = Array.from({ length: hiddenSize }, (_, d) =>
      Array.from({ length: layers }, (_, l) => x[(l * rows.length + i) * hiddenSize + d]!).reduce(
        (sum, value, l) => sum + factors[l]! * value,
        layerBias[0]!,
      ),
    )
    const units =
      hidden === null
        ? vector
        : through(w1!, b1!, vector).map((sum, h) => Math.max(0, sum) * mask[i * hidden + h]!)
    const logits = through(w2!, b2!, units)
    for (const [tag, logit] of logits.entries()) {
      const at = row * groups.length + tag
      const rivals = logits.filter((_, other) => groups[other] === groups[tag])
      const total =
        groups[tag] === null
          ? Math.log1p(Math.exp(logit))
          : asked.targets[at]! * Math.log(rivals.reduce((sum, rival) => sum + Math.exp(rival), 0))
      loss += asked.weights[at]! * (total - asked.targets[at]! * logit)
    }
    decisions += asked.decisions[row]!
  }
  return loss / decisions
}

const doubles = (parameters: Parameters) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { data }]) => [name, Float64Array.from(data)]),
  )

test.each<[number, number | null, Aggregation]>([
  [3, 4, 'conv'],
  [3, 4, 'weighted-sum'],
  [3, null, 'conv'],
  [3, null, 'weighted-sum'],
  [1, 4, 'conv'],
  [1, null, 'weighted-sum'],
])(
  'gradients are finite differences: %i layers, hidden %s, %s',
  async (layers, hidden, aggregation) => {
    const examples = madeExamples({ ...sizes, layers })
    examples.labels.set([-1, 1, 0, 1, 0, -1], 2 * groups.length)
    const plan: NetworkPlan = { layers, hiddenSize: sizes.hiddenSize, hidden, aggregation, groups }
    const random = seededRandom(1)
    const parameters = initialParameters(plan, random)
    for (const { data } of Object.values(parameters))
      for (const i of data.keys()) data[i] = random.between(-1, 1)
    const standard = standardOf(examples, rows)
    const asked = targetsOf(examples.labels, groups, rows, true)
    const network = await openNetwork(plan, parameters, examples, standard, asked, 1)
    const mask = new Float32Array(rows.length * (hidden ?? 0)).map(() => random.pick([0, 1.25]))
    const { loss, gradients } = await network.slope(rows, mask)
    await network.release()
    const x = new Float32Array(layers * rows.length * sizes.hiddenSize)
    fillStandardised(examples, standard, rows, x)
    const exact = doubles(parameters)
    const at = () => lossOf(plan, exact, x, mask, asked)
    expect(loss).toBeCloseTo(at(), 5)
    expect(Object.keys(gradients)).toEqual(Object.keys(parameters))
    const step = 1e-5
    for (const [name, values] of Object.entries(exact))
      for (const [i, value] of values.entries()) {
        values[i] = value + step
        const above = at()
        values[i] = value - step
        const difference = (above - at()) / (2 * step)
        values[i] = value
        expect(gradients[name as keyof typeof gradients]![i], `${name} ${i}`).toBeCloseTo(
          difference,
          5,
        )
      }
  },
)
