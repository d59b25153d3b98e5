import { constants } from 'node:fs'
import { access, lstat, realpath, stat } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ioProblem } from '../../contract/io-problem.ts'
import { problem } from '../../contract/problem.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { joinPath } from '../scan/file-name.ts'
import type { Ignores } from '../scan/ignore-rules.ts'
import { settleTracks, tidyArtwork } from './orphans.ts'

export interface FolderRow {
  id: number
  path: string
  addedAt: number
  scannedAt: number | null
  tradition: Tradition | null
  ignoreRules: string
  files: number
  missingFiles: number
}

const selectFolder = /* sql */ `
  SELECT id, path, added_at AS addedAt, scanned_at AS scannedAt, tradition,
         ignore_rules AS ignoreRules,
         (SELECT count(*) FROM file WHERE file.folder_id = folder.id) AS files,
         (SELECT count(*) FROM file INDEXED BY file_missing
          WHERE file.folder_id = folder.id AND missing_since IS NOT NULL) AS missingFiles
  FROM folder`

/** The music folders in the order they were added. */
export function listFolders(db: Database): FolderRow[] {
  return db.prepare<[], FolderRow>(`${selectFolder} ORDER BY id`).all()
}

/** Problem: not-found. */
export function getFolder(db: Database, id: number): FolderRow {
  const row = db.prepare<[number], FolderRow>(`${selectFolder} WHERE id = ?`).get(id)
  if (!row) throw problem('not-found', 'This folder is no longer in the library.', { field: 'id' })
  return row
}

/** Adds a folder by its real path. Problems: not-found, permission-denied, folder-overlaps. */
export async function addFolder(db: Database, path: string): Promise<FolderRow> {
  const real = await readableFolder(path)
  refuseOverlap(db, real)
  const { lastInsertRowid } = db
    .prepare<[string, number]>('INSERT INTO folder (path, added_at) VALUES (?, ?)')
    .run(real, Date.now())
  return getFolder(db, Number(lastInsertRowid))
}

/** Says what tradition the music of a folder is of, or takes that back. Problem: not-found. */
export function setFolderTradition(db: Database, id: number, tradition: Tradition | null): void {
  getFolder(db, id)
  db.prepare<[string | null, number]>('UPDATE folder SET tradition = ? WHERE id = ?').run(
    tradition,
    id,
  )
}

export function setIgnoreRules(db: Database, id: number, rules: string): void {
  db.prepare<[string, number]>('UPDATE folder SET ignore_rules = ? WHERE id = ?').run(rules, id)
}

export interface IgnoredFiles {
  /** Of the folder. */
  files: number
  ignored: number
  /** Paths of the first few that are ignored, relative to the folder. */
  examples: string[]
}

const EXAMPLES = 5

/** Which of the files that are known of a folder `ignores` would ignore. */
export function ignoredFiles(db: Database, id: number, ignores: Ignores | undefined): IgnoredFiles {
  const found: IgnoredFiles = { files: 0, ignored: 0, examples: [] }
  const paths = db
    .prepare<[number], string>('SELECT path_text FROM file WHERE folder_id = ? ORDER BY path')
    .pluck()
    .iterate(id)
  for (const path of paths) {
    found.files++
    if (!ignores?.(path, false)) continue
    found.ignored++
    if (found.examples.length < EXAMPLES) found.examples.push(path)
  }
  return found
}

/**
 * Forgets the files of a folder that are ignored, as `removeFolder` does. Returns how many they were.
 */
export async function forgetIgnored(db: Database, id: number, ignores: Ignores): Promise<number> {
  const next = db.prepare<[number, number, number], FileRow & { path: string }>(
    `SELECT id, track_id AS trackId, path_text AS path FROM file
     WHERE folder_id = ? AND id > ? ORDER BY id LIMIT ?`,
  )
  let forgotten = 0
  for (let after = 0; ; ) {
    const files = next.all(id, after, FILES_AT_ONCE)
    const last = files.at(-1)
    if (!last) break
    after = last.id
    const ignored = files.filter(({ path }) => ignores(path, false))
    if (ignored.length > 0) db.transaction(() => forgetFiles(db, ignored))()
    forgotten += ignored.length
    await setImmediate()
  }
  if (forgotten > 0) tidyArtwork(db)
  return forgotten
}

