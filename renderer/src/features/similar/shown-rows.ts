import type { TrackRow } from '../../../../contract/track.ts'
import type { Neighbour } from './neighbour-columns.tsx'

/** A row of the list: a neighbour, or one of the copies under it. */
export interface ShownRow {
  track: TrackRow
  neighbour: Neighbour
  /** Place among the neighbours, from 0. */
  rank: number
  isCopy: boolean
}

/** The rows as they stand: under each neighbour that is open, its copies. */
export function shownRows(neighbours: readonly Neighbour[], open: ReadonlySet<number>): ShownRow[] {
  return neighbours.flatMap((neighbour, rank) => {
    const copies = open.has(neighbour.track.id) ? neighbour.copies : []
    return [neighbour.track, ...copies].map((track, n) => ({
      track,
      neighbour,
      rank,
      isCopy: n > 0,
    }))
  })
}
