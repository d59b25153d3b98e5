import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { readStoredTensor } from './stored-tensor.ts'
import { fixture, temporaryFolder } from './test-fixtures.ts'
import { readTorchArchive } from './torch-archive.ts'

/** A zip as torch writes it: entries in order, stored unless `deflated`, no checksums (nothing reads them). */
function zip(entries: Readonly<Record<string, Uint8Array>>, deflated = ''): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, bytes] of Object.entries(entries)) {
    const data = name === deflated ? deflateRawSync(bytes) : bytes
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(name === deflated ? 8 : 0, 4)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    local.push(Buffer.from('PK\x03\x04'), common, Buffer.from(name), Buffer.from(data))
    central.push(Buffer.from('PK\x01\x02\x14\0'), common, place, Buffer.from(name))
    offset += 30 + name.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(Object.keys(entries).length, 8)
  end.writeUInt16LE(Object.keys(entries).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

/** A pickled `{'w': tensor of shape [2, 3], transposed, from a storage '0' of six values}`. */
function transposedPickle(storageType = 'FloatStorage'): Buffer {
  return Buffer.from(
    [
      '\x80\x02}X\x01\0\0\0wctorch._utils\n_rebuild_tensor_v2\n',
      `((X\x07\0\0\0storagectorch\n${storageType}\nX\x01\0\0\x000X\x03\0\0\0cpuK\x06tQ`,
      'K\0K\x02K\x03\x86K\x01K\x02\x86\x89}tRs.',
    ].join(''),
    'latin1',
  )
}

const six = new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer)
const good = { 'm/data.pkl': transposedPickle(), 'm/data/0': six }

async function readArchive(bytes: Uint8Array) {
  const file = join(temporaryFolder(), 'pytorch_model.bin')
  await writeFile(file, bytes)
  const handle = await open(file)
  onTestFinished(() => handle.close())
  return { handle, tensors: await readTorchArchive(handle, bytes.length) }
}

test('a transposed tensor is read in row-major order', async () => {
  const { handle, tensors } = await readArchive(
    zip({ ...good, 'm/byteorder': Buffer.from('little') }),
  )
  const tensor = tensors.get('w')
  expect(tensor).toMatchObject({ shape: [2, 3], strides: [1, 2] })
  expect(tensor && (await readStoredTensor(handle, tensor))).toEqual(
    Float32Array.of(1, 3, 5, 2, 4, 6),
  )
})

test('half-precision storages', async () => {
  const half = new Uint8Array(Float16Array.of(1, 2, 3, 4, 5, 6).buffer)
  const { handle, tensors } = await readArchive(
    zip({ 'm/data.pkl': transposedPickle('HalfStorage'), 'm/data/0': half }),
  )
  const tensor = tensors.get('w')
  expect(tensor && (await readStoredTensor(handle, tensor))).toEqual(
    Float32Array.of(1, 3, 5, 2, 4, 6),
  )
})

test.each([
  ['no data.pkl', zip({ 'm/data/0': six }), 'data.pkl'],
  ['two data.pkl', zip({ ...good, 'n/data.pkl': transposedPickle() }), 'data.pkl'],
  ['no storage', zip({ 'm/data.pkl': transposedPickle() }), 'storage 0 is missing'],
  ['a storage too small', zip({ ...good, 'm/data/0': six.subarray(0, 20) }), 'too small'],
  ['a compressed storage', zip(good, 'm/data/0'), 'compressed'],
  ['a compressed pickle', zip(good, 'm/data.pkl'), 'compressed'],
  ['big-endian values', zip({ ...good, 'm/byteorder': Buffer.from('big') }), 'big-endian'],
  [
    'too many entries',
    zip(Object.fromEntries(Array.from({ length: 20_001 }, (_, i) => [`${i}`, six]))),
    'too many',
  ],
])('%s is refused', async (_, bytes, words) => {
  await expect(readArchive(bytes)).rejects.toMatchObject({
    code: 'checkpoint-unreadable',
    message: expect.stringContaining(words),
  })
})

test('a zip64 directory far outside the file is refused', async () => {
  const bytes = await readFile(fixture('tiny/bin-torch113-archive/pytorch_model.bin'))
  const locator = bytes.lastIndexOf('PK\x06\x07')
  expect(locator).toBeGreaterThan(0)
  for (const place of [2n ** 63n, 2n ** 53n - 8n, BigInt(bytes.length)]) {
    bytes.writeBigUInt64LE(place, locator + 8)
    bytes.fill(0xff, bytes.length - 14, bytes.length - 2)
    await expect(readArchive(bytes)).rejects.toMatchObject({ code: 'checkpoint-truncated' })
  }
})

test('any damage to the directory, the headers or the pickle gives tensors or a problem', async () => {
  const whole = await readFile(fixture('tiny/bin-torch113-archive/pytorch_model.bin'))
  const file = join(temporaryFolder(), 'pytorch_model.bin')
  const places = fc.oneof(
    fc.nat(12_000),
    fc.nat(15_000).map((back) => whole.length - 1 - back),
    fc.nat(150).map((back) => whole.length - 1 - back),
  )
  const edits = fc.array(fc.tuple(places, fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 8,
  })
  await fc.assert(
    fc.asyncProperty(edits, fc.nat(50), async (changes, cut) => {
      const bytes = Buffer.from(whole.subarray(0, whole.length - Math.max(0, cut - 40)))
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
      await writeFile(file, bytes)
      const handle = await open(file)
      try {
        return (await readTorchArchive(handle, bytes.length)) instanceof Map
      } catch (error) {
        return isProblem(error)
      } finally {
        await handle.close()
      }
    }),
    { numRuns: 300 },
  )
})
