import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openSqlite } from '../../native/sqlite.ts'
import { findTrack } from './find-track.ts'

/**
 * Whether the library of a data folder, should there be one, holds the file at an absolute path. Only reads: no library
 * is made, migrated or locked. One that cannot be read holds nothing.
 */
export function libraryHolds(dataFolder: string, path: string): boolean {
  const library = join(dataFolder, 'library.sqlite')
  if (!existsSync(library)) return false
  try {
    const db = openSqlite(library, { readonly: true })
    try {
      findTrack(db, path)
      return true
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}
