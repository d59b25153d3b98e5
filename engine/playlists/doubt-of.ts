import type { LocateDoubt } from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { DURATION_TOLERANCE } from './find-listed.ts'
import type { ListedTrack } from './formats/listed-track.ts'

/**
 * What speaks against a track being what a playlist file lists; null where nothing does. Problem: `not-found` for the
 * track.
 */
export function doubtOf(
  db: Database,
  sought: Pick<ListedTrack, 'duration' | 'identity'> | null,
  trackId: number,
): LocateDoubt | null {
  const track = db
    .prepare<[number], { title: string; duration: number | null; identity: string }>(
      'SELECT title, duration, lower(hex(identity)) AS identity FROM track WHERE id = ?',
    )
    .get(trackId)
  if (!track)
    throw problem('not-found', 'This track is not in the library any more.', { field: 'trackId' })
  const { title, duration, identity } = track
  if (
    sought?.duration &&
    duration !== null &&
    Math.abs(sought.duration - duration) > DURATION_TOLERANCE
  )
    return { why: 'length', title, duration }
  if (sought?.identity && sought.identity !== identity) return { why: 'content', title, duration }
  return null
}
