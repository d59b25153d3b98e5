import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { isProblem, type Problem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { libraryProblem } from '../library/library-problem.ts'
import { settleTracks } from '../library/orphans.ts'
import {
  ATTEMPTS_ALLOWED,
  attemptsOf,
  beginAttempt,
  endAttempt,
  recordProblem,
} from '../library/problems.ts'
import { displayPath, joinPath } from './file-name.ts'
import { type FileReading, filePlacer, type ReadFile, type UnreadFile } from './place-file.ts'

export interface ReadingProgress {
  /** Called after each file, whatever became of it. */
  onRead(file: string, failed: boolean): void
  /** Called after tracks were added or changed; not once per track. */
  onStored(addedTrackIds: number[]): void
}

const FILES_AT_ONCE = 64
const STORE_AFTER_MS = 250
const STORE_AFTER_FILES = 200
const lanes = Math.max(4, availableParallelism() * 2)

export function countUnread(db: Database, folderId: number): number {
  return (
    db
      .prepare<[number], number>(
        'SELECT count(*) FROM file WHERE folder_id = ? AND size IS NULL AND missing_since IS NULL',
      )
      .pluck()
      .get(folderId) ?? 0
  )
}

/**
 * Reads every unread file of a folder, several at once, and gives each its track. What cannot be read
 * becomes a problem and is read again only when it changes or the user asks. A file under which the
 * media process dies or that it gives up on is tried once more, alone; the second time it is put in
 * quarantine. Files that the last run of Naghma died under are tried alone too.
 *
 * Aborting stops within moments; what was read by then is kept. Resolves to whether everything was
 * tried; rejects when the library cannot be written.
 */
export async function readUnread(
  db: Database,
  folder: { id: number; path: string },
  media: FileReading,
  progress: ReadingProgress,
  signal: AbortSignal,
): Promise<boolean> {
  const placer = filePlacer(db, folder, media)
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  const suspects: UnreadFile[] = []
  const nextFiles = db.prepare<[number, number, number], UnreadFile>(
    `SELECT id, path FROM file
     WHERE folder_id = ? AND size IS NULL AND missing_since IS NULL AND id > ?
     ORDER BY id LIMIT ?`,
  )
  let waiting: UnreadFile[] = []
  let last = 0
  const read: ReadFile[] = []
  let storeTimer: NodeJS.Timeout | undefined
  let proving: Promise<unknown> = Promise.resolve()

  function next(): UnreadFile | undefined {
    while (waiting.length === 0) {
      const files = nextFiles.all(folder.id, last, FILES_AT_ONCE)
      last = files.at(-1)?.id ?? last
      if (files.length === 0) return undefined
      waiting = db
        .transaction(() => files.filter(beginOrSuspect))()
        .reverse()
    }
    return waiting.pop()
  }

  function beginOrSuspect(file: UnreadFile): boolean {
    if (attemptsOf(db, 'tags', file.id) > 0) {
      suspects.push(file)
      return false
    }
    beginAttempt(db, 'tags', file.id)
    return true
  }

  async function readOne(file: UnreadFile): Promise<void> {
    try {
      const input = { folder: folder.path, path: file.path, withArtwork: true }
      read.push({ file, facts: await media.facts(input, { signal: stop }) })
      progress.onRead(displayPath(file.path), false)
    } catch (error) {
      await settleFailure(file, error)
    }
    if (read.length >= STORE_AFTER_FILES) await store()
    else storeSoon()
  }

  function storeSoon(): void {
    storeTimer ??= setTimeout(() => void store().catch(fail), STORE_AFTER_MS)
  }

  /** The library cannot be written, or Naghma is stopping: no file can be read to any use. */
  function fail(error: unknown): void {
    failed.abort(error)
  }

  async function store(): Promise<void> {
    clearTimeout(storeTimer)
    storeTimer = undefined
    if (read.length === 0) return
    const { added, doubtful } = placeOrRelease(read.splice(0))
    progress.onStored(added)
    await proveAll(doubtful)
  }

  /** One after another, whichever lane they come from: what one proves may decide the next. */
  async function proveAll(files: ReadFile[]): Promise<void> {
    const left = new Set(files)
    try {
      for (const file of files) {
        proving = proving.then(() => prove(file))
        await proving
        left.delete(file)
      }
    } catch (error) {
      waiting.push(...[...left].map(({ file }) => file))
      throw error
    }
  }

  /** What cannot be stored now was no fault of the files. */
  function placeOrRelease(files: ReadFile[]) {
    try {
      return placer.place(files)
    } catch (error) {
      waiting.push(...files.map(({ file }) => file))
      throw error
    }
  }

  async function prove(read: ReadFile): Promise<void> {
    if (stop.aborted) return endAttempt(db, 'tags', read.file.id)
    try {
      progress.onStored(await placer.prove(read))
    } catch (error) {
      if (!isProblem(error)) throw error
      await settleFailure(read.file, error)
    }
  }

  async function settleFailure(file: UnreadFile, error: unknown): Promise<void> {
    const known = isProblem(error) ? error : null
    if (stop.aborted || known?.code === 'cancelled') {
      if (known?.code === 'cancelled') fail(error)
      return endAttempt(db, 'tags', file.id)
    }
    if (known?.code === 'process-died' || known?.code === 'timed-out') {
      if (attemptsOf(db, 'tags', file.id) < ATTEMPTS_ALLOWED) {
        suspects.push(file)
        return
      }
      return recordFailure(file, quarantine(known.message))
    }
    if (known?.code === 'file-missing') return forgetVanished(file)
    return recordFailure(file, known ?? unexpected(error))
  }

  /** It was there a moment ago: the next scan will see what became of it. */
  function forgetVanished(file: UnreadFile): void {
    db.transaction(() => {
      endAttempt(db, 'tags', file.id)
      const trackId = db
        .prepare<[number], number | null>('SELECT track_id FROM file WHERE id = ?')
        .pluck()
        .get(file.id)
      if (trackId === null) db.prepare('DELETE FROM file WHERE id = ?').run(file.id)
      else db.prepare('UPDATE file SET missing_since = ? WHERE id = ?').run(Date.now(), file.id)
      if (trackId) settleTracks(db, [trackId])
    })()
    progress.onRead(displayPath(file.path), false)
  }

  async function recordFailure(file: UnreadFile, failure: Problem): Promise<void> {
    const found = await stat(joinPath(folder.path, file.path)).catch(() => null)
    db.transaction(() => {
      const attempts = attemptsOf(db, 'tags', file.id)
      recordProblem(db, {
        fileId: file.id,
        trackId: null,
        path: join(folder.path, displayPath(file.path)),
        stage: 'tags',
        code: failure.code,
        message: failure.message,
        attempts: Math.max(1, attempts),
      })
      endAttempt(db, 'tags', file.id)
      db.prepare('UPDATE file SET size = ?, modified_at = ? WHERE id = ?').run(
        found?.size ?? 0,
        found?.mtimeMs ?? 0,
        file.id,
      )
    })()
    progress.onRead(displayPath(file.path), true)
  }

  async function lane(): Promise<void> {
    try {
      for (let file = take(); file; file = take()) await readOne(file)
    } catch (error) {
      fail(error)
    }
  }

  function take(): UnreadFile | undefined {
    return stop.aborted ? undefined : next()
  }

  async function readAlone(): Promise<void> {
    for (let file = suspects.shift(); file && !stop.aborted; file = suspects.shift()) {
      if (beginAttempt(db, 'tags', file.id) < ATTEMPTS_ALLOWED) await readOne(file)
      else await recordFailure(file, quarantine('Naghma stopped twice while reading this file.'))
      await store()
    }
  }

  try {
    await Promise.all(Array.from({ length: lanes }, lane))
    await store()
    await proving
    await readAlone()
    if (failed.signal.aborted && !isCancelled(failed.signal.reason)) throw failed.signal.reason
    return !stop.aborted
  } finally {
    clearTimeout(storeTimer)
    releaseUntried()
  }

  /** Files whose attempt was counted and never came to its end, for no fault of theirs. */
  function releaseUntried(): void {
    try {
      db.transaction(() => {
        for (const file of waiting) endAttempt(db, 'tags', file.id)
      })()
    } catch (error) {
      if (!libraryProblem(error)) throw error
    }
  }
}

function isCancelled(error: unknown): boolean {
  return isProblem(error) && error.code === 'cancelled'
}

/** `reason`: what happened, as a sentence. */
export function quarantine(reason: string): Problem {
  return problem(
    'quarantined',
    `${reason} It happened twice, so this file is left alone until it changes or you try it again.`,
  )
}

function unexpected(error: unknown): Problem {
  const words = error instanceof Error ? error.message : String(error)
  return problem('io-error', `This file could not be read: ${words}.`, { cause: error })
}
