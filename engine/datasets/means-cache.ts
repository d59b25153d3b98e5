import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { openSqlite, sqliteCode } from '../../native/sqlite.ts'

/** A file as it is now: changed content gives another key. */
export interface CachedFile {
  path: string
  size: number
  modifiedAt: number
}

/** Means of files that are in no library, kept so that a second evaluation, or one that was stopped, need not decode again. */
export interface MeansCache {
  /** As `Embedding.means`; undefined where this file was not embedded so. `windows` null is all of them. */
  read(modelId: string, windows: number | null, file: CachedFile): Uint8Array | undefined
  write(modelId: string, windows: number | null, file: CachedFile, means: Uint8Array): void
  close(): void
}

/** The file at an absolute path; undefined when there is none. */
export function fileAt(path: string): CachedFile | undefined {
  const found = statSync(path, { throwIfNoEntry: false })
  return found && { path, size: found.size, modifiedAt: found.mtimeMs }
}

const schema = `
CREATE TABLE IF NOT EXISTS means (
  model_id    TEXT    NOT NULL,
  windows     INTEGER NOT NULL,
  path        TEXT    NOT NULL,
  size        INTEGER NOT NULL,
  modified_at REAL    NOT NULL,
  means       BLOB    NOT NULL,
  PRIMARY KEY (model_id, windows, path)
) STRICT, WITHOUT ROWID`

/** Opens the cache at a path, anew when what is there is damaged. */
export function openMeansCache(path: string): MeansCache {
  mkdirSync(dirname(path), { recursive: true })
  const open = () => {
    const opened = openSqlite(path)
    opened.pragma('journal_mode = WAL')
    opened.exec(schema)
    return opened
  }
  const db = attempt(open) ?? anew(path, open)
  const select = db
    .prepare<[string, number, string, number, number], Buffer>(
      'SELECT means FROM means WHERE model_id = ? AND windows = ? AND path = ? AND size = ? AND modified_at = ?',
    )
    .pluck()
  const replace = db.prepare<[string, number, string, number, number, Uint8Array]>(
    'INSERT OR REPLACE INTO means (model_id, windows, path, size, modified_at, means) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    read: (modelId, windows, file) =>
      select.get(modelId, windows ?? 0, file.path, file.size, file.modifiedAt),
    write: (modelId, windows, file, means) =>
      void replace.run(modelId, windows ?? 0, file.path, file.size, file.modifiedAt, means),
    close: () => db.close(),
  }
}

const damaged = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB'])

/** Undefined where the database is damaged. */
function attempt<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch (error) {
    if (damaged.has(sqliteCode(error) ?? '')) return undefined
    throw error
  }
}

function anew<T>(path: string, open: () => T): T {
  for (const ending of ['', '-wal', '-shm']) rmSync(path + ending, { force: true })
  return open()
}
