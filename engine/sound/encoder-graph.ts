import type { EncoderConfig } from './encoder-config.ts'
import { encoderTensors } from './encoder-tensors.ts'
import { GraphBuilder } from './graph-builder.ts'
import type { OnnxGraph, OnnxValue } from './onnx-model.ts'
import { quantisedTransposed, rowSteps } from './quantise.ts'
import { foldWeightNorm } from './weight-norm.ts'

/** Epsilon of torch's GroupNorm, which no config changes. */
const GROUP_NORM_EPSILON = 1e-5
/** Added to the variance by transformers' Wav2Vec2FeatureExtractor. */
const NORMALIZE_EPSILON = 1e-7

/** The transformer's products with a weight are computed in 8 bits; a quantised weight is at most `largest`. */
export interface Int8Form {
  largest: number
}

/** How the matrices of an encoder are stored; except for int8, they are float32 again when the model is loaded. */
export type EncoderForm = 'float32' | 'float16' | Int8Form

type ReadTensor = (name: string) => Promise<Float32Array>

/** [rows, columns] to [columns, rows], every value times `factor`. */
function transposed(
  values: Float32Array,
  rows: number,
  columns: number,
  factor: number,
): Float32Array {
  const result = new Float32Array(values.length)
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c]! * factor
  return result
}

/** Input of the extractor: each row brought to mean 0 and variance 1 (population variance) when `doNormalize`. */
function normalization(graph: GraphBuilder, samples: string): string {
  const mean = graph.timeMean('normalize/mean', samples)
  const centred = graph.node('normalize/centred', 'Sub', [samples, mean])
  const squares = graph.node('normalize/squares', 'Mul', [centred, centred])
  const variance = graph.timeMean('normalize/variance', squares)
  const epsilon = graph.float('normalize/epsilon', NORMALIZE_EPSILON)
  const raised = graph.node('normalize/raised', 'Add', [variance, epsilon])
  const deviation = graph.node('normalize/deviation', 'Sqrt', [raised])
  return graph.node('normalize', 'Div', [centred, deviation])
}

/** The normalisation alone: `samples` to `output`, both [batch, samples]. */
export function normalizationGraph(output: string): OnnxGraph {
  const graph = new GraphBuilder('float32')
  graph.node(output, 'Identity', [normalization(graph, 'samples')])
  const dimensions = ['batch', 'samples']
  return {
    ...graph,
    inputs: [{ name: 'samples', dimensions }],
    outputs: [{ name: output, dimensions }],
  }
}

/**
 * The graph of a MERT encoder (HuBERT base with group norm in its front end, post-layer-norm transformer) in standard
 * operators of the default domain. Input `samples` [batch, samples], 24 kHz mono, at least 400; outputs `hidden_0` ...
 * `hidden_<layers>` [batch, frames, hidden] and `means` [batch, layers + 1, hidden], their means over the frames.
 *
 * Attention is written out as MatMul and Softmax: the fused operators are no faster on the CPU and give wrong results
 * on some GPUs. Its scale is folded into the query projection.
 *
 * The int8 form multiplies with ONNX Runtime's own operator for this: activations are quantised as they come, one
 * scale for all of them, weights with one scale for each output column. Everything else stays float32.
 */
