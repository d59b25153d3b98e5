import { problem } from '../../contract/problem.ts'
import type { Loudness } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'

/** How loud a track is, as its tags say. Problem: not-found. */
export function trackLoudness(db: Database, id: number): Loudness {
  const row = db
    .prepare<[number], Loudness>(
      `SELECT track_gain AS trackGain, track_peak AS trackPeak, album_gain AS albumGain, album_peak AS albumPeak
       FROM track WHERE id = ?`,
    )
    .get(id)
  if (!row) throw problem('not-found', 'This track is no longer in the library.', { field: 'id' })
  return row
}
