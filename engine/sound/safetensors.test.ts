import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { parseSafetensorsHeader, readSafetensors } from './safetensors.ts'
import { readStoredTensor } from './stored-tensor.ts'
import { temporaryFolder } from './test-fixtures.ts'

function safetensors(header: unknown, data: Uint8Array): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  return Buffer.concat([length, json, data])
}

async function readBytes(bytes: Uint8Array) {
  const file = join(temporaryFolder(), 'x.safetensors')
  await writeFile(file, bytes)
  const handle = await open(file)
  try {
    const tensors = await readSafetensors(handle, bytes.length)
    const values = new Map<string, number[]>()
    for (const [name, tensor] of tensors)
      values.set(name, [...(await readStoredTensor(handle, tensor))])
    return values
  } finally {
    await handle.close()
  }
}

test('reads float32, float16 and bfloat16, with metadata and padding', async () => {
  const values = [1, -0.5, 65504, 2 ** -14]
  const bfloat = new Uint16Array(new Uint32Array(Float32Array.from(values).buffer)).map(
    (_, i) => new Uint32Array(Float32Array.from(values).buffer)[i]! >>> 16,
  )
  const data = Buffer.concat([
    new Uint8Array(Float32Array.from(values).buffer),
    new Uint8Array(Float16Array.from(values).buffer),
    new Uint8Array(bfloat.buffer),
  ])
  const header = {
    __metadata__: { format: 'pt' },
    full: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
    half: { dtype: 'F16', shape: [4], data_offsets: [16, 24] },
    brain: { dtype: 'BF16', shape: [4, 1], data_offsets: [24, 32] },
  }
  const read = await readBytes(safetensors(header, data))
  expect(read.get('full')).toEqual(values)
  expect(read.get('half')).toEqual(values)
  expect(read.get('brain')).toEqual([1, -0.5, 65280, 2 ** -14])
})

const entry = (fields: object) => ({
  w: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...fields },
})

test.each([
  ['a size that does not fit the shape', entry({ shape: [3] })],
  ['a negative size', entry({ shape: [-2] })],
  ['reversed offsets', entry({ data_offsets: [8, 0] })],
  ['a fractional offset', entry({ data_offsets: [0.5, 8.5] })],
  ['an entry without offsets', { w: { dtype: 'F32', shape: [2] } }],
  ['a list', []],
  ['a number', 7],
])('refuses %s', async (_, header) => {
  await expect(readBytes(safetensors(header, Buffer.alloc(8)))).rejects.toMatchObject({
    code: 'checkpoint-unreadable',
  })
})

test.each([
  ['data that ends too early', safetensors(entry({}), Buffer.alloc(7))],
  ['a header that ends too early', safetensors(entry({}), Buffer.alloc(0)).subarray(0, 30)],
  ['less than a length', Buffer.from([1, 2, 3])],
])('tells %s apart as truncated', async (_, bytes) => {
  await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'checkpoint-truncated' })
})

test('refuses a huge header length without reading it', async () => {
  await expect(readBytes(Buffer.alloc(64, 0xff))).rejects.toMatchObject({
    code: 'checkpoint-unreadable',
  })
})

test('any header gives tensors within the file or a problem', () => {
  const size = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(2 ** 53, 2 ** 31, 0, 1))
  const tensor = fc.record(
    {
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'I64', '__proto__'),
      shape: fc.array(size, { maxLength: 10 }),
      data_offsets: fc.array(size, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  const header = fc.oneof(
    fc.dictionary(fc.string(), fc.oneof(tensor, fc.jsonValue())).map((o) => JSON.stringify(o)),
    fc.json(),
    fc.string(),
  )
  fc.assert(
    fc.property(header, fc.nat(1000), (text, dataBytes) => {
      const bytes = Buffer.from(text)
      const fileSize = 8 + bytes.length + dataBytes
      try {
        const tensors = parseSafetensorsHeader(bytes, 8 + bytes.length, fileSize)
        return [...tensors.values()].every(({ start }) => start >= 8 && start <= fileSize)
      } catch (error) {
        return isProblem(error)
      }
    }),
    { numRuns: 3000 },
  )
})
