import type { ProblemCode } from '../../contract/problem.ts'
import type { ProblemRow } from '../../contract/problems.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'

export type Stage = ProblemRow['stage']

/** Belongs to one file, one track, or (an unreadable place) one folder. */
export interface NewProblem {
  readonly fileId: number | null
  readonly trackId: number | null
  readonly folderId?: number | null
  /** Absolute path for display. */
  readonly path: string
  readonly stage: Stage
  readonly code: ProblemCode
  readonly message: string
  /** How often it was tried, this time included. */
  readonly attempts: number
}

/** Deaths or time-outs after which an item is left alone until the user retries it or it changes. */
export const ATTEMPTS_ALLOWED = 2

interface Row extends Omit<ProblemRow, 'fileId' | 'trackId'> {
  file_id: number | null
  track_id: number | null
}

const statements = oncePerDatabase((db) => ({
  record: db.prepare<[NewProblem & { folderId: number | null; at: number }]>(
    `INSERT OR REPLACE INTO problem
       (file_id, track_id, folder_id, path, stage, code, message, attempts, at)
     VALUES ($fileId, $trackId, $folderId, $path, $stage, $code, $message, $attempts, $at)`,
  ),
  clearTrack: db.prepare<[number, Stage]>('DELETE FROM problem WHERE track_id = ? AND stage = ?'),
  clearFile: db.prepare<[number]>('DELETE FROM problem WHERE file_id = ?'),
  beginAttempt: db.prepare<[Stage, number, number]>(
    `INSERT INTO attempt (stage, item_id, attempts, at) VALUES (?, ?, 1, ?)
     ON CONFLICT (stage, item_id) DO UPDATE SET attempts = attempts + 1, at = excluded.at`,
  ),
  attempts: db
    .prepare<[Stage, number], number>(
      'SELECT attempts FROM attempt WHERE stage = ? AND item_id = ?',
    )
    .pluck(),
  endAttempt: db.prepare<[Stage, number]>('DELETE FROM attempt WHERE stage = ? AND item_id = ?'),
}))

/** Newest first. */
export function listProblems(
  db: Database,
  page: { offset: number; limit: number },
): { total: number; rows: ProblemRow[] } {
  const rows = db
    .prepare<[number, number], Row>(
      `SELECT id, file_id, track_id, path, stage, code, message, attempts, at
       FROM problem ORDER BY at DESC, id DESC LIMIT ? OFFSET ?`,
    )
    .all(page.limit, page.offset)
    .map(({ file_id, track_id, ...row }) => ({ ...row, fileId: file_id, trackId: track_id }))
  return { total: countProblems(db), rows }
}

export function countProblems(db: Database): number {
  return db.prepare<[], number>('SELECT count(*) FROM problem').pluck().get() ?? 0
}

/** Replaces what was recorded for the same owner and stage (and path, for a folder). */
export function recordProblem(db: Database, problem: NewProblem): void {
  statements(db).record.run({ folderId: null, ...problem, at: Date.now() })
}

/** These stages of a track succeeded after all. */
export function clearProblems(db: Database, trackId: number, stages: readonly Stage[]): void {
  for (const stage of stages) statements(db).clearTrack.run(trackId, stage)
}

/** The file was read after all. */
export function clearFileProblem(db: Database, fileId: number): void {
  statements(db).clearFile.run(fileId)
}

/**
 * What must be done again: files whose tags to read, folders to scan, tracks to decode and analyse.
 */
export interface Retry {
  readonly retried: number
  readonly folderIds: readonly number[]
  readonly trackIds: readonly number[]
}

/**
 * Forgets the given problems (all when undefined) and their attempts. Files whose tags could not be
 * read are marked unread, so that the next scan of `folderIds` reads them.
 */
export function retryProblems(db: Database, ids?: readonly number[]): Retry {
  const chosen = ids === undefined ? 'TRUE' : 'problem.id IN (SELECT value FROM json_each($ids))'
  return db.transaction(() => {
    const rows = db
      .prepare<
        [{ ids: string }],
        {
          id: number
          stage: Stage
          file_id: number | null
          track_id: number | null
          folder: number | null
        }
      >(
        `SELECT problem.id, stage, problem.file_id, problem.track_id,
                coalesce(problem.folder_id, file.folder_id) AS folder
         FROM problem LEFT JOIN file ON file.id = problem.file_id
         WHERE ${chosen} AND $ids = $ids`,
      )
      .all({ ids: JSON.stringify(ids ?? []) })
    const unread = db.prepare<[number]>('UPDATE file SET size = NULL WHERE id = ?')
    const forget = db.prepare<[number]>('DELETE FROM problem WHERE id = ?')
    for (const row of rows) {
      forget.run(row.id)
      if (row.file_id !== null) unread.run(row.file_id)
      endAttempt(db, row.stage, row.file_id ?? row.track_id ?? 0)
    }
    const present = (values: (number | null)[]) => [...new Set(values.filter((v) => v !== null))]
    return {
      retried: rows.length,
      folderIds: present(rows.map((row) => row.folder)),
      trackIds: present(rows.map((row) => row.track_id)),
    }
  })()
}

/**
 * Counts an attempt before it is made, so that a death of the process is not forgotten. Returns how
 * many there were without an end before this one: at {@link ATTEMPTS_ALLOWED} the item must not be
 * tried, and nothing is counted.
 */
export function beginAttempt(db: Database, stage: Stage, itemId: number): number {
  const before = attemptsOf(db, stage, itemId)
  if (before < ATTEMPTS_ALLOWED) statements(db).beginAttempt.run(stage, itemId, Date.now())
  return before
}

/** Attempts begun and never ended: deaths and time-outs. */
export function attemptsOf(db: Database, stage: Stage, itemId: number): number {
  return statements(db).attempts.get(stage, itemId) ?? 0
}

/** The attempt came to an end, in whatever way but a death or a time-out. */
export function endAttempt(db: Database, stage: Stage, itemId: number): void {
  statements(db).endAttempt.run(stage, itemId)
}