/**
 * Forgets a folder and its files, a slice at a time so that others get through. Returns how many
 * tracks stay without a place, as missing, because something was made from them. Problem: not-found.
 */
export async function removeFolder(db: Database, id: number): Promise<{ tracks: number }> {
  getFolder(db, id)
  let tracks = 0
  while (removeFiles(db, id, (kept) => (tracks += kept)) > 0) await setImmediate()
  db.transaction(() => {
    db.prepare('DELETE FROM folder WHERE id = ?').run(id)
    tidyArtwork(db)
  })()
  return { tracks }
}

const FILES_AT_ONCE = 2000

function removeFiles(db: Database, folderId: number, onKept: (tracks: number) => void): number {
  return db.transaction(() => {
    const files = db
      .prepare<[number, number], FileRow>(
        'SELECT id, track_id AS trackId FROM file WHERE folder_id = ? LIMIT ?',
      )
      .all(folderId, FILES_AT_ONCE)
    onKept(forgetFiles(db, files))
    return files.length
  })()
}

interface FileRow {
  id: number
  trackId: number | null
}

/** Returns how many tracks stay without a place, as missing. */
function forgetFiles(db: Database, files: readonly FileRow[]): number {
  const remove = db.prepare<[number]>('DELETE FROM file WHERE id = ?')
  const forgetAttempt = db.prepare<[number]>(
    "DELETE FROM attempt WHERE stage = 'tags' AND item_id = ?",
  )
  for (const { id } of files) {
    remove.run(id)
    forgetAttempt.run(id)
  }
  return settleTracks(db, new Set(files.flatMap(({ trackId }) => trackId ?? [])))
}

/**
 * Points a folder that moved at its new root; its files keep their rows. Returns how many of them are
 * there. Nothing is changed when none is. Problems: not-found, permission-denied, folder-overlaps.
 */
export async function repointFolder(
  db: Database,
  id: number,
  path: string,
): Promise<{ found: number; missing: number }> {
  getFolder(db, id)
  const real = await readableFolder(path)
  refuseOverlap(db, real, id)
  const paths = db
    .prepare<[number], Buffer>('SELECT path FROM file WHERE folder_id = ?')
    .pluck()
    .all(id)
  const found = await countExisting(real, paths)
  if (paths.length > 0 && found === 0)
    throw problem(
      'not-found',
      `None of the folder's ${paths.length} files is below "${real}", so nothing was changed. Choose the folder that now holds them.`,
      { field: 'path' },
    )
  db.prepare<[string, number]>('UPDATE folder SET path = ? WHERE id = ?').run(real, id)
  return { found, missing: paths.length - found }
}

const STATS_AT_ONCE = 64

async function countExisting(folder: string, paths: readonly Buffer[]): Promise<number> {
  let found = 0
  for (let from = 0; from < paths.length; from += STATS_AT_ONCE) {
    const checks = paths.slice(from, from + STATS_AT_ONCE).map((path) =>
      lstat(joinPath(folder, path)).then(
        () => 1,
        () => 0,
      ),
    )
    for (const exists of await Promise.all(checks)) found += exists
  }
  return found
}

async function readableFolder(path: string): Promise<string> {
  try {
    const real = await realpath(resolve(path))
    if (!(await stat(real)).isDirectory())
      throw problem('not-found', `"${real}" is not a folder.`, { field: 'path' })
    await access(real, constants.R_OK | constants.X_OK)
    return real
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') throw error
    throw ioProblem(error, `The folder "${path}" cannot be used`, 'path')
  }
}

function refuseOverlap(db: Database, path: string, except?: number): void {
  for (const folder of db
    .prepare<[], { id: number; path: string }>('SELECT id, path FROM folder')
    .all()) {
    if (folder.id === except) continue
    if (isWithin(path, folder.path))
      throw problem(
        'folder-overlaps',
        path === folder.path
          ? `"${path}" is already in the library.`
          : `"${path}" lies inside "${folder.path}", which is already in the library.`,
        { field: 'path' },
      )
    if (isWithin(folder.path, path))
      throw problem(
        'folder-overlaps',
        `"${path}" holds "${folder.path}", which is already in the library. Remove that one first.`,
        { field: 'path' },
      )
  }
}

/** True when `inner` is `outer` or lies below it. Both are absolute. */
function isWithin(inner: string, outer: string): boolean {
  const way = relative(outer, inner)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
