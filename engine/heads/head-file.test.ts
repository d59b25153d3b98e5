import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { madeHead, madeTag } from './fixtures/made-head.ts'
import type { Head } from './head.ts'
import { readHead, writeHead } from './head-file.ts'

const prefix = 8

/** The file with another header, the data as they are. */
function withHeader(bytes: Uint8Array, change: (header: HeadHeader) => unknown): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
  const text = new TextDecoder().decode(bytes.subarray(prefix, prefix + length))
  const header = new TextEncoder().encode(JSON.stringify(change(JSON.parse(text))))
  const changed = new Uint8Array(prefix + header.length + bytes.length - prefix - length)
  new DataView(changed.buffer).setBigUint64(0, BigInt(header.length), true)
  changed.set(header, prefix)
  changed.set(bytes.subarray(prefix + length), prefix + header.length)
  return changed
}

interface HeadHeader {
  __metadata__: { format: string; version: string; manifest: string }
  [tensor: string]: object
}

/** The file with another manifest. */
function withManifest(change: (manifest: Head) => unknown): Uint8Array {
  return withHeader(writeHead(madeHead()), (header) => ({
    ...header,
    __metadata__: {
      ...header.__metadata__,
      manifest: JSON.stringify(change(JSON.parse(header.__metadata__.manifest))),
    },
  }))
}

test.each<[string, Partial<Omit<Head, 'tensors'>>]>([
  ['with a hidden layer', {}],
  ['a linear one', { hidden: null, aggregation: 'weighted-sum' }],
  ['of one layer', { encoder: { modelId: '', name: 'x', layers: 1, hiddenSize: 2 } }],
  ['that abstains', { tags: [{ ...madeTag('ney “νέϊ”'), threshold: null, rocAuc: null }] }],
])('a head %s comes back as it was written', (_name, given) => {
  const head = madeHead(given)
  expect(readHead(writeHead(head))).toEqual(head)
})

test('a file inside a larger buffer is read', () => {
  const bytes = writeHead(madeHead())
  const larger = new Uint8Array(bytes.length + 3)
  larger.set(bytes, 3)
  expect(readHead(larger.subarray(3))).toEqual(madeHead())
})

test('a later version of the format is told apart from a broken file', () => {
  const newer = withHeader(writeHead(madeHead()), (header) => ({
    ...header,
    __metadata__: { ...header.__metadata__, version: '2', manifest: '{}' },
  }))
  expect(() => readHead(newer)).toThrow(
    expect.objectContaining({ code: 'head-newer', message: expect.stringContaining('Update') }),
  )
})

const nan = madeHead()
nan.tensors.w2!.data[1] = Number.NaN
const flat = madeHead()
flat.tensors.deviation!.data[0] = 0
const { w1: _, ...withoutW1 } = madeHead().tensors

test.each<[string, Uint8Array, string]>([
  ['nothing', new Uint8Array(), 'ends too early'],
  ['a huge header', new Uint8Array(16).fill(255), 'does not begin with a header'],
  ['no JSON', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 1, 2), 'description cannot be read'],
  ['values that are no numbers', writeHead(nan), 'w2 holds values that are not numbers'],
  ['a deviation of 0', writeHead(flat), 'deviation holds values that are not positive'],
  ['a missing tensor', writeHead({ ...madeHead(), tensors: withoutW1 }), 'w1 is missing'],
  [
    'another shape',
    withManifest((head) => ({ ...head, hidden: 5 })),
    'w1 is not [5, 5] in float32',
  ],
  [
    'a huge shape',
    withManifest((head) => ({ ...head, hidden: 1e9 })),
    'description cannot be read',
  ],
  ['no tags', withManifest((head) => ({ ...head, tags: [] })), 'description cannot be read'],
  [
    'a temperature of 0',
    withManifest((head) => ({ ...head, tags: [{ ...madeTag('x'), temperature: 0 }] })),
    'description cannot be read',
  ],
  [
    'sizes beyond the file',
    withHeader(writeHead(madeHead()), (header) => ({
      ...header,
      w2: { dtype: 'F32', shape: [3, 4], data_offsets: [1e9, 1e9 + 48] },
    })),
    'ends too early',
  ],
  [
    'no head at all',
    withHeader(writeHead(madeHead()), ({ __metadata__: _metadata, ...tensors }) => tensors),
    'description cannot be read',
  ],
])('a file with %s is refused in words', (_name, bytes, words) => {
  expect(() => readHead(bytes)).toThrow(
    expect.objectContaining({ code: 'head-broken', message: expect.stringContaining(words) }),
  )
})

/** What reading gives: a head that can be written, or a problem; never anything else. */
function outcome(bytes: Uint8Array): 'head' | 'problem' {
  try {
    writeHead(readHead(bytes))
    return 'head'
  } catch (error) {
    expect(error).toSatisfy(isProblem)
    return 'problem'
  }
}

const whole = writeHead(madeHead())

test('a file that was cut off anywhere is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      expect(outcome(whole.slice(0, length))).toBe('problem')
    }),
  )
})

test('no change of bytes gives anything but a head or a problem', () => {
  const changes = fc.array(
    fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 })),
    { minLength: 1, maxLength: 8 },
  )
  fc.assert(
    fc.property(changes, (list) => {
      const bytes = whole.slice()
      for (const [at, value] of list) bytes[at] = value
      outcome(bytes)
    }),
    { numRuns: 2_000 },
  )
})

test('no bytes give anything but a problem', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => outcome(bytes) === 'problem'))
})
