import { join } from 'node:path'
import { isProblem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { libraryProblem } from '../library/library-problem.ts'
import {
  ATTEMPTS_ALLOWED,
  attemptsOf,
  beginAttempt,
  endAttempt,
  recordProblem,
} from '../library/problems.ts'
import { displayPath } from './file-name.ts'
import type { FileReading } from './place-file.ts'
import type { FileFacts } from './read-file.ts'
import { quarantine } from './read-unread.ts'
import { trackStore } from './store-track.ts'
import { tagsVersion } from './tags-version.ts'

export interface TagRenewal {
  /** Begins unless it runs already. Cheap to call often. */
  wake(): void
  /** Resolves when all is read anew that can be read now. */
  settled(): Promise<void>
  /** Stops; what was read stays, the rest comes when Naghma is started again. */
  close(): Promise<void>
}

interface Parts {
  readonly db: Database
  readonly media: Pick<FileReading, 'facts'>
  /** Tracks are otherwise than they were; not once per track. */
  onChanged(): void
}

/** The file that a track's tags are of. */
interface Place {
  trackId: number
  fileId: number
  folder: string
  path: Buffer
  size: number
  modifiedAt: number
}

const TELL_MS = 10_000

/**
 * Reads the tags of tracks anew that an earlier version of the reader has read, one file after another, so that
 * everything else goes before. A track says by itself which version it was read by: whatever ends Naghma, it goes on
 * where it was. A file that has changed, or cannot be reached, is left to the scan of its folder. A file under
 * which the media process dies twice keeps the tags it has and becomes a problem.
 */
export function createTagRenewal({ db, media, onChanged }: Parts): TagRenewal {
  const tracks = trackStore(db)
  const outdated = db
    .prepare<[number], number>('SELECT id FROM track WHERE tags_version < ?')
    .pluck()
  const placeOf = db.prepare<[number], Place>(
    `SELECT file.track_id AS trackId, file.id AS fileId, folder.path AS folder, file.path,
            file.size, file.modified_at AS modifiedAt
     FROM file JOIN folder ON folder.id = file.folder_id
     WHERE away_since IS NULL AND size IS NOT NULL AND file.id =
       (SELECT id FROM file WHERE track_id = ? AND missing_since IS NULL
        ORDER BY modified_at DESC, id LIMIT 1)`,
  )
  const isStill = db.prepare<[Place]>(
    `SELECT 1 FROM file
     WHERE id = $fileId AND track_id = $trackId AND size = $size AND modified_at = $modifiedAt`,
  )
  const stop = new AbortController()
  let wanted = false
  let running: Promise<void> | undefined
  let changed = false
  let toldAt = 0

  function tell(): void {
    if (changed) onChanged()
    changed = false
    toldAt = Date.now()
  }

  async function run(): Promise<void> {
    toldAt = Date.now()
    try {
      while (wanted && !stop.signal.aborted) {
        wanted = false
        await pass()
      }
    } catch (error) {
      // A full or read-only disk: what is outdated stays so, and the next start goes on.
      if (!libraryProblem(error)) throw error
    } finally {
      if (!stop.signal.aborted) tell()
    }
  }

  /** Files that a process died under come last, so that ends that were no fault of theirs meet other files. */
  async function pass(): Promise<void> {
    const suspects: Place[] = []
    for (const trackId of outdated.all(tagsVersion)) {
      if (stop.signal.aborted) return
      const place = placeOf.get(trackId)
      if (place && attemptsOf(db, 'tags', place.fileId) > 0) suspects.push(place)
      else if (place && (await renew(place)) === 'died') suspects.push(place)
      if (Date.now() - toldAt >= TELL_MS) tell()
    }
    for (const place of suspects) if (!stop.signal.aborted) await renew(place)
  }

  async function renew(place: Place): Promise<'died' | undefined> {
    const { fileId, folder, path } = place
    if (beginAttempt(db, 'tags', fileId) >= ATTEMPTS_ALLOWED) {
      giveUp(place)
      return
    }
    try {
      store(place, await media.facts({ folder, path, withArtwork: false }, { signal: stop.signal }))
    } catch (error) {
      if (!isProblem(error)) throw error
      const { code } = error
      if (code !== 'process-died' && code !== 'timed-out') endAttempt(db, 'tags', fileId)
      else if (attemptsOf(db, 'tags', fileId) < ATTEMPTS_ALLOWED) return 'died'
      else giveUp(place, error.message)
    }
  }

  /** Tags that can no longer be read do not take the place of those that could. */
  function store(place: Place, facts: FileFacts): void {
    const { trackId, fileId, path } = place
    db.transaction(() => {
      endAttempt(db, 'tags', fileId)
      if (facts.size !== place.size || facts.mtimeMs !== place.modifiedAt) return
      if (!isStill.get(place)) return
      if (!facts.problem && tracks.renew(trackId, facts, path)) changed = true
      tracks.setRenewed(trackId)
    })()
  }

  function giveUp(
    { trackId, fileId, folder, path }: Place,
    reason = 'Naghma stopped twice while reading this file.',
  ): void {
    const { code, message } = quarantine(reason)
    db.transaction(() => {
      recordProblem(db, {
        fileId,
        trackId: null,
        path: join(folder, displayPath(path)),
        stage: 'tags',
        code,
        message,
        attempts: ATTEMPTS_ALLOWED,
      })
      endAttempt(db, 'tags', fileId)
      tracks.setRenewed(trackId)
    })()
    changed = true
  }

  function begin(): Promise<void> {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    wake() {
      wanted = true
      if (!stop.signal.aborted) void begin()
    },
    async settled() {
      wanted = true
      while (wanted && !stop.signal.aborted) await begin()
    },
    async close() {
      stop.abort()
      await running
    },
  }
}
