import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  type SchemaElement,
} from 'hyparquet'
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import { dtypes } from './npy-header.ts'
import type { Cell, Column, ColumnKind, Row, Table, TableFiles, VectorShape } from './table.ts'

/** Rows of a group: some megabytes of vectors, held in memory; of a million rows there are a thousand groups. */
const GROUP_ROWS = 1_024
/** A group that others wrote is read in one piece too. */
const MOST_GROUP_BYTES = 512 * 1024 * 1024

const fileName = (table: Table) => `${table.name}.parquet`
const partBytes = ({ dtype, width }: VectorShape) => width * dtypes[dtype].bytes

const typeOf: Record<Exclude<ColumnKind, 'numbers'>, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  bytes: { type: 'BYTE_ARRAY' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
}

function columnSchema({ name, kind }: Column): SchemaElement[] {
  if (kind !== 'numbers') return [{ name, repetition_type: 'OPTIONAL', ...typeOf[kind] }]
  return [
    { name, repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', type: 'DOUBLE' },
  ]
}

function schemaOf({ columns, vector }: Table): SchemaElement[] {
  const parts = vector.parts.map(
    (name): SchemaElement => ({
      name,
      repetition_type: 'REQUIRED',
      type: 'FIXED_LEN_BYTE_ARRAY',
      type_length: partBytes(vector),
    }),
  )
  return [
    { name: 'root', num_children: columns.length + parts.length },
    ...columns.flatMap(columnSchema),
    ...parts,
  ]
}

function columnData({ columns, vector }: Table, rows: readonly Row[]): ColumnSource[] {
  const bytes = partBytes(vector)
  return [
    ...columns.map(({ name }, c) => ({ name, data: rows.map(({ cells }) => cells[c] ?? null) })),
    ...vector.parts.map(
      (name, part): ColumnSource => ({
        name,
        data: rows.map((row) => row.vector.subarray(part * bytes, (part + 1) * bytes)),
        encoding: 'PLAIN',
        codec: 'UNCOMPRESSED',
        statistics: false,
        offsetIndex: false,
      }),
    ),
  ]
}

/** Hands what was encoded on to a file after each group of rows. */
function fileWriter(file: FileHandle): ByteWriter {
  const writer = new ByteWriter()
  async function flush(): Promise<void> {
    await file.appendFile(writer.getBytes())
    writer.index = 0
  }
  return Object.assign(writer, { flush, finish: flush })
}

/**
 * A table as one Parquet file: its columns, and each part of the vectors as a column of equally many bytes (little-endian
 * float16 or float32, as they are).
 */
export const parquetTable: TableFiles = {
  async create(folder, table) {
    const file = await open(join(folder, fileName(table)), 'wx')
    const writer = new ParquetWriter({
      writer: fileWriter(file),
      schema: schemaOf(table),
      createdBy: 'Naghma',
    })
    let waiting: Row[] = []
    async function writeGroup(): Promise<void> {
      await writer.write({ columnData: columnData(table, waiting), rowGroupSize: GROUP_ROWS })
      waiting = []
    }
    return {
      append: async (rows) => {
        for (const row of rows) {
          waiting.push(row)
          if (waiting.length === GROUP_ROWS) await writeGroup()
        }
      },
      finish: async () => {
        if (waiting.length > 0) await writeGroup()
        await writer.finish()
        await file.sync()
        return [fileName(table)]
      },
      close: () => file.close(),
    }
  },

  async *read(folder, table, rows) {
    const path = join(folder, fileName(table))
    const file = await open(path, 'r')
    try {
      const buffer = asyncBuffer(file, (await file.stat()).size)
      const metadata = await readable(path, () => parquetMetadataAsync(buffer))
      refuseOthers(path, metadata, table, rows)
      let rowStart = 0
      for (const { num_rows } of metadata.row_groups) {
        const rowEnd = rowStart + Number(num_rows)
        const columns = columnsHere(metadata, table)
        const objects = await readable(path, () =>
          parquetReadObjects({ file: buffer, metadata, columns, rowStart, rowEnd, utf8: false }),
        )
        yield objects.map((object) => rowOf(path, object, table))
        rowStart = rowEnd
      }
    } finally {
      await file.close()
    }
  },
}

function asyncBuffer(file: FileHandle, size: number): AsyncBuffer {
  return {
    byteLength: size,
    slice: async (start, end = size) => {
      const from = start < 0 ? size + start : start
      const length = Math.min(end, size) - from
      if (from < 0 || length < 0) throw new RangeError('beyond its end')
      const bytes = new Uint8Array(length)
      for (let filled = 0; filled < length; ) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, from + filled)
        if (bytesRead === 0) throw new RangeError('it ended too early')
        filled += bytesRead
      }
      return bytes.buffer
    },
  }
}

/** Whatever a damaged file makes the reader throw is told as one problem. */
async function readable<Result>(path: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (isProblem(error)) throw error
    if (error instanceof Error && 'syscall' in error) throw ioProblem(error, `${path} was not read`)
    const reason = error instanceof Error ? error.message : String(error)
    throw problem('damaged', `${path} is no Parquet file that can be read: ${reason}.`, {
      cause: error,
    })
  }
}

/** Names of the columns at the top, whatever is nested in them. */
function columnsHere({ schema }: FileMetaData, table: Table): string[] {
  const names = new Set(schema.map(({ name }) => name))
  return [...table.columns.map(({ name }) => name), ...table.vector.parts].filter((name) =>
    names.has(name),
  )
}

function refuseOthers(path: string, metadata: FileMetaData, table: Table, rows: number): void {
  const found = metadata.row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0)
  if (found !== rows)
    throw problem('damaged', `${path} has ${found} rows, and the manifest says ${rows}.`)
  const here = new Set(columnsHere(metadata, table))
  const missing = table.vector.parts.find((part) => !here.has(part))
  if (missing) throw problem('damaged', `${path} lacks the column ${missing}.`)
  if (metadata.row_groups.some(({ total_byte_size }) => Number(total_byte_size) > MOST_GROUP_BYTES))
    throw problem(
      'damaged',
      `${path} has groups of rows that are too large to read. Write it with row groups of about ${GROUP_ROWS} rows.`,
    )
}

function rowOf(path: string, object: Record<string, unknown>, table: Table): Row {
  const { vector } = table
  const bytes = partBytes(vector)
  const whole = new Uint8Array(bytes * vector.parts.length)
  for (const [p, part] of vector.parts.entries()) {
    const value = object[part]
    if (!(value instanceof Uint8Array) || value.length !== bytes)
      throw problem('damaged', `${path}: ${part} is not ${vector.width} values of ${vector.dtype}.`)
    whole.set(value, p * bytes)
  }
  return {
    cells: table.columns.map((column) => cellOf(path, object[column.name], column)),
    vector: whole,
  }
}

function cellOf(path: string, value: unknown, { name, kind }: Column): Cell {
  const plain = typeof value === 'bigint' ? Number(value) : value
  if (plain === null || plain === undefined) return null
  if (kind === 'text' && typeof plain === 'string') return plain
  if (kind === 'bytes' && plain instanceof Uint8Array) return new Uint8Array(plain)
  if (kind === 'numbers' && Array.isArray(plain) && plain.every(Number.isFinite)) return plain
  if (kind === 'integer' && Number.isSafeInteger(plain)) return plain as number
  if (kind === 'number' && Number.isFinite(plain)) return plain as number
  throw problem('damaged', `${path}: the column ${name} does not hold what it should.`)
}
