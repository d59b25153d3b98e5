import type { EmbeddingsContent } from '../../contract/embeddings.ts'
import { type Dtype, dtypes } from './npy-header.ts'

/** What a cell may hold. `numbers` are several in one cell. */
export type ColumnKind = 'text' | 'integer' | 'number' | 'numbers' | 'bytes'
export type Cell = string | number | readonly number[] | Uint8Array | null

export interface Column {
  name: string
  kind: ColumnKind
}

/** The shape of each row's vector: [parts, width] row-major, each part under a name. */
export interface VectorShape {
  dtype: Dtype
  parts: readonly string[]
  width: number
}

/** A kind of rows in an export: facts in columns and one vector each. Its name is that of its files. */
export interface Table {
  name: EmbeddingsContent
  columns: readonly Column[]
  vector: VectorShape
}

export interface Row {
  /** One for each column of the table, in their order. */
  cells: readonly Cell[]
  /** Little-endian, `vectorBytes` long. */
  vector: Uint8Array
}

/** Writes the files of one table, a few rows at a time. */
export interface TableWriter {
  append(rows: readonly Row[]): Promise<void>
  /** Completes the files; their names. */
  finish(): Promise<string[]>
  /** Closes what is open, also of an export that failed. */
  close(): Promise<void>
}

/** One way to lay tables out in files. */
export interface TableFiles {
  create(folder: string, table: Table): Promise<TableWriter>
  /**
   * The rows of a table, some at a time; a column that the files lack is null throughout. Problems:
   * `unrecognised-format`, `damaged`, and those of `ioProblem`.
   */
  read(folder: string, table: Table, rows: number): AsyncGenerator<Row[]>
}

/** Bytes of one row's vector. */
export function vectorBytes({ dtype, parts, width }: VectorShape): number {
  return parts.length * width * dtypes[dtype].bytes
}

/** A row with its cells by the names of their columns. */
export function named(table: Table, row: Row): { [column: string]: Cell } {
  return Object.fromEntries(table.columns.map(({ name }, c) => [name, row.cells[c] ?? null]))
}
