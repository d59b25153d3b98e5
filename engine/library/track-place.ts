import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../native/sqlite.ts'
import type { FilePlace } from '../processes/media-calls.ts'

export interface TrackPlace {
  fileId: number
  place: FilePlace
  /** The absolute path for people; bytes that are not valid UTF-8 show as U+FFFD. */
  text: string
}

const bestFile = /* sql */ `
  SELECT file.id, folder.path AS folder, file.path, file.path_text
  FROM file JOIN folder ON folder.id = file.folder_id
  WHERE file.track_id = ?
  ORDER BY folder.away_since IS NOT NULL, file.missing_since IS NOT NULL,
           file.modified_at DESC, file.id LIMIT 1`

interface BestFile {
  id: number
  folder: string
  path: Buffer
  path_text: string
}

/**
 * Where a track can be read: its present file that was modified last; when none is known to be there, the last one
 * that was, which may be back. Undefined when the track has no file at all.
 */
export function trackPlace(db: Database, trackId: number): TrackPlace | undefined {
  const row = db.prepare<[number], BestFile>(bestFile).get(trackId)
  if (!row) return undefined
  return {
    fileId: row.id,
    place: { folder: row.folder, path: row.path },
    text: join(row.folder, row.path_text),
  }
}

/** The absolute paths of tracks for people, chosen as in `trackPlace`, in the given order; without those that have no file. */
export function trackPaths(
  db: Database,
  trackIds: readonly number[],
): { trackId: number; path: string }[] {
  const select = db.prepare<[number], BestFile>(bestFile)
  return trackIds.flatMap((trackId) => {
    const row = select.get(trackId)
    return row ? [{ trackId, path: join(row.folder, row.path_text) }] : []
  })
}

/** Whether the folder that a track would be read from cannot be found, as when its drive is unplugged. */
export function isFolderAway(db: Database, trackId: number): boolean {
  const found = trackPlace(db, trackId)
  return found !== undefined && !existsSync(found.place.folder)
}
