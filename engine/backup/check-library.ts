import { problem } from '../../contract/problem.ts'
import { type Database, openSqlite } from '../../native/sqlite.ts'
import { withLibraryProblems } from '../library/library-problem.ts'
import { migrations } from '../library/schema/migrations.ts'

/** Tables that every version of a library has. */
const oldestTables = ['folder', 'track', 'file', 'sound', 'playlist', 'setting']

/** Rows of what cannot be had again by scanning: the measure of whether a copy is whole. */
export interface LibraryCounts {
  tracks: number
  sounds: number
  entries: number
}

export function countLibrary(db: Database): LibraryCounts {
  const count = (table: string) =>
    db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
  return {
    tracks: count('track'),
    sounds: count('sound'),
    entries: count('playlist_entry'),
  }
}

/**
 * Opens a copy of a library, makes it one file that needs no log beside it, reads every page of it, and counts. Takes
 * as long as reading the file does. Problems: `library-damaged` (or no library of Naghma at all), `library-newer`.
 */
export function checkLibrary(path: string): LibraryCounts {
  return withLibraryProblems(() => {
    const db = openSqlite(path)
    try {
      refuseForeign(db)
      db.pragma('journal_mode = DELETE')
      const answer = db.pragma('integrity_check(1)', { simple: true })
      if (answer !== 'ok')
        throw problem(
          'library-damaged',
          `This copy of the library is damaged (${String(answer)}). Nothing was changed; choose another one.`,
        )
      return countLibrary(db)
    } finally {
      db.close()
    }
  })
}

function refuseForeign(db: Database): void {
  const tables = new Set(
    db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all(),
  )
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version < 1 || !oldestTables.every((table) => tables.has(table)))
    throw problem(
      'library-damaged',
      'This file is no library of Naghma. Nothing was changed; choose a backup that Naghma made.',
    )
  if (version > migrations.length)
    throw problem(
      'library-newer',
      `This backup was made by a newer Naghma (its version is ${version}, this Naghma knows ${migrations.length}). Nothing was changed; update Naghma, then restore it.`,
    )
}
