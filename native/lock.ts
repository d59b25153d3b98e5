import Database from 'better-sqlite3'

/**
 * Takes an exclusive, operating-system-backed lock on `file` (made when absent); undefined when another process has
 * it. The lock ends with `release` or with the process, so it is never stale.
 */
export function tryExclusiveLock(file: string): { release(): void } | undefined {
  const db = new Database(file, { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    return { release: () => void db.close() }
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      return undefined
    throw error
  }
}
