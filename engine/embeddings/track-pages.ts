import type { Database } from '../../native/sqlite.ts'
import { trackPaths } from '../library/track-place.ts'
import type { Cell, Row } from './table.ts'

/** What every statement of rows selects of their track. */
export const trackFacts = /* sql */ `track.id AS trackId, identity, title, artist, album, duration`

export interface TrackFacts {
  trackId: number
  identity: Buffer
  title: string
  artist: string
  album: string
  duration: number | null
}

/** Rows that are in memory at once. */
const PAGE = 64

/** Cells of `trackColumns`. */
function trackCells(
  { identity, title, artist, album, duration }: TrackFacts,
  path: string,
): readonly Cell[] {
  return [identity.toString('hex'), title, artist, album, path, duration]
}

/** Rows of tracks, a page at a time; `read` is given ids as a JSON array, `rowOf` the cells that tell of the track. */
export function* trackPages<Stored extends TrackFacts>(
  db: Database,
  ids: readonly number[] | Uint32Array,
  read: (idsJson: string) => Stored[],
  rowOf: (stored: Stored, track: readonly Cell[]) => Row,
): Generator<Row[]> {
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = Array.from(ids.slice(at, at + PAGE))
    const paths = new Map(trackPaths(db, page).map(({ trackId, path }) => [trackId, path]))
    yield read(JSON.stringify(page)).map((stored) =>
      rowOf(stored, trackCells(stored, paths.get(stored.trackId) ?? '')),
    )
  }
}
