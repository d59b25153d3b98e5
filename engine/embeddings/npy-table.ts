import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { stringify } from 'csv-stringify/sync'
import { problem } from '../../contract/problem.ts'
import { MOST_HEADER_BYTES, npyHeader, parseNpyHeader } from './npy-header.ts'
import {
  type Cell,
  type Column,
  type Row,
  type Table,
  type TableFiles,
  vectorBytes,
} from './table.ts'

/** Rows that are read at once. */
const BATCH = 64
/** A cell of a table is a path at most. */
const MOST_RECORD_BYTES = 1_000_000

const csvName = (table: Table) => `${table.name}.csv`
const npyName = (table: Table) => `${table.name}.npy`
const shapeOf = ({ vector }: Table, rows: number) => [rows, vector.parts.length, vector.width]

function toText(cell: Cell): string | number | null {
  if (cell instanceof Uint8Array) return Buffer.from(cell).toString('base64')
  return Array.isArray(cell) ? cell.join(';') : (cell as string | number | null)
}

function fromText(text: string | undefined, { name, kind }: Column): Cell {
  if (text === undefined || (text === '' && kind !== 'text')) return null
  if (kind === 'text') return text
  if (kind === 'bytes') return fromBase64(text, name)
  const numbers = kind === 'numbers' ? text.split(';').map(Number) : [Number(text)]
  if (!numbers.every(kind === 'integer' ? Number.isSafeInteger : Number.isFinite))
    throw problem('damaged', `The column ${name} holds “${text.slice(0, 40)}”, which is no number.`)
  return kind === 'numbers' ? numbers : numbers[0]!
}

function fromBase64(text: string, column: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text)
    throw problem(
      'damaged',
      `The column ${column} holds “${text.slice(0, 40)}”, which is no base64.`,
    )
  return new Uint8Array(bytes)
}

/** A table as two files: its columns as CSV (UTF-8, with a header), its vectors as one .npy, row by row alike. */
export const npyTable: TableFiles = {
  async create(folder, table) {
    const csv = await open(join(folder, csvName(table)), 'wx')
    const npy = await open(join(folder, npyName(table)), 'wx')
    let rows = 0
    await csv.appendFile(stringify([table.columns.map(({ name }) => name)]))
    await npy.appendFile(npyHeader(table.vector.dtype, shapeOf(table, 0)))
    return {
      append: async (added) => {
        rows += added.length
        await csv.appendFile(stringify(added.map(({ cells }) => cells.map(toText))))
        await npy.appendFile(Buffer.concat(added.map(({ vector }) => vector)))
      },
      finish: async () => {
        await npy.write(npyHeader(table.vector.dtype, shapeOf(table, rows)), 0, undefined, 0)
        await Promise.all([csv.sync(), npy.sync()])
        return [csvName(table), npyName(table)]
      },
      close: async () => {
        await Promise.all([csv.close(), npy.close()])
      },
    }
  },

  async *read(folder, table, rows) {
    const npy = await open(join(folder, npyName(table)), 'r')
    try {
      const dataStart = await checkedStart(npy, table, rows)
      const rowBytes = vectorBytes(table.vector)
      let read = 0
      for await (const cells of batches(cellsOf(join(folder, csvName(table)), table))) {
        if (read + cells.length > rows) throw unequal(table)
        const vectors = Buffer.alloc(cells.length * rowBytes)
        await readAt(npy, vectors, dataStart + read * rowBytes)
        read += cells.length
        yield cells.map(
          (one, i): Row => ({
            cells: one,
            vector: vectors.subarray(i * rowBytes, (i + 1) * rowBytes),
          }),
        )
      }
      if (read < rows) throw unequal(table)
    } finally {
      await npy.close()
    }
  },
}

function unequal(table: Table): Error {
  return problem(
    'damaged',
    `${csvName(table)} and ${npyName(table)} have not as many rows as the manifest says.`,
  )
}

/** Where the vectors begin; refuses a file whose shape is not that of the manifest, or that is shorter than it says. */
async function checkedStart(npy: FileHandle, table: Table, rows: number): Promise<number> {
  const { size } = await npy.stat()
  const start = Buffer.alloc(Math.min(size, MOST_HEADER_BYTES))
  await readAt(npy, start, 0)
  const { dtype, shape, bytes } = parseNpyHeader(start)
  const wanted = shapeOf(table, rows)
  if (dtype !== table.vector.dtype || shape.join() !== wanted.join())
    throw problem(
      'damaged',
      `${npyName(table)} is [${shape.join(', ')}] in ${dtype}, and the manifest says [${wanted.join(', ')}] in ${table.vector.dtype}.`,
    )
  if (size !== bytes + rows * vectorBytes(table.vector))
    throw problem('damaged', `${npyName(table)} is not as long as its shape says. Copy it again.`)
  return bytes
}

async function readAt(file: FileHandle, buffer: Buffer, position: number): Promise<void> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) throw problem('damaged', 'A file of the export ended too early.')
    filled += bytesRead
  }
}

async function* cellsOf(csv: string, table: Table): AsyncGenerator<Cell[]> {
  const records = createReadStream(csv).pipe(
    parse({ bom: true, max_record_size: MOST_RECORD_BYTES, skip_empty_lines: true }),
  )
  let places: number[] | undefined
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      if (places) yield table.columns.map((column, c) => fromText(record[places![c]!], column))
      else places = table.columns.map(({ name }) => record.indexOf(name))
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw problem('damaged', `${csvName(table)} is no table: ${error.message}.`, { cause: error })
    throw error
  } finally {
    records.destroy()
  }
}

async function* batches<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
