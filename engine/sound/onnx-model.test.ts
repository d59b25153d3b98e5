import protobuf from 'protobufjs'
import { expect, test } from 'vitest'
import { readEncoderConfig } from './encoder-config.ts'
import { type EncoderForm, encoderGraph } from './encoder-graph.ts'
import { elementCount } from './encoder-tensors.ts'
import { onnxModel } from './onnx-model.ts'
import { fixtureJson } from './test-fixtures.ts'

/** The part of onnx.proto that encoders use. */
const { root } = protobuf.parse(`
  syntax = "proto2";
  message ModelProto {
    optional int64 ir_version = 1;
    optional string producer_name = 2;
    optional GraphProto graph = 7;
    repeated OperatorSetId opset_import = 8;
  }
  message OperatorSetId { optional string domain = 1; optional int64 version = 2; }
  message GraphProto {
    repeated NodeProto node = 1;
    optional string name = 2;
    repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11;
    repeated ValueInfoProto output = 12;
  }
  message NodeProto {
    repeated string input = 1;
    repeated string output = 2;
    optional string name = 3;
    optional string op_type = 4;
    repeated AttributeProto attribute = 5;
    optional string domain = 7;
  }
  message AttributeProto {
    optional string name = 1;
    optional float f = 2;
    optional int64 i = 3;
    repeated int64 ints = 8 [packed = true];
    optional int32 type = 20;
  }
  message StringEntry { optional string key = 1; optional string value = 2; }
  message TensorProto {
    repeated int64 dims = 1 [packed = true];
    optional int32 data_type = 2;
    optional string name = 8;
    optional bytes raw_data = 9;
    repeated StringEntry external_data = 13;
    optional int32 data_location = 14;
  }
  message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { optional int32 elem_type = 1; optional Shape shape = 2; }
  message TypeProto { optional TensorType tensor_type = 1; }
  message ValueInfoProto { optional string name = 1; optional TypeProto type = 2; }
`)

interface Model {
  irVersion: number
  opsetImport: { domain: string; version: number }[]
  graph: {
    node: {
      input: string[]
      output: string[]
      opType: string
      domain?: string
      attribute?: { name: string; type: number; i?: number; f?: number; ints?: number[] }[]
    }[]
    initializer: {
      name: string
      dims?: number[]
      dataType: number
      rawData?: Uint8Array
      externalData?: { key: string; value: string }[]
      dataLocation?: number
    }[]
    input: { name: string; type: object }[]
    output: { name: string; type: object }[]
  }
}

const { config } = readEncoderConfig(fixtureJson('tiny/st-legacy/config.json'))

function decode(form: EncoderForm = 'float32', doNormalize = true): Model {
  const read = () => Promise.reject(new Error('not read'))
  const graph = encoderGraph(config, doNormalize, read, form)
  const type = root.lookupType('ModelProto')
  return type.toObject(type.decode(onnxModel(graph, 'encoder', 'x.data')), {
    longs: Number,
  }) as Model
}

const value = (name: string, dim: object[]) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim } } },
})

test('inputs and outputs, with the dimensions that may vary', () => {
  const { graph, irVersion, opsetImport } = decode()
  expect({ irVersion, opsetImport }).toEqual({
    irVersion: 10,
    opsetImport: [{ domain: '', version: 21 }],
  })
  expect(graph.input).toEqual([value('samples', [{ dimParam: 'batch' }, { dimParam: 'samples' }])])
  const hidden = [{ dimParam: 'batch' }, { dimParam: 'frames' }, { dimValue: 48 }]
  expect(graph.output).toEqual([
    value('means', [{ dimParam: 'batch' }, { dimValue: 4 }, { dimValue: 48 }]),
    ...[0, 1, 2, 3].map((layer) => value(`hidden_${layer}`, hidden)),
  ])
})

const forms: [string, EncoderForm][] = [
  ['float32', 'float32'],
  ['float16', 'float16'],
  ['int8', { largest: 127 }],
]

test.each(forms)('nodes of %s are in order, each value made once and used', (_, form) => {
  const { graph } = decode(form)
  const known = new Set([
    ...graph.input.map(({ name }) => name),
    ...graph.initializer.map(({ name }) => name),
  ])
  const used = new Set(graph.output.map(({ name }) => name))
  for (const node of graph.node) {
    for (const input of node.input.filter((name) => name !== '')) {
      expect(known, node.output[0]).toContain(input)
      used.add(input)
    }
    for (const output of node.output) {
      expect(known).not.toContain(output)
      known.add(output)
    }
  }
  expect([...known].filter((name) => !used.has(name))).toEqual([])
})

