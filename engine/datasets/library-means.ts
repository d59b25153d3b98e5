import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isProblem } from '../../contract/problem.ts'
import { openSqlite } from '../../native/sqlite.ts'
import { findTrack } from '../library/find-track.ts'
import type { CachedFile } from './means-cache.ts'

/** What the library of a data folder knows already. Only reads: no library is made, migrated or locked. */
export interface LibraryMeans {
  /** The means of a file that has not changed since the library read it, of all windows, or of as many as are wanted. */
  read(modelId: string, windows: number | null, file: CachedFile): Uint8Array | undefined
  close(): void
}

const nothing: LibraryMeans = { read: () => undefined, close: () => {} }

/** A library that cannot be read knows nothing. */
export function openLibraryMeans(dataFolder: string): LibraryMeans {
  const path = join(dataFolder, 'library.sqlite')
  if (!existsSync(path)) return nothing
  try {
    const db = openSqlite(path, { readonly: true })
    const select = db
      .prepare<[string, number, number, number, number | null], Buffer>(
        `SELECT means FROM sound WHERE model_id = ? AND track_id = ?
         AND EXISTS (SELECT 1 FROM file WHERE file.track_id = sound.track_id AND size = ? AND modified_at = ?)
         AND (depth = 'full' OR windows = ?)`,
      )
      .pluck()
    return {
      read: (modelId, windows, { path, size, modifiedAt }) => {
        try {
          return select.get(modelId, findTrack(db, path), size, modifiedAt, windows)
        } catch (error) {
          if (isProblem(error)) return undefined
          throw error
        }
      },
      close: () => db.close(),
    }
  } catch {
    return nothing
  }
}
