import type { TrackSort } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'

/** The sorts that an index of the track table answers. */
export type OrderedSort = Exclude<TrackSort, 'relevance' | 'sound'>

const orders: {
  [sort in OrderedSort]: { known: string; unknown: string | null; by: string }
} = {
  title: { known: "title_folded > ''", unknown: "title_folded = ''", by: 'title_folded, id' },
  artist: {
    known: "artist_folded > ''",
    unknown: "artist_folded = ''",
    by: 'artist_folded, album_folded, disc_number, track_number, id',
  },
  album: {
    known: "album_folded > ''",
    unknown: "album_folded = ''",
    by: 'album_folded, disc_number, track_number, id',
  },
  composer: {
    known: "composer_folded > ''",
    unknown: "composer_folded = ''",
    by: 'composer_folded, id',
  },
  genre: { known: "genre_folded > ''", unknown: "genre_folded = ''", by: 'genre_folded, id' },
  year: { known: 'year IS NOT NULL', unknown: 'year IS NULL', by: 'year, id' },
  duration: { known: 'duration IS NOT NULL', unknown: 'duration IS NULL', by: 'duration, id' },
  format: { known: "container >= ''", unknown: null, by: 'container, codec, id' },
  addedAt: { known: 'added_at IS NOT NULL', unknown: null, by: 'added_at, id' },
}

/** The statements that read an order: the tracks that have the value, then those that have not. */
export function orderStatements(sort: OrderedSort): string[] {
  const { known, unknown, by } = orders[sort]
  return [known, unknown]
    .filter((condition) => condition !== null)
    .map((condition) => `SELECT id FROM track WHERE ${condition} ORDER BY ${by}`)
}

/** Every track's id in an order. Tracks without the value come last, also when descending. */
export function readOrder(db: Database, sort: OrderedSort, descending: boolean): Int32Array {
  const [known = [], unknown = []] = orderStatements(sort).map((statement) =>
    db.prepare<[], number>(statement).pluck().all(),
  )
  if (descending) known.reverse()
  return Int32Array.from(known.concat(unknown))
}
