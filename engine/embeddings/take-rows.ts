import type { Database } from '../../native/sqlite.ts'
import { type Cell, named, type Row, type Table } from './table.ts'

/** What became of a row. */
export type Taken =
  | { outcome: 'stored'; trackId: number }
  | { outcome: 'unknown' }
  | { outcome: 'kept' }
  | { outcome: 'refused'; title: string; message: string }

/** Stores one row, or tells why not. Part of the caller's transaction. */
export type TakeRow = (row: Row) => Taken

/** What a row says, by the names of its columns. */
export type Facts = { [column: string]: Cell }

/**
 * Finds the track of each row by its identity, and hands the first row of each to `store`, which answers whether it was
 * taken and throws a RangeError that says what is wrong with it.
 */
export function takeRows(
  db: Database,
  table: Table,
  store: (trackId: number, facts: Facts, vector: Uint8Array) => boolean,
): TakeRow {
  const find = db.prepare<[Buffer], number>('SELECT id FROM track WHERE identity = ?').pluck()
  const seen = new Set<number>()

  return (row) => {
    const facts = named(table, row)
    const identity = String(facts.identity ?? '')
    const title = String(facts.title || identity)
    const refused = (message: string): Taken => ({ outcome: 'refused', title, message })
    if (!/^([0-9a-f]{2})+$/i.test(identity))
      return refused('It has no identity to find its track by.')
    const trackId = find.get(Buffer.from(identity, 'hex'))
    if (trackId === undefined) return { outcome: 'unknown' }
    if (seen.has(trackId)) return refused('Its track is there twice; the first was taken.')
    seen.add(trackId)
    try {
      return store(trackId, facts, row.vector)
        ? { outcome: 'stored', trackId }
        : { outcome: 'kept' }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return refused(`${error.message}.`)
    }
  }
}

/** When a row was made, milliseconds; now where it does not say. */
export function madeAt({ analysed_at }: Facts): number {
  const at = Date.parse(String(analysed_at))
  return Number.isNaN(at) ? Date.now() : at
}
