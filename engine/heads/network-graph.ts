import { GraphBuilder } from '../sound/graph-builder.ts'
import { type OnnxValue, onnxModel } from '../sound/onnx-model.ts'
import type { Aggregation } from './head.ts'

/** What decides the operators of a network. */
export interface NetworkPlan {
  layers: number
  hiddenSize: number
  hidden: number | null
  aggregation: Aggregation
  /** [tags]: the group in which a tag excludes the others, or null. */
  groups: readonly (number | null)[]
}

export type ParameterName = 'layerWeights' | 'layerBias' | 'w1' | 'b1' | 'w2' | 'b2'
export type GradientName = `${ParameterName}/gradient`
export type StepOutput = 'loss' | 'logits' | GradientName

/** The shapes of what is learned. Of one layer nothing is aggregated, and nothing learned about it. */
export function parameterShapes(plan: NetworkPlan): Partial<Record<ParameterName, number[]>> {
  const { layers, hiddenSize, hidden, groups, aggregation } = plan
  return {
    ...(layers === 1 ? {} : { layerWeights: [layers] }),
    ...(layers === 1 || aggregation === 'weighted-sum' ? {} : { layerBias: [1] }),
    ...(hidden === null ? {} : { w1: [hidden, hiddenSize], b1: [hidden] }),
    w2: [groups.length, hidden ?? hiddenSize],
    b2: [groups.length],
  }
}

/**
 * One step of learning as an ONNX model: the network, its loss, and the gradient of the loss by every parameter, forward
 * and backward operators written out. Inputs besides the parameters of `parameterShapes`:
 *
 * - `x` [layers, batch * hiddenSize]: standardised means, so that aggregating is one product;
 * - `mask` [batch, hidden], with a hidden layer only: 0 where a unit is dropped, 1 / (1 - dropout) elsewhere;
 * - `targets` [batch, tags]: 1 or 0; `weights` [batch, tags]: what each counts in the loss.
 *
 * Outputs: `loss`, the weighted sum of cross-entropies; `logits` [batch, tags]; `<parameter>/gradient`.
 */
export function stepModel(plan: NetworkPlan): Uint8Array {
  const graph = new GraphBuilder('float32')
  const parameters = parameterShapes(plan)
  const aggregated = aggregate(graph, plan)
  const { units, backward } =
    plan.hidden === null ? linear(aggregated) : hiddenLayer(graph, aggregated)
  graph.node('logits', 'Gemm', [units, 'w2', 'b2'], { transB: 1 })
  const { probabilities, costs } = outputs(graph, plan.groups)
  graph.node('loss', 'ReduceSum', [graph.node('costs/weighted', 'Mul', [costs, 'weights'])], {
    keepdims: 0,
  })
  const error = graph.node('error', 'Sub', [probabilities, 'targets'])
  const signal = graph.node('logits/signal', 'Mul', [error, 'weights'])
  affineGradients(graph, signal, units, 'w2', 'b2')
  if (plan.layers > 1 || plan.hidden !== null) {
    const unitsSignal = graph.node('units/signal', 'MatMul', [signal, 'w2'])
    const vectorSignal = backward(unitsSignal)
    if (plan.layers > 1) aggregateBackward(graph, plan, vectorSignal)
  }
  const inputs: OnnxValue[] = [
    { name: 'x', dimensions: [plan.layers, 'values'] },
    { name: 'targets', dimensions: ['batch', plan.groups.length] },
    { name: 'weights', dimensions: ['batch', plan.groups.length] },
    ...(plan.hidden === null ? [] : [{ name: 'mask', dimensions: ['batch', plan.hidden] }]),
    ...Object.entries(parameters).map(([name, dimensions]) => ({ name, dimensions })),
  ]
  const results: OnnxValue[] = [
    { name: 'loss', dimensions: [] },
    { name: 'logits', dimensions: ['batch', plan.groups.length] },
    ...Object.entries(parameters).map(([name, dimensions]) => ({
      name: `${name}/gradient`,
      dimensions,
    })),
  ]
  return onnxModel({ ...graph, inputs, outputs: results }, 'head-step', '')
}

/** The units that the outputs see, and what leads from their signal to that of the aggregated vector. */
interface Middle {
  units: string
  backward(unitsSignal: string): string
}

/** The aggregated vectors [batch, hiddenSize]. */
function aggregate(graph: GraphBuilder, { layers, hiddenSize, aggregation }: NetworkPlan): string {
  const rows = graph.integers('rows', -1, hiddenSize)
  if (layers === 1) return graph.node('vector', 'Reshape', ['x', rows])
  const asRow = graph.integers('as_row', 1, layers)
  const factors =
    aggregation === 'conv'
      ? 'layerWeights'
      : graph.node('factors', 'Softmax', ['layerWeights'], { axis: 0 })
  const row = graph.node('factors/row', 'Reshape', [factors, asRow])
  const summed = graph.node('summed', 'Reshape', [
    graph.node('product', 'MatMul', [row, 'x']),
    rows,
  ])
  return aggregation === 'conv' ? graph.node('vector', 'Add', [summed, 'layerBias']) : summed
}