function operatorsOf(form: EncoderForm): string[] {
  const names = decode(form).graph.node.map(({ domain = '', opType }) => domain + opType)
  return [...new Set(names)].sort()
}

const operators = [
  'Add',
  'Concat',
  'Conv',
  'Div',
  'Gelu',
  'InstanceNormalization',
  'LayerNormalization',
  'MatMul',
  'Mul',
  'ReduceMean',
  'Reshape',
  'Softmax',
  'Sqrt',
  'Sub',
  'Transpose',
  'Unsqueeze',
]

test('operators are those of the default domain, and for int8 one of ONNX Runtime', () => {
  expect(operatorsOf('float32')).toEqual(operators)
  expect(operatorsOf('float16')).toEqual([...operators, 'Cast'].sort())
  expect(operatorsOf({ largest: 127 })).toEqual([
    ...operators,
    'com.microsoftDynamicQuantizeMatMul',
  ])
  expect(decode({ largest: 127 }).opsetImport).toEqual([
    { domain: '', version: 21 },
    { domain: 'com.microsoft', version: 1 },
  ])
})

test('float16 is for matrices and kernels, cast back to float32', () => {
  const { node, initializer } = decode('float16').graph
  const casts = new Map(
    node.filter(({ opType }) => opType === 'Cast').map((cast) => [cast.input[0], cast]),
  )
  for (const { name, dims = [], dataType, dataLocation } of initializer) {
    const isMatrix = dataLocation === 1 && dims.length > 1
    expect(dataType === 10, name).toBe(isMatrix)
    expect(casts.has(name), name).toBe(isMatrix)
    if (isMatrix) expect(casts.get(name)?.attribute).toEqual([{ name: 'to', i: 1, type: 2 }])
  }
  expect(casts.size).toBe(7 + 1 + 1 + 3 * 6)
})

test('int8 is for the products of the transformer, each with a step for each column', () => {
  const { node, initializer } = decode({ largest: 127 }).graph
  const tensors = new Map(initializer.map((tensor) => [tensor.name, tensor]))
  const products = node.filter(({ opType }) => opType === 'DynamicQuantizeMatMul')
  expect(products).toHaveLength(3 * 6)
  for (const { input, output } of products) {
    const [, weight, steps, zero, bias] = input.map((name) => tensors.get(name))
    const [width, out] = weight?.dims ?? []
    const expected = output[0]?.endsWith('output_dense') ? 96 : 48
    expect([weight?.dataType, steps?.dataType, width]).toEqual([3, 1, expected])
    expect([steps?.dims, bias?.dims]).toEqual([[out], [out]])
    expect(zero).toBeUndefined()
  }
  expect(initializer.filter(({ dataType }) => dataType === 3)).toHaveLength(3 * 6)
})

test('attributes carry their type', () => {
  const { graph } = decode()
  const attributes = (name: string) =>
    graph.node.find(({ output }) => output[0] === name)?.attribute
  expect(attributes('encoder.pos_conv_embed.conv')).toEqual([
    { name: 'kernel_shape', ints: [128], type: 7 },
    { name: 'pads', ints: [64, 63], type: 7 },
    { name: 'group', i: 16, type: 2 },
  ])
  expect(attributes('hidden_0')).toEqual([
    { name: 'axis', i: -1, type: 2 },
    { name: 'epsilon', f: Math.fround(1e-5), type: 1 },
  ])
})

test.each(forms)('weights of %s lie on pages of their own, as large as they are', (_, form) => {
  const widths: Record<number, number> = { 1: 4, 10: 2, 3: 1 }
  let end = 0
  let values = 0
  for (const tensor of decode(form).graph.initializer) {
    if (tensor.dataLocation !== 1) continue
    const entries = new Map(tensor.externalData?.map(({ key, value }) => [key, value]))
    const offset = Number(entries.get('offset'))
    expect(entries.get('location')).toBe('x.data')
    expect(offset % 4096).toBe(0)
    expect(offset).toBeGreaterThanOrEqual(end)
    const count = elementCount(tensor.dims ?? [])
    expect(Number(entries.get('length'))).toBe((widths[tensor.dataType] ?? 0) * count)
    end = offset + Number(entries.get('length'))
    values += count
  }
  expect(values).toBeGreaterThan(90_000)
})

test('no normalisation where the checkpoint wants none', () => {
  const operators = decode('float32', false).graph.node.map(({ opType }) => opType)
  expect(operators).not.toContain('Div')
})
