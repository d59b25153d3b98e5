import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import { type Database, openSqlite } from '../../native/sqlite.ts'
import { restoreWords } from '../backup/newest-good.ts'
import { finishRestore } from '../backup/restore.ts'
import { libraryProblem } from './library-problem.ts'
import { isNetworkDrive } from './network-drive.ts'
import { migrations } from './schema/migrations.ts'

export interface Library {
  readonly db: Database
  /** As read back: `wal`, or `truncate` where write-ahead logging cannot work. */
  readonly journalMode: string
  readonly path: string
  /** Writes the log back into the file and closes it. Safe to call twice. */
  close(): void
}

export interface OpenOptions {
  /** `truncate` keeps to a rollback journal; unset tries `wal` unless the folder is on a network drive. */
  readonly journal?: 'wal' | 'truncate'
  /** Statements of the migrations to run; unset means all of them. */
  readonly schema?: readonly string[]
}

/**
 * Opens the library of a data folder, making both when absent. Only one process may do so: the
 * holder of the engine's lock.
 *
 * An older library is copied to `library.before-<version>.sqlite` and then migrated, each migration
 * in a transaction of its own. After an unclean close the file is checked before it is used. No file
 * is ever deleted; a restored backup takes its place before it is opened. A damaged one is told with its newest good
 * backup. Problems: library-newer, library-damaged, library-in-use, disk-full,
 * permission-denied, io-error.
 */
export function openLibrary(dataFolder: string, options: OpenOptions = {}): Library {
  const path = join(dataFolder, 'library.sqlite')
  const schema = options.schema ?? migrations
  makeFolder(dataFolder)
  finishRestore(dataFolder)
  try {
    return openChecked(path, schema, options.journal)
  } catch (error) {
    const known = libraryProblem(error) ?? error
    if (!isProblem(known) || known.code !== 'library-damaged') throw known
    throw problem(known.code, `${known.message} ${restoreWords(dataFolder)}`, { cause: error })
  }
}

function openChecked(
  path: string,
  schema: readonly string[],
  wanted: OpenOptions['journal'],
): Library {
  const unclean = hasLeftover(`${path}-wal`) || hasLeftover(`${path}-journal`)
  const journal = wanted ?? (isNetworkDrive(dirname(path)) ? 'truncate' : 'wal')
  const { db, journalMode } = openWithJournal(path, journal)
  try {
    refuseNewer(db, schema.length)
    if (unclean) refuseDamaged(db)
    migrate(db, schema, path)
  } catch (error) {
    db.close()
    throw error
  }
  return { db, journalMode, path, close: () => closeLibrary(db) }
}

function makeFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true })
  } catch (error) {
    throw ioProblem(error, `The data folder "${dataFolder}" cannot be made`)
  }
}

/** A log that the last close did not clear away: the process died, or the power failed. */
function hasLeftover(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0
}

function openWithJournal(
  path: string,
  journal: 'wal' | 'truncate',
): { db: Database; journalMode: string } {
  let db = openSqlite(path)
  try {
    let journalMode = 'wal'
    if (journal === 'truncate' || !tryWal(db)) {
      db.close()
      db = openSqlite(path)
      journalMode = leaveWal(db)
    }
    db.pragma(`synchronous = ${journalMode === 'wal' ? 'NORMAL' : 'FULL'}`)
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -16384')
    db.pragma('temp_store = MEMORY')
    db.pragma('journal_size_limit = 67108864')
    return { db, journalMode }
  } catch (error) {
    db.close()
    throw error
  }
}

/** True when WAL is in force and can be written; false where its shared memory cannot be had. */
function tryWal(db: Database): boolean {
  try {
    if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal') return false
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
    return true
  } catch (error) {
    const code = libraryProblem(error)?.code
    if (code === 'io-error' || code === 'permission-denied') return false
    throw error
  }
}

/**
 * A library that was last used with WAL can be opened without shared memory only in exclusive mode;
 * leaving WAL there writes its log back into the file.
 */
function leaveWal(db: Database): string {
  db.pragma('locking_mode = EXCLUSIVE')
  const mode = db.pragma('journal_mode = TRUNCATE', { simple: true })
  db.pragma('locking_mode = NORMAL')
  db.exec('BEGIN IMMEDIATE; ROLLBACK')
  return String(mode)
}

function userVersion(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }))
}

function refuseNewer(db: Database, known: number): void {
  const version = userVersion(db)
  if (version > known)
    throw problem(
      'library-newer',
      `This library was made by a newer Naghma (its version is ${version}, this Naghma knows ${known}). Update Naghma, or choose another data folder with --data.`,
    )
}

/**
 * SQLite's quick check over every table but the blobs of `sound`, whose pages are most of the file
 * and which are checked when read.
 */
function refuseDamaged(db: Database): void {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'sound'`,
    )
    .pluck()
    .all()
  for (const table of tables) {
    const answer = db.pragma(`quick_check('${table}')`, { simple: true })
    if (answer !== 'ok')
      throw problem(
        'library-damaged',
        `The library file is damaged (${String(answer)}). It has been left as it is.`,
      )
  }
}

function migrate(db: Database, schema: readonly string[], path: string): void {
  const from = userVersion(db)
  if (from > 0 && from < schema.length) backUp(db, path, from)
  for (const [offset, statements] of schema.slice(from).entries()) {
    db.transaction(() => {
      db.exec(statements)
      db.pragma(`user_version = ${from + offset + 1}`)
    }).immediate()
  }
}

/** Copies the library as it was before a migration; keeps an earlier copy of the same version. */
function backUp(db: Database, path: string, version: number): void {
  const copy = path.replace(/\.sqlite$/, `.before-${version + 1}.sqlite`)
  if (existsSync(copy)) return
  db.pragma('wal_checkpoint(TRUNCATE)')
  const partial = `${copy}.partial`
  try {
    copyFileSync(path, partial, constants.COPYFILE_FICLONE)
    renameSync(partial, copy)
  } catch (error) {
    rmSync(partial, { force: true })
    throw problem(
      'disk-full',
      'The library could not be copied before updating it, so it was not updated. Free some space on its disk and try again.',
      { cause: error },
    )
  }
}

/** Tidying fails on a full disk, where closing must not: the log then stays for the next opening. */
function closeLibrary(db: Database): void {
  if (!db.open) return
  try {
    db.pragma('optimize')
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch (error) {
    if (!libraryProblem(error)) throw error
  } finally {
    db.close()
  }
}
