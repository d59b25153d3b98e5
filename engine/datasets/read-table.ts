import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import { ioProblem } from '../../contract/io-problem.ts'
import { problem } from '../../contract/problem.ts'
import { decodeText } from '../playlists/formats/decode-text.ts'

export interface TableRow {
  /** Line of the file on which the row begins, from 1. */
  line: number
  cells: string[]
}

/** The content of a file that a user named. Problems: those of `ioProblem`. */
export function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw ioProblem(error, `${path} could not be read`)
  }
}

/** What separates the cells, by the first line: a tab, a semicolon or a comma, whichever it has most of. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/)
  const first = end < 0 ? text : text.slice(0, end)
  const counted = ['\t', ';', ','].map((one) => ({ one, times: first.split(one).length }))
  return counted.reduce((best, next) => (next.times > best.times ? next : best)).one
}

/** The rows of a CSV or TSV text, cells trimmed, empty lines left out. Problem: `invalid-input`, naming the line. */
export function parseTable(text: string, name: string): TableRow[] {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      // With `info` it answers more than its types say.
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({
      line: info.lines - breaksIn(record),
      cells: record,
    }))
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause)
    throw problem('invalid-input', `${name} is no table that can be read: ${words}.`, { cause })
  }
}

/** Line breaks within quoted cells: the parser counts the line on which a row ends. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
}

/** The rows of a CSV or TSV file. Problems: those of `readBytes` and `parseTable`. */
export function readTable(path: string): TableRow[] {
  return parseTable(decodeText(readBytes(path)), basename(path))
}
