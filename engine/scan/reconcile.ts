import { join, sep } from 'node:path'
import type { Database } from '../../native/sqlite.ts'
import { settleTracks } from '../library/orphans.ts'
import { endAttempt, recordProblem } from '../library/problems.ts'
import { displayPath, type RelativePath } from './file-name.ts'
import type { UnreadablePlace, WalkEntry } from './walk.ts'

interface KnownFile {
  id: number
  size: number | null
  modifiedAt: number | null
  trackId: number | null
  missingSince: number | null
}

export interface Reconciler {
  /** Compares a batch of what lies on disk with the library: new and changed files become unread. */
  take(batch: readonly WalkEntry[]): void
  /** All files seen so far. */
  readonly found: number
  /** Those of them that the library knew. */
  readonly known: number
  /** Files that were missing and are back. */
  readonly returned: number
  /**
   * Marks what was not seen as missing and returns the ids of tracks concerned. Files that were never
   * read, and so have no track, are forgotten. What lies at or below an unreadable place keeps its state.
   * A track's newest place that is left becomes unread, for its tags are the ones that count now.
   */
  markMissing(): number[]
}

const ROWS_AT_ONCE = 1000

/** The paths below a place are those from `from` up to but without `to`, as memcmp orders them. */
function pathsBelow(place: RelativePath): { from: Buffer; to: Buffer } {
  return {
    from: Buffer.concat([place, Buffer.from('/')]),
    to: Buffer.concat([place, Buffer.from('0')]),
  }
}

/** True for the place itself and everything below it; the empty place is the folder. */
export function isAtOrBelow(path: RelativePath, place: RelativePath): boolean {
  if (place.length === 0) return true
  if (path.length < place.length || Buffer.compare(path.subarray(0, place.length), place) !== 0)
    return false
  return path.length === place.length || path[place.length] === 0x2f
}

/** Sets what is found at some places (the empty one: all of the folder) against the library. */
export function reconcile(
  db: Database,
  folder: { id: number; path: string },
  places: readonly RelativePath[],
): Reconciler {
  const fileAt = db.prepare<[number, Uint8Array], KnownFile>(
    `SELECT id, size, modified_at AS modifiedAt, track_id AS trackId, missing_since AS missingSince
     FROM file WHERE folder_id = ? AND path = ?`,
  )
  const insert = db.prepare<[number, Uint8Array, string]>(
    'INSERT INTO file (folder_id, path, path_text) VALUES (?, ?, ?)',
  )
  const unread = db.prepare<[number]>('UPDATE file SET size = NULL WHERE id = ?')
  const present = db.prepare<[number]>('UPDATE file SET missing_since = NULL WHERE id = ?')
  const seen = new Set<number>()
  const unreadable: UnreadablePlace[] = []
  let found = 0
  let known = 0
  let returned = 0

  function takeFile(path: Buffer, size: number, modifiedAt: number, back: number[]): void {
    found++
    const file = fileAt.get(folder.id, path)
    if (!file) {
      seen.add(Number(insert.run(folder.id, path, displayPath(path)).lastInsertRowid))
      return
    }
    known++
    seen.add(file.id)
    if (file.missingSince !== null) {
      returned++
      present.run(file.id)
      if (file.trackId !== null) back.push(file.trackId)
    }
    if (file.size !== null && (file.size !== size || file.modifiedAt !== modifiedAt)) {
      unread.run(file.id)
      endAttempt(db, 'tags', file.id)
    }
  }

  function placeText(place: RelativePath): string {
    return join(folder.path, displayPath(place))
  }

  function takeUnreadable(place: UnreadablePlace): void {
    unreadable.push(place)
    recordProblem(db, {
      fileId: null,
      trackId: null,
      folderId: folder.id,
      path: placeText(place.relativePath),
      stage: 'scan',
      code: place.code,
      message:
        place.code === 'permission-denied'
          ? 'Naghma may not look into this place. What was known of it is kept; check its permissions and scan again.'
          : 'This place cannot be read. What was known of it is kept; check the disk and scan again.',
      attempts: 1,
    })
  }

  function isUnreadable(path: Buffer): boolean {
    return unreadable.some((place) => isAtOrBelow(path, place.relativePath))
  }

  /** Places that could not be read before and can now. */
  function forgetReadablePlaces(): void {
    const recorded = db
      .prepare<[number], { id: number; path: string }>(
        "SELECT id, path FROM problem WHERE folder_id = ? AND stage = 'scan'",
      )
      .all(folder.id)
    const still = new Set(unreadable.map((place) => placeText(place.relativePath)))
    const walked = places.map(placeText)
    const forget = db.prepare<[number]>('DELETE FROM problem WHERE id = ?')
    for (const { id, path } of recorded)
      if (!still.has(path) && walked.some((root) => path === root || path.startsWith(root + sep)))
        forget.run(id)
  }

  function unseenFiles(): number[] {
    const present = 'SELECT id FROM file WHERE folder_id = ? AND missing_since IS NULL'
    const all = db.prepare<[number], number>(present).pluck()
    const below = db
      .prepare<[number, Uint8Array, Buffer, Buffer], number>(
        `${present} AND (path = ? OR (path >= ? AND path < ?))`,
      )
      .pluck()
    return places
      .flatMap((place) => {
        if (place.length === 0) return all.all(folder.id)
        const { from, to } = pathsBelow(place)
        return below.all(folder.id, place, from, to)
      })
      .filter((id) => !seen.has(id))
  }

  return {
    get known() {
      return known
    },
    get found() {
      return found
    },
    get returned() {
      return returned
    },
    take(batch) {
      db.transaction(() => {
        const back: number[] = []
        for (const entry of batch)
          if (entry.kind === 'file') takeFile(entry.relativePath, entry.size, entry.mtimeMs, back)
          else takeUnreadable(entry)
        settleTracks(db, back)
      })()
    },
    markMissing() {
      const forget = db.prepare<[number]>('DELETE FROM file WHERE id = ? AND track_id IS NULL')
      const mark = db.prepare<[number, number]>('UPDATE file SET missing_since = ? WHERE id = ?')
      const place = db.prepare<
        [number],
        { path: Buffer; trackId: number | null; modifiedAt: number | null }
      >('SELECT path, track_id AS trackId, modified_at AS modifiedAt FROM file WHERE id = ?')
      const readNewestAgain = db.prepare<[{ trackId: number; modifiedAt: number }]>(
        `UPDATE file SET size = NULL WHERE modified_at < $modifiedAt AND id =
           (SELECT id FROM file WHERE track_id = $trackId AND missing_since IS NULL
            ORDER BY modified_at DESC, id LIMIT 1)`,
      )
      const now = Date.now()
      const unseen = unseenFiles()
      const tracks = new Set<number>()
      for (let from = 0; from < unseen.length; from += ROWS_AT_ONCE)
        db.transaction(() => {
          const concerned: number[] = []
          for (const id of unseen.slice(from, from + ROWS_AT_ONCE)) {
            const file = place.get(id)
            if (!file || isUnreadable(file.path)) continue
            if (forget.run(id).changes === 0) mark.run(now, id)
            else endAttempt(db, 'tags', id)
            if (file.trackId === null) continue
            concerned.push(file.trackId)
            readNewestAgain.run({ trackId: file.trackId, modifiedAt: file.modifiedAt ?? 0 })
          }
          settleTracks(db, concerned)
          for (const id of concerned) tracks.add(id)
        })()
      forgetReadablePlaces()
      return [...tracks]
    },
  }
}