export function encoderGraph(
  config: EncoderConfig,
  doNormalize: boolean,
  read: ReadTensor,
  form: EncoderForm = 'float32',
): OnnxGraph {
  const graph = new GraphBuilder(form === 'float16' ? 'float16' : 'float32')
  const { hiddenSize, heads, layers, convolutions } = config
  const shapes = encoderTensors(config)
  const tensor = (name: string) => graph.weight(name, shapes.get(name) ?? [], () => read(name))

  function scaledBias(name: string, out: number, factor: number): string {
    return graph.weight(`${name}.bias`, [out], async () =>
      (await read(`${name}.bias`)).map((value) => value * factor),
    )
  }

  function linear(input: string, name: string, factor = 1): string {
    const [out = 0, width = 0] = shapes.get(`${name}.weight`) ?? []
    const weight = graph.weight(`${name}.weight`, [width, out], async () =>
      transposed(await read(`${name}.weight`), out, width, factor),
    )
    const product = graph.node(`${name}/product`, 'MatMul', [input, weight])
    return graph.node(name, 'Add', [product, scaledBias(name, out, factor)])
  }

  function quantisedLinear(
    { largest }: Int8Form,
    input: string,
    name: string,
    factor: number,
  ): string {
    const matrix = `${name}.weight`
    const [out = 0, width = 0] = shapes.get(matrix) ?? []
    const weight = graph.stored(`${matrix}/int8`, 'int8', [width, out], async () => {
      const values = await read(matrix)
      return quantisedTransposed(values, rowSteps(values, out, largest))
    })
    const steps = graph.weight(`${matrix}/steps`, [out], async () =>
      rowSteps(await read(matrix), out, largest).map((step) => step * factor),
    )
    const inputs = [input, weight, steps, '', scaledBias(name, out, factor)]
    return graph.node(name, 'DynamicQuantizeMatMul', inputs, {}, 'com.microsoft')
  }

  /** A product of the transformer, which an int8 form computes in 8 bits. */
  function layerLinear(input: string, name: string, factor = 1): string {
    return typeof form === 'string'
      ? linear(input, name, factor)
      : quantisedLinear(form, input, name, factor)
  }

  function layerNorm(input: string, name: string, output = name): string {
    const scale = tensor(`${name}.weight`)
    const bias = tensor(`${name}.bias`)
    const attributes = { axis: -1, epsilon: { float: config.layerNormEpsilon } }
    return graph.node(output, 'LayerNormalization', [input, scale, bias], attributes)
  }

  function frontEnd(samples: string): string {
    const axis = graph.integers('axis_1', 1)
    let x = graph.node('channels', 'Unsqueeze', [samples, axis])
    for (const [i, { kernel, stride }] of convolutions.entries()) {
      const name = `feature_extractor.conv_layers.${i}`
      x = graph.node(`${name}.conv`, 'Conv', [x, tensor(`${name}.conv.weight`)], {
        kernel_shape: [kernel],
        strides: [stride],
      })
      if (i === 0) {
        const norm = `${name}.layer_norm`
        const inputs = [x, tensor(`${norm}.weight`), tensor(`${norm}.bias`)]
        const attributes = { epsilon: { float: GROUP_NORM_EPSILON } }
        x = graph.node(norm, 'InstanceNormalization', inputs, attributes)
      }
      x = graph.node(`${name}.gelu`, 'Gelu', [x])
    }
    x = graph.node('features', 'Transpose', [x], { perm: [0, 2, 1] })
    return linear(layerNorm(x, 'feature_projection.layer_norm'), 'feature_projection.projection')
  }

  /** An even kernel padded on both sides gives one frame too many, of which the last is dropped: one pad less. */
  function addPositions(x: string): string {
    const name = 'encoder.pos_conv_embed.conv'
    const shape = shapes.get(`${name}.weight_v`) ?? []
    const weight = graph.weight(`${name}.weight`, shape, async () =>
      foldWeightNorm(await read(`${name}.weight_g`), await read(`${name}.weight_v`)),
    )
    const channels = graph.node(`${name}/channels`, 'Transpose', [x], { perm: [0, 2, 1] })
    const kernel = config.positionKernel
    const convolved = graph.node(name, 'Conv', [channels, weight, tensor(`${name}.bias`)], {
      kernel_shape: [kernel],
      pads: [kernel / 2, kernel / 2 - 1],
      group: config.positionGroups,
    })
    const active = graph.node(`${name}/gelu`, 'Gelu', [convolved])
    const positions = graph.node(`${name}/frames`, 'Transpose', [active], { perm: [0, 2, 1] })
    return graph.node(`${name}/sum`, 'Add', [x, positions])
  }

  function attention(x: string, name: string): string {
    const headSize = hiddenSize / heads
    const split = graph.integers('split_heads', 0, 0, heads, headSize)
    const join = graph.integers('join_heads', 0, 0, hiddenSize)
    const project = (part: 'q' | 'k' | 'v', perm: readonly number[], factor = 1) => {
      const projected = layerLinear(x, `${name}.${part}_proj`, factor)
      const byHead = graph.node(`${name}/${part}/split`, 'Reshape', [projected, split])
      return graph.node(`${name}/${part}`, 'Transpose', [byHead], { perm })
    }
    const query = project('q', [0, 2, 1, 3], headSize ** -0.5)
    const key = project('k', [0, 2, 3, 1])
    const value = project('v', [0, 2, 1, 3])
    const scores = graph.node(`${name}/scores`, 'MatMul', [query, key])
    const shares = graph.node(`${name}/shares`, 'Softmax', [scores], { axis: -1 })
    const mixed = graph.node(`${name}/mixed`, 'MatMul', [shares, value])
    const byFrame = graph.node(`${name}/frames`, 'Transpose', [mixed], { perm: [0, 2, 1, 3] })
    const joined = graph.node(`${name}/join`, 'Reshape', [byFrame, join])
    return layerLinear(joined, `${name}.out_proj`)
  }

  function transformerLayer(x: string, index: number): string {
    const name = `encoder.layers.${index}`
    const attended = graph.node(`${name}/attended`, 'Add', [x, attention(x, `${name}.attention`)])
    const middle = layerNorm(attended, `${name}.layer_norm`)
    const wide = layerLinear(middle, `${name}.feed_forward.intermediate_dense`)
    const active = graph.node(`${name}.feed_forward/gelu`, 'Gelu', [wide])
    const narrow = layerLinear(active, `${name}.feed_forward.output_dense`)
    const sum = graph.node(`${name}/sum`, 'Add', [middle, narrow])
    return layerNorm(sum, `${name}.final_layer_norm`, `hidden_${index + 1}`)
  }

  const features = frontEnd(doNormalize ? normalization(graph, 'samples') : 'samples')
  const states = [layerNorm(addPositions(features), 'encoder.layer_norm', 'hidden_0')]
  for (let i = 0; i < layers; i++) states.push(transformerLayer(states[i]!, i))
  const means = states.map((state) => graph.timeMean(`${state}/mean`, state))
  graph.node('means', 'Concat', means, { axis: 1 })

  const outputs: OnnxValue[] = [
    { name: 'means', dimensions: ['batch', states.length, hiddenSize] },
    ...states.map((name) => ({ name, dimensions: ['batch', 'frames', hiddenSize] })),
  ]
  return { ...graph, inputs: [{ name: 'samples', dimensions: ['batch', 'samples'] }], outputs }
}