function aggregateBackward(
  graph: GraphBuilder,
  { layers, aggregation }: NetworkPlan,
  vectorSignal: string,
): void {
  const column = graph.node('vector/column', 'Reshape', [
    vectorSignal,
    graph.integers('as_column', -1, 1),
  ])
  const byLayer = graph.node('factors/column', 'MatMul', ['x', column])
  const gradient = aggregation === 'conv' ? 'layerWeights/gradient' : 'factors/gradient'
  graph.node(gradient, 'Reshape', [byLayer, graph.integers('as_vector', layers)])
  if (aggregation === 'conv') {
    const sum = graph.node('vector/sum', 'ReduceSum', [vectorSignal], { keepdims: 0 })
    graph.node('layerBias/gradient', 'Reshape', [sum, graph.integers('one', 1)])
    return
  }
  const parts = graph.node('factors/parts', 'Mul', [gradient, 'factors'])
  const mean = graph.node('factors/mean', 'ReduceSum', [parts], { keepdims: 1 })
  const rest = graph.node('factors/rest', 'Sub', [gradient, mean])
  graph.node('layerWeights/gradient', 'Mul', [rest, 'factors'])
}

function linear(vector: string): Middle {
  return { units: vector, backward: (unitsSignal) => unitsSignal }
}

function hiddenLayer(graph: GraphBuilder, vector: string): Middle {
  const sums = graph.node('hidden', 'Gemm', [vector, 'w1', 'b1'], { transB: 1 })
  const active = graph.node('hidden/active', 'Relu', [sums])
  return {
    units: graph.node('units', 'Mul', [active, 'mask']),
    backward: (unitsSignal) => {
      const open = graph.node('hidden/open', 'Sign', [active])
      const gate = graph.node('hidden/gate', 'Mul', [open, 'mask'])
      const signal = graph.node('hidden/signal', 'Mul', [unitsSignal, gate])
      affineGradients(graph, signal, vector, 'w1', 'b1')
      return graph.node('vector/signal', 'MatMul', [signal, 'w1'])
    },
  }
}

function affineGradients(
  graph: GraphBuilder,
  signal: string,
  input: string,
  weights: ParameterName,
  bias: ParameterName,
): void {
  graph.node(`${weights}/gradient`, 'Gemm', [signal, input], { transA: 1 })
  graph.node(`${bias}/gradient`, 'ReduceSum', [signal, graph.integers('axis_0', 0)], {
    keepdims: 0,
  })
}

/** Probabilities and cross-entropies [batch, tags]: sigmoids of the tags by themselves, a softmax for each group. */
function outputs(
  graph: GraphBuilder,
  groups: readonly (number | null)[],
): { probabilities: string; costs: string } {
  const blocks = [...Map.groupBy(groups.keys(), (tag) => groups[tag]!)]
  const parts = blocks.map(([group, tags], block) => {
    const pick = (of: string) =>
      graph.node(`${of}/${block}`, 'Gather', [of, graph.integers(`tags_${block}`, ...tags)], {
        axis: 1,
      })
    return (group === null ? sigmoidBlock : softmaxBlock)(
      graph,
      block,
      pick('logits'),
      pick('targets'),
    )
  })
  const order = blocks.flatMap(([, tags]) => tags)
  const back = graph.integers('tags_back', ...groups.map((_, tag) => order.indexOf(tag)))
  const joined = (kind: 'probabilities' | 'costs') => {
    const all = graph.node(
      `${kind}/all`,
      'Concat',
      parts.map((part) => part[kind]),
      { axis: 1 },
    )
    return graph.node(kind, 'Gather', [all, back], { axis: 1 })
  }
  return { probabilities: joined('probabilities'), costs: joined('costs') }
}

function sigmoidBlock(graph: GraphBuilder, block: number, logits: string, targets: string) {
  const soft = graph.node(`softplus/${block}`, 'Softplus', [logits])
  const hit = graph.node(`hit/${block}`, 'Mul', [logits, targets])
  return {
    probabilities: graph.node(`probabilities/${block}`, 'Sigmoid', [logits]),
    costs: graph.node(`costs/${block}`, 'Sub', [soft, hit]),
  }
}

function softmaxBlock(graph: GraphBuilder, block: number, logits: string, targets: string) {
  const logs = graph.node(`logs/${block}`, 'LogSoftmax', [logits], { axis: 1 })
  const hit = graph.node(`hit/${block}`, 'Mul', [logs, targets])
  return {
    probabilities: graph.node(`probabilities/${block}`, 'Softmax', [logits], { axis: 1 }),
    costs: graph.node(`costs/${block}`, 'Neg', [hit]),
  }
}
