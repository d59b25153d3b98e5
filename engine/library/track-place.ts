import { join } from 'node:path'
import type { Database } from '../../native/sqlite.ts'
import type { FilePlace } from '../processes/media-calls.ts'

export interface TrackPlace {
  fileId: number
  place: FilePlace
  /** The absolute path for people; bytes that are not valid UTF-8 show as U+FFFD. */
  text: string
}

/** Where a track can be read now: its present file that was modified last. Undefined while all are missing. */
export function trackPlace(db: Database, trackId: number): TrackPlace | undefined {
  const row = db
    .prepare<[number], { id: number; folder: string; path: Buffer; path_text: string }>(
      `SELECT file.id, folder.path AS folder, file.path, file.path_text
       FROM file JOIN folder ON folder.id = file.folder_id
       WHERE file.track_id = ? AND file.missing_since IS NULL
       ORDER BY file.modified_at DESC, file.id LIMIT 1`,
    )
    .get(trackId)
  if (!row) return undefined
  return {
    fileId: row.id,
    place: { folder: row.folder, path: row.path },
    text: join(row.folder, row.path_text),
  }
}
