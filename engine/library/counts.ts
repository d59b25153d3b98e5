import type { Status } from '../../contract/engine.ts'
import type { Database } from '../../native/sqlite.ts'

type Counts = Pick<Status, 'tracks' | 'missingTracks' | 'folders' | 'playlists' | 'problems'>

/** How much of everything the library holds. */
export function libraryCounts(db: Database): Counts {
  const counts = db
    .prepare<[], Counts>(
      `SELECT (SELECT count(*) FROM track) AS tracks,
              (SELECT count(*) FROM track WHERE missing = 1) AS missingTracks,
              (SELECT count(*) FROM folder) AS folders,
              (SELECT count(*) FROM playlist) AS playlists,
              (SELECT count(*) FROM problem) AS problems`,
    )
    .get()
  return counts ?? { tracks: 0, missingTracks: 0, folders: 0, playlists: 0, problems: 0 }
}
