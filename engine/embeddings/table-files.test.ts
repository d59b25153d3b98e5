import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EmbeddingsFormat } from '../../contract/embeddings.ts'
import { isProblem } from '../../contract/problem.ts'
import { MOST_HEADER_BYTES, npyHeader, parseNpyHeader } from './npy-header.ts'
import { npyTable } from './npy-table.ts'
import { parquetTable } from './parquet-table.ts'
import { readInThread } from './read-in-thread.ts'
import { type Row, type Table, type TableFiles, vectorBytes } from './table.ts'

const worker = new URL('./table-worker.ts', import.meta.url)
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-tables-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const table = (dtype: 'float16' | 'float32'): Table => ({
  name: 'means',
  columns: [
    { name: 'identity', kind: 'text' },
    { name: 'windows', kind: 'integer' },
    { name: 'duration', kind: 'number' },
    { name: 'contour', kind: 'bytes' },
    { name: 'window_starts', kind: 'numbers' },
  ],
  vector: { dtype, parts: ['layer_0', 'layer_1'], width: 3 },
})

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0)
const cells = fc.tuple(
  fc.string({ unit: 'grapheme' }),
  fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  fc.option(finite),
  fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 })),
  fc.option(fc.array(finite, { minLength: 1, maxLength: 4 })),
)
const rowsOf = (of: Table, minLength = 0) =>
  fc.array(
    fc.record({
      cells,
      vector: fc.uint8Array({
        minLength: vectorBytes(of.vector),
        maxLength: vectorBytes(of.vector),
      }),
    }),
    { minLength, maxLength: 150 },
  )

async function writeRows(files: TableFiles, of: Table, rows: readonly Row[]): Promise<string[]> {
  const writer = await files.create(folder, of)
  try {
    for (let at = 0; at < rows.length; at += 7) await writer.append(rows.slice(at, at + 7))
    return await writer.finish()
  } finally {
    await writer.close()
  }
}

async function collected(reading: AsyncIterable<Row[]>): Promise<Row[]> {
  const read: Row[] = []
  for await (const some of reading)
    for (const row of some) read.push({ cells: row.cells, vector: new Uint8Array(row.vector) })
  return read
}

/** A Parquet reader may never end over a damaged file; ours of .npy and CSV is read as it is, which is quicker. */
function readDamaged(format: EmbeddingsFormat, of: Table, rows: number): Promise<Row[]> {
  if (format === 'npy') return collected(npyTable.read(folder, of, rows))
  return collected(readInThread(worker, { format, folder, table: of, rows }, 2_000))
}

describe.each([
  ['npy', npyTable],
  ['parquet', parquetTable],
] as const)('tables as %s', (format, files) => {
  test('every cell and every bit of a vector comes back', async () => {
    for (const dtype of ['float16', 'float32'] as const)
      await fc.assert(
        fc.asyncProperty(rowsOf(table(dtype)), async (rows) => {
          await rm(folder, { recursive: true })
          folder = await mkdtemp(join(tmpdir(), 'naghma-tables-'))
          await writeRows(files, table(dtype), rows)
          expect(await collected(files.read(folder, table(dtype), rows.length))).toEqual(rows)
        }),
        { numRuns: 15 },
      )
  })

  test('a file that was damaged, cut or swapped is refused as such, and nothing else happens', async () => {
    const of = table('float16')
    const rows = fc.sample(rowsOf(of, 20), { seed: 3, numRuns: 1 })[0]!
    const names = await writeRows(files, of, rows)
    const originals = await Promise.all(names.map((name) => readFile(join(folder, name))))
    await expect(readDamaged(format, of, rows.length + 1)).rejects.toThrow(/manifest/)
    for (const [n, name] of names.entries()) {
      const original = originals[n]!
      await truncate(join(folder, name), original.length - 5)
      await expect(readDamaged(format, of, rows.length)).rejects.toSatisfy(isProblem)
      await fc.assert(
        fc.asyncProperty(fc.nat(original.length - 1), fc.nat(255), async (at, value) => {
          const damaged = Buffer.from(original)
          damaged[at] = value
          await writeFile(join(folder, name), damaged)
          await readDamaged(format, of, rows.length).catch((error: unknown) => {
            if (!isProblem(error)) throw error
          })
        }),
        { numRuns: format === 'npy' ? 60 : 12, seed: n },
      )
      await writeFile(join(folder, name), original)
    }
  })
})

test('what lies in a thread is what lies in the files, and a thread that says nothing is ended', async () => {
  const of = table('float32')
  const rows = fc.sample(rowsOf(of, 100), { seed: 1, numRuns: 1 })[0]!
  await writeRows(parquetTable, of, rows)
  const task = { format: 'parquet', folder, table: of, rows: rows.length } as const
  expect(await collected(readInThread(worker, task))).toEqual(rows)
  const silent = new URL('data:text/javascript,for (;;) {}')
  await expect(collected(readInThread(silent, task, 200))).rejects.toThrow(/cannot be read/)
  const dying = new URL('data:text/javascript,throw new Error("dead")')
  await expect(collected(readInThread(dying, task))).rejects.toThrow(/cannot be read/)
})

describe('.npy headers', () => {
  test('are read back for any shape', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('float16' as const, 'float32' as const),
        fc.array(fc.nat(2 ** 40), { maxLength: 5 }),
        (dtype, shape) => {
          const header = npyHeader(dtype, shape)
          expect(header.length % 64).toBe(0)
          expect(parseNpyHeader(header)).toEqual({ dtype, shape, bytes: header.length })
        },
      ),
    )
  })

  test('of anything else are problems', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => parseNpyHeader(bytes)).toThrow(/not a \.npy file/)
      }),
    )
    const header = npyHeader('float16', [2, 3])
    const changed = (from: string, to: string) =>
      Buffer.from(header.toString('latin1').replace(from, to), 'latin1')
    expect(() => parseNpyHeader(changed("'<f2'", "'<f8'"))).toThrow(/holds <f8/)
    expect(() => parseNpyHeader(changed("'<f2'", "'>f2'"))).toThrow(/holds >f2/)
    expect(() => parseNpyHeader(changed('False', 'True '))).toThrow(/order="C"/)
    const long = Buffer.from(header)
    long.writeUInt16LE(MOST_HEADER_BYTES, 8)
    expect(() => parseNpyHeader(long)).toThrow(/too long/)
  })

  test('and what NumPy reads and writes are the same', async (context) => {
    const of = table('float16')
    const halves = Float16Array.from({ length: 12 }, (_, i) => (i - 6) / 7)
    const vector = (row: number) => new Uint8Array(halves.slice(row * 6, row * 6 + 6).buffer)
    const rows: Row[] = [0, 1].map((row) => ({
      cells: [`${row}`, null, null, null, null],
      vector: vector(row),
    }))
    await writeRows(npyTable, of, rows)
    const script = `
import sys, numpy
a = numpy.load("means.npy")
assert a.shape == (2, 2, 3) and a.dtype == "float16", a
print(a.tobytes().hex())
numpy.save("means.npy", a)
`
    const python = await promisify(execFile)('python3', ['-c', script], { cwd: folder }).catch(
      (error: Error) => error,
    )
    if (python instanceof Error) {
      if (!/ENOENT|No module named/.test(python.message)) throw python
      context.skip('There is no Python with NumPy here.')
    } else expect(python.stdout.trim()).toBe(Buffer.from(halves.buffer).toString('hex'))
    expect(await collected(npyTable.read(folder, of, 2))).toEqual(rows)
  })
})
