import { elementCount, type Shape } from './encoder-tensors.ts'
import { bytesField, floatField, integerField, message, packedField } from './protobuf-writer.ts'

/** A dimension of an input or output: a size, or the name of one that may vary. */
export type Dimension = number | string

export type Attribute = number | readonly number[] | { float: number }

export interface OnnxNode {
  operator: string
  /** Where the operator is defined: empty for ONNX's own. */
  domain: Domain
  /** An empty name stands for an optional input that is left out. */
  inputs: readonly string[]
  output: string
  attributes: Readonly<Record<string, Attribute>>
}

export interface OnnxValue {
  name: string
  dimensions: readonly Dimension[]
}

/** How the values of a weight are stored. */
export type ElementType = keyof typeof elementTypes

export type WeightValues = Float32Array | Float16Array | Int8Array

/** Values kept in the data file; `load` is called once, when they are written, and gives them in their type. */
export interface OnnxWeight {
  name: string
  type: ElementType
  shape: Shape
  load(): Promise<WeightValues>
}

/** Small values kept in the model itself. */
export interface OnnxConstant {
  name: string
  shape: Shape
  values: Float32Array | BigInt64Array
}

export interface OnnxGraph {
  inputs: readonly OnnxValue[]
  outputs: readonly OnnxValue[]
  nodes: readonly OnnxNode[]
  weights: readonly OnnxWeight[]
  constants: readonly OnnxConstant[]
}

const IR_VERSION = 10
/** The version of each domain's operators. */
const operatorSets = { '': 21, 'com.microsoft': 1 }
export type Domain = keyof typeof operatorSets
/** Weights begin on pages, so that ONNX Runtime can map them. */
const ALIGNMENT = 4096
/** TensorProto's code of float32. */
export const FLOAT = 1
const INT64 = 7
const EXTERNAL = 1
const elementTypes = {
  float32: { code: FLOAT, bytes: 4 },
  float16: { code: 10, bytes: 2 },
  int8: { code: 3, bytes: 1 },
}

function byteLength({ type, shape }: OnnxWeight): number {
  return elementCount(shape) * elementTypes[type].bytes
}

/** Byte offset of each weight in the data file, in the order of `weights`. */
export function weightOffsets(weights: readonly OnnxWeight[]): number[] {
  let end = 0
  return weights.map((weight) => {
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT
    end = offset + byteLength(weight)
    return offset
  })
}

// Field numbers below are those of onnx.proto (ONNX 1.18, IR version 10).

function attributeProto(name: string, value: Attribute): Uint8Array {
  if (typeof value === 'number')
    return message(bytesField(1, name), integerField(3, value), integerField(20, 2))
  if ('float' in value)
    return message(bytesField(1, name), floatField(2, value.float), integerField(20, 1))
  return message(bytesField(1, name), packedField(8, value), integerField(20, 7))
}

function nodeProto({ operator, domain, inputs, output, attributes }: OnnxNode): Uint8Array {
  return message(
    ...inputs.map((input) => bytesField(1, input)),
    bytesField(2, output),
    bytesField(3, output),
    bytesField(4, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      bytesField(5, attributeProto(name, value)),
    ),
    ...(domain === '' ? [] : [bytesField(7, domain)]),
  )
}

function constantProto({ name, shape, values }: OnnxConstant): Uint8Array {
  return message(
    packedField(1, shape),
    integerField(2, values instanceof Float32Array ? FLOAT : INT64),
    bytesField(8, name),
    bytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  )
}

function weightProto(weight: OnnxWeight, offset: number, dataFile: string): Uint8Array {
  const entry = (key: string, value: string) =>
    bytesField(13, message(bytesField(1, key), bytesField(2, value)))
  return message(
    packedField(1, weight.shape),
    integerField(2, elementTypes[weight.type].code),
    bytesField(8, weight.name),
    entry('location', dataFile),
    entry('offset', String(offset)),
    entry('length', String(byteLength(weight))),
    integerField(14, EXTERNAL),
  )
}

function valueProto({ name, dimensions }: OnnxValue): Uint8Array {
  const shape = dimensions.map((dimension) =>
    bytesField(
      1,
      typeof dimension === 'number' ? integerField(1, dimension) : bytesField(2, dimension),
    ),
  )
  const tensorType = message(integerField(1, FLOAT), bytesField(2, message(...shape)))
  return message(bytesField(1, name), bytesField(2, bytesField(1, tensorType)))
}

/** The ONNX model of a graph whose weights lie in `dataFile`, a name in the same folder, at `weightOffsets`. */
export function onnxModel(graph: OnnxGraph, name: string, dataFile: string): Uint8Array {
  const offsets = weightOffsets(graph.weights)
  const domains = new Set(graph.nodes.map((node) => node.domain))
  const graphProto = message(
    ...graph.nodes.map((node) => bytesField(1, nodeProto(node))),
    bytesField(2, name),
    ...graph.constants.map((constant) => bytesField(5, constantProto(constant))),
    ...graph.weights.map((weight, i) =>
      bytesField(5, weightProto(weight, offsets[i] ?? 0, dataFile)),
    ),
    ...graph.inputs.map((input) => bytesField(11, valueProto(input))),
    ...graph.outputs.map((output) => bytesField(12, valueProto(output))),
  )
  return message(
    integerField(1, IR_VERSION),
    bytesField(2, 'naghma'),
    bytesField(7, graphProto),
    ...[...domains].map((domain) =>
      bytesField(8, message(bytesField(1, domain), integerField(2, operatorSets[domain]))),
    ),
  )
}
