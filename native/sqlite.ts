import BetterSqlite3 from 'better-sqlite3'

export type Database = BetterSqlite3.Database
/**
 * Opens or creates an SQLite file. `busyTimeout` (ms) is how long a statement waits for another
 * connection's lock. Throws an SQLite error when the file cannot be opened.
 */
export function openSqlite(
  path: string,
  options: { readonly?: boolean; busyTimeout?: number } = {},
): Database {
  return new BetterSqlite3(path, {
    readonly: options.readonly ?? false,
    timeout: options.busyTimeout ?? 5000,
  })
}

/** The extended result code of an SQLite error ("SQLITE_FULL", "SQLITE_IOERR_WRITE"), else null. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof BetterSqlite3.SqliteError ? error.code : null
}

/**
 * Makes something once for each connection: a group of prepared statements, say. Statements prepared
 * at every call are slow to make, and slow to tidy away in their thousands.
 */
export function oncePerDatabase<Made>(make: (db: Database) => Made): (db: Database) => Made {
  const made = new WeakMap<Database, { value: Made }>()
  return (db) => {
    const known = made.get(db) ?? { value: make(db) }
    made.set(db, known)
    return known.value
  }
}
