import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { fixture, fixtureJson } from './test-fixtures.ts'
import { unpickleTensors } from './unpickle.ts'

const fullPickle = new Uint8Array(readFileSync(fixture('full/data.pkl')))

/** A pickle from opcodes as latin-1 text; protocol 2, stopped. */
function pickle(...opcodes: string[]): Uint8Array {
  return Buffer.from(`\x80\x02${opcodes.join('')}.`, 'latin1')
}

function unpickleOutcome(bytes: Uint8Array): unknown {
  try {
    return unpickleTensors(bytes)
  } catch (error) {
    return error
  }
}

test('reads every tensor of a full-size checkpoint', () => {
  const { expect: expected } = fixtureJson<{ expect: unknown[] }>('full/data_pkl_expect.json')
  const tensors = [...unpickleTensors(fullPickle)].map(
    ([name, { storage, offset, shape, strides }]) => ({
      name,
      shape,
      storage_key: storage.key,
      numel: storage.elements,
      stride: strides,
      offset,
    }),
  )
  expect(tensors).toEqual(expected)
})

test.each([
  'os.system',
  'builtins.eval',
  'posix.system',
  'torch._utils._rebuild_parameter',
  'torch.LongStorage',
  'torch.storage._load_from_bytes',
  'collections.OrderedDict.__reduce__',
  'argparse.Namespace',
  '__builtin__.getattr',
])('refuses the global %s by name', (name) => {
  const dot = name.lastIndexOf('.')
  const bytes = pickle('c', `${name.slice(0, dot)}\n${name.slice(dot + 1)}\n`, ')R')
  expect(() => unpickleTensors(bytes)).toThrow(
    expect.objectContaining({ code: 'checkpoint-unsafe', message: expect.stringContaining(name) }),
  )
})

test('refuses a foreign global that is never called, even after a whole dictionary', () => {
  const bytes = Buffer.concat([fullPickle.subarray(0, -1), pickle('cnt\nsystem\n').subarray(2)])
  expect(unpickleOutcome(bytes)).toMatchObject({ code: 'checkpoint-unsafe' })
})

const storage = (key: string, elements: string) =>
  `(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0${key}X\x03\0\0\0cpu${elements}tQ`
const rebuild = (storageOps: string, offset: string, size: string, stride: string) =>
  `ctorch._utils\n_rebuild_tensor_v2\n(${storageOps}${offset}(${size}t(${stride}t\x89}tR`

test('keeps the offset and the strides of a view', () => {
  const view = rebuild(storage('7', 'K\x0c'), 'K\x01', 'K\x02K\x03', 'K\x01K\x02')
  const tensors = unpickleTensors(pickle('}', 'X\x01\0\0\0w', view, 's'))
  expect(tensors).toEqual(
    new Map([
      [
        'w',
        {
          storage: { kind: 'storage', dtype: 'F32', key: '7', elements: 12 },
          offset: 1,
          shape: [2, 3],
          strides: [1, 2],
        },
      ],
    ]),
  )
})

test.each([
  ['a tensor beyond its storage', rebuild(storage('0', 'K\x06'), 'K\x01', 'K\x06', 'K\x01')],
  ['a negative offset', rebuild(storage('0', 'K\x06'), 'J\xff\xff\xff\xff', 'K\x02', 'K\x01')],
  [
    'a size that is no integer',
    rebuild(storage('0', 'K\x06'), 'K\0', 'G?\xf8\0\0\0\0\0\0', 'K\x01'),
  ],
  ['fewer strides than sizes', rebuild(storage('0', 'K\x06'), 'K\0', 'K\x02K\x03', 'K\x01')],
])('refuses %s', (_, tensor) => {
  const bytes = pickle('}', 'X\x01\0\0\0w', tensor, 's')
  expect(unpickleOutcome(bytes)).toMatchObject({ code: 'checkpoint-unreadable' })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['another protocol', Buffer.from('\x80\x04}.', 'latin1')],
  ['an unknown opcode', pickle('\x93')],
  ['a string longer than the file', pickle('X\xff\xff\xff\xffab')],
  ['a value that was never stored', pickle('h\x05')],
  ['no dictionary', pickle('K\x01')],
  ['a call of a dictionary', pickle('})R')],
])('refuses %s', (_, bytes) => {
  expect(unpickleOutcome(bytes)).toMatchObject({ code: 'checkpoint-unreadable' })
})

test('every prefix of a pickle is refused', () => {
  const source = fullPickle.subarray(0, 4000)
  for (let end = 0; end < source.length; end++)
    expect(unpickleOutcome(source.subarray(0, end))).toSatisfy(isProblem)
})

test('any bytes give tensors or a problem', () => {
  const opcodes = Buffer.from('\x80(N\x88\x89KMJ\x8aGX}])\x85\x86\x87tqrhjaesucQRb.', 'latin1')
  const pickleLike = fc
    .array(fc.oneof(fc.constantFrom(...opcodes), fc.integer({ min: 0, max: 255 })), {
      maxLength: 300,
    })
    .map((bytes) => Uint8Array.from([0x80, 2, ...bytes, 0x2e]))
  const damaged = fc
    .array(fc.tuple(fc.nat(fullPickle.length - 1), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    })
    .map((edits) => {
      const bytes = fullPickle.slice()
      for (const [at, value] of edits) bytes[at] = value
      return bytes
    })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), pickleLike, damaged), (bytes) => {
      const outcome = unpickleOutcome(bytes)
      return outcome instanceof Map || isProblem(outcome)
    }),
    { numRuns: 3000 },
  )
})
