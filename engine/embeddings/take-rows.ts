import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import { toFloat16 } from '../sound/float16.ts'
import { type Cell, named, type Row, type Table } from './table.ts'

/** What became of a row, or of the `rows` of a track. */
export type Taken =
  | { outcome: 'stored'; trackId: number; rows?: number }
  | { outcome: 'unknown'; rows?: number }
  | { outcome: 'kept'; rows?: number }
  | { outcome: 'refused'; title: string; message: string; rows?: number }

/** Takes one row, and tells what became of it or of those before. Part of the caller's transaction. */
export type TakeRow = (row: Row) => Taken[]

/** What a row says, by the names of its columns. */
export type Facts = { [column: string]: Cell }

const find = oncePerDatabase((db) =>
  db.prepare<[Buffer], number>('SELECT id FROM track WHERE identity = ?').pluck(),
)

/** The track of a row by its identity, or why there is none. */
export function trackOf(db: Database, facts: Facts): { trackId: number; title: string } | Taken {
  const identity = String(facts.identity ?? '')
  const title = String(facts.title || identity)
  if (!/^([0-9a-f]{2})+$/i.test(identity))
    return { outcome: 'refused', title, message: 'It has no identity to find its track by.' }
  const trackId = find(db).get(Buffer.from(identity, 'hex'))
  return trackId === undefined ? { outcome: 'unknown' } : { trackId, title }
}

/** A row's vector in float16. */
export function halvesOf({ vector: { dtype } }: Table, bytes: Uint8Array): Float16Array {
  const own = new Uint8Array(bytes).buffer
  return dtype === 'float16' ? new Float16Array(own) : toFloat16(new Float32Array(own))
}

/**
 * Finds the track of each row by its identity, and hands the first row of each to `store`, which answers whether it was
 * taken and throws a RangeError that says what is wrong with it.
 */
export function takeRows(
  db: Database,
  table: Table,
  store: (trackId: number, facts: Facts, vector: Uint8Array) => boolean,
): TakeRow {
  const seen = new Set<number>()

  return (row) => {
    const facts = named(table, row)
    const found = trackOf(db, facts)
    if ('outcome' in found) return [found]
    const { trackId, title } = found
    const refused = (message: string): Taken[] => [{ outcome: 'refused', title, message }]
    if (seen.has(trackId)) return refused('Its track is there twice; the first was taken.')
    seen.add(trackId)
    try {
      return [
        store(trackId, facts, row.vector) ? { outcome: 'stored', trackId } : { outcome: 'kept' },
      ]
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
