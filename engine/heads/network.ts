import { type GraphTensor, openGraph } from '../../native/graph.ts'
import type { Random } from '../random.ts'
import type { Examples } from './examples.ts'
import type { HeadTensor } from './head.ts'
import {
  type NetworkPlan,
  type ParameterName,
  parameterShapes,
  type StepOutput,
  stepModel,
} from './network-graph.ts'
import { fillStandardised, type Standard } from './standardise.ts'
import type { Targets } from './targets.ts'

export type Parameters = Partial<Record<ParameterName, HeadTensor>>

/** A network that learns from examples. Its parameters are read at each run and may be changed in between. */
export interface Network {
  /**
   * The mean loss of some rows over the questions that they answer, and the gradients by the parameters. `mask` is
   * [rows, hidden]: see `stepModel`.
   */
  slope(
    rows: readonly number[],
    mask: Float32Array,
  ): Promise<{ loss: number; gradients: Partial<Record<ParameterName, Float32Array>> }>
  /** [rows, tags]: nothing is dropped. */
  logits(rows: readonly number[]): Promise<Float32Array>
  release(): Promise<void>
}

/** Rows in one run that learns nothing. */
const JUDGED_AT_ONCE = 256

/** Parameters as PyTorch begins with them: uniform within 1 / sqrt(inputs); a weighted sum begins with equal layers. */
export function initialParameters(plan: NetworkPlan, random: Random): Parameters {
  const { layers, hiddenSize, hidden, aggregation } = plan
  const inputs: Record<ParameterName, number> = {
    layerWeights: layers,
    layerBias: layers,
    w1: hiddenSize,
    b1: hiddenSize,
    w2: hidden ?? hiddenSize,
    b2: hidden ?? hiddenSize,
  }
  const parameters: Parameters = {}
  for (const [name, shape] of parametersOf(plan)) {
    const data = new Float32Array(shape.reduce((product, size) => product * size, 1))
    const bound = 1 / Math.sqrt(inputs[name])
    const equal = name === 'layerWeights' && aggregation === 'weighted-sum'
    if (!equal) for (let i = 0; i < data.length; i++) data[i] = random.between(-bound, bound)
    parameters[name] = { shape, data }
  }
  return parameters
}

/** The parameters of a plan with their shapes. */
function parametersOf(plan: NetworkPlan): [ParameterName, number[]][] {
  return Object.entries(parameterShapes(plan)) as [ParameterName, number[]][]
}

export async function openNetwork(
  plan: NetworkPlan,
  parameters: Parameters,
  examples: Examples,
  standard: Standard,
  asked: Targets,
  threads: number,
): Promise<Network> {
  const tags = plan.groups.length
  const names = parametersOf(plan).map(([name]) => name)
  const outputs: StepOutput[] = ['loss', ...names.map((name) => `${name}/gradient` as const)]
  const graph = await openGraph<StepOutput>(stepModel(plan), threads)
  const open = new Float32Array(JUDGED_AT_ONCE * (plan.hidden ?? 0)).fill(1)
  let room = new Float32Array(0)

  function inputsOf(rows: readonly number[], mask: Float32Array): Record<string, GraphTensor> {
    const size = rows.length * plan.hiddenSize
    if (room.length < plan.layers * size) room = new Float32Array(plan.layers * size)
    const x = room.subarray(0, plan.layers * size)
    fillStandardised(examples, standard, rows, x)
    return {
      x: { shape: [plan.layers, size], data: x },
      targets: { shape: [rows.length, tags], data: gather(asked.targets, tags, rows) },
      weights: { shape: [rows.length, tags], data: weightsOf(rows) },
      ...(plan.hidden === null ? {} : { mask: { shape: [rows.length, plan.hidden], data: mask } }),
      ...parameters,
    }
  }

  function weightsOf(rows: readonly number[]): Float32Array {
    const decisions = rows.reduce((sum, row) => sum + asked.decisions[row]!, 0)
    return gather(asked.weights, tags, rows).map((weight) => weight / Math.max(1, decisions))
  }

  return {
    async slope(rows, mask) {
      const results = await graph.run(inputsOf(rows, mask), outputs)
      const gradients = names.map((name) => [name, results[`${name}/gradient`]] as const)
      return { loss: results.loss[0]!, gradients: Object.fromEntries(gradients) }
    },
    async logits(rows) {
      const all = new Float32Array(rows.length * tags)
      for (let from = 0; from < rows.length; from += JUDGED_AT_ONCE) {
        const some = rows.slice(from, from + JUDGED_AT_ONCE)
        const mask = open.subarray(0, some.length * (plan.hidden ?? 0))
        const { logits } = await graph.run(inputsOf(some, mask), ['logits'])
        all.set(logits, from * tags)
      }
      return all
    },
    release: () => graph.release(),
  }
}

/** Some rows of a table of `width` columns. */
function gather(table: Float32Array, width: number, rows: readonly number[]): Float32Array {
  const gathered = new Float32Array(rows.length * width)
  for (const [i, row] of rows.entries())
    gathered.set(table.subarray(row * width, (row + 1) * width), i * width)
  return gathered
}
