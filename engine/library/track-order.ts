import type { TrackSort } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'

/** The sorts that an index of the track table answers. */
export const indexedSorts = ['year', 'duration', 'format', 'addedAt'] as const satisfies TrackSort[]
export type IndexedSort = (typeof indexedSorts)[number]

const orders: {
  [sort in IndexedSort]: { known: string; unknown: string | null; by: string }
} = {
  year: { known: 'year IS NOT NULL', unknown: 'year IS NULL', by: 'year, id' },
  duration: { known: 'duration IS NOT NULL', unknown: 'duration IS NULL', by: 'duration, id' },
  format: { known: "container >= ''", unknown: null, by: 'container, codec, id' },
  addedAt: { known: 'added_at IS NOT NULL', unknown: null, by: 'added_at, id' },
}

/** The statements that read an order: the tracks that have the value, then those that have not. */
export function orderStatements(sort: IndexedSort): string[] {
  const { known, unknown, by } = orders[sort]
  return [known, unknown]
    .filter((condition) => condition !== null)
    .map((condition) => `SELECT id FROM track WHERE ${condition} ORDER BY ${by}`)
}

const usual = 'artist_folded, album_folded, disc_number, track_number, id'

/** About the usual order, by artist, album, disc and track number: as names are folded, not as a language sorts them. */
export function readUsualOrder(db: Database): Int32Array {
  const ids = (known: string) =>
    db.prepare<[], number>(`SELECT id FROM track WHERE ${known} ORDER BY ${usual}`).pluck().all()
  return Int32Array.from(ids("artist_folded > ''").concat(ids("artist_folded = ''")))
}

/** Every track's id in an order. Tracks without the value come last, also when descending. */
export function readOrder(db: Database, sort: IndexedSort, descending: boolean): Int32Array {
  const [known = [], unknown = []] = orderStatements(sort).map((statement) =>
    db.prepare<[], number>(statement).pluck().all(),
  )
  if (descending) known.reverse()
  return Int32Array.from(known.concat(unknown))
}
