import { createHash } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../native/sqlite.ts'
import { mergeTracks } from '../library/merge-tracks.ts'
import { settleTracks } from '../library/orphans.ts'
import { clearFileProblem, endAttempt, recordProblem } from '../library/problems.ts'
import type { CallClient } from '../processes/calls.ts'
import type { FilePlace, MediaCalls } from '../processes/media-calls.ts'
import { displayPath, joinPath } from './file-name.ts'
import type { FileFacts } from './read-file.ts'
import { trackStore } from './store-track.ts'
import { readRoot } from './walk.ts'

/** What scanning asks of the media process. */
export type FileReading = Pick<CallClient<MediaCalls>, 'facts' | 'fullDigest'>

export interface UnreadFile {
  id: number
  path: Buffer
}

/** A file of a folder and what was read from it. */
export interface ReadFile {
  file: UnreadFile
  facts: FileFacts
}

/** Which track a file belongs to, when its digest alone does not say. */
interface Proof {
  identity: Uint8Array
  /** A track shown to be the same audio. */
  trackId: number | null
}

export interface FilePlacer {
  /**
   * Gives files their tracks, in one transaction. Returns the ids of new tracks, and the files whose
   * digest belongs to a track with another place: those need {@link FilePlacer.prove}.
   */
  place(files: readonly ReadFile[]): { added: number[]; doubtful: ReadFile[] }
  /**
   * Finds out whether a doubtful file moved from a place that is gone, is the same audio in a second
   * place (all of both is compared), or other audio under the same digest, and places it. When it
   * cannot be found out, it becomes a track of its own until the other place is read again. Rejects with the problem
   * of reading the file.
   */
  prove(file: ReadFile): Promise<number[]>
}

interface OtherPlace {
  id: number
  folder: string
  path: Buffer
}

export function filePlacer(
  db: Database,
  folder: { id: number; path: string },
  media: FileReading,
): FilePlacer {
  const tracks = trackStore(db)
  const trackByIdentity = db
    .prepare<[Uint8Array], number>('SELECT id FROM track WHERE identity = ?')
    .pluck()
  const isAmbiguous = db
    .prepare<[Uint8Array], number>('SELECT 1 FROM ambiguous_identity WHERE identity = ?')
    .pluck()
  const trackOfFile = db
    .prepare<[number], number | null>('SELECT track_id FROM file WHERE id = ?')
    .pluck()
  const otherPlaces = db.prepare<[number, number], OtherPlace>(
    `SELECT file.id, folder.path AS folder, file.path
     FROM file JOIN folder ON folder.id = file.folder_id
     WHERE track_id = ? AND file.id <> ? AND missing_since IS NULL`,
  )
  const forgetGonePlaces = db.prepare<[number, number]>(
    'DELETE FROM file WHERE track_id = ? AND id <> ? AND missing_since IS NOT NULL',
  )
  const setFile = db.prepare<[number, number, number, number]>(
    'UPDATE file SET size = ?, modified_at = ?, track_id = ?, missing_since = NULL WHERE id = ?',
  )
  const newerPlace = db
    .prepare<[number, number, number], number>(
      `SELECT 1 FROM file
       WHERE track_id = ? AND id <> ? AND missing_since IS NULL AND modified_at > ?`,
    )
    .pluck()
  const setIdentity = db.prepare<[Uint8Array, number]>('UPDATE track SET identity = ? WHERE id = ?')
  const identityOf = db.prepare<[number], Buffer>('SELECT identity FROM track WHERE id = ?').pluck()
  const addAmbiguous = db.prepare<[Uint8Array]>(
    'INSERT OR IGNORE INTO ambiguous_identity VALUES (?)',
  )
  const setMissing = db.prepare<[number, number]>('UPDATE file SET missing_since = ? WHERE id = ?')
  const readAgain = db.prepare<[number]>('UPDATE file SET size = NULL WHERE id = ?')

  /** The id of a new track, null for one that was there, undefined when the digest does not settle it. */
  function placeOne({ file, facts }: ReadFile, proof: Proof | null): number | null | undefined {
    if (!proof && isAmbiguous.get(facts.identity)) return undefined
    const before = trackOfFile.get(file.id)
    if (before === undefined) return null
    const existing = proof?.trackId ?? trackByIdentity.get(proof?.identity ?? facts.identity)
    if (existing === undefined) {
      const added = tracks.add(proof?.identity ?? facts.identity, facts, file.path)
      settle(file, facts, added, before)
      return added
    }
    if (existing !== before) {
      if (!proof && otherPlaces.get(existing, file.id)) return undefined
      if (!otherPlaces.get(existing, file.id)) forgetGonePlaces.run(existing, file.id)
    }
    if (!newerPlace.get(existing, file.id, facts.mtimeMs)) tracks.update(existing, facts, file.path)
    settle(file, facts, existing, before)
    return null
  }

  function settle(
    file: UnreadFile,
    facts: FileFacts,
    trackId: number,
    before: number | null,
  ): void {
    setFile.run(facts.size, facts.mtimeMs, trackId, file.id)
    tracks.index(trackId)
    settleTracks(db, before === null || before === trackId ? [trackId] : [trackId, before])
    endAttempt(db, 'tags', file.id)
    clearFileProblem(db, file.id)
    if (facts.problem)
      recordProblem(db, {
        fileId: file.id,
        trackId: null,
        path: join(folder.path, displayPath(file.path)),
        stage: 'tags',
        code: facts.problem.code,
        message: facts.problem.message,
        attempts: 1,
      })
  }

  /** Present places of a track besides this file; those that are gone are marked so. */
  async function remainingPlaces(trackId: number, fileId: number): Promise<OtherPlace[]> {
    const remaining: OtherPlace[] = []
    for (const place of otherPlaces.all(trackId, fileId)) {
      if (await isGone(place)) setMissing.run(Date.now(), place.id)
      else remaining.push(place)
    }
    return remaining
  }

  function digest(place: FilePlace): Promise<Uint8Array> {
    return media.fullDigest(place).then(derivedIdentity)
  }

  async function digestOfAny(places: readonly OtherPlace[]): Promise<Uint8Array | null> {
    for (const { folder, path } of places) {
      const own = await digest({ folder, path }).catch(() => null)
      if (own) return own
    }
    return null
  }

  /**
   * Several files, one digest: from now on all of the audio decides. A track that was split off while this file could
   * not be read, and turns out to be the same, is joined to it again.
   */
  async function proofOfAmbiguous({ file, facts }: ReadFile): Promise<Proof> {
    const identity = await digest({ folder: folder.path, path: file.path })
    const before = trackOfFile.get(file.id) ?? null
    const known = trackByIdentity.get(identity) ?? null
    if (before === null || !identityOf.get(before)?.equals(facts.identity))
      return { identity, trackId: known }
    if (known !== null && otherPlaces.get(before, file.id)) return { identity, trackId: known }
    db.transaction(() => {
      if (known !== null) mergeTracks(db, before, known)
      setIdentity.run(identity, before)
    })()
    return { identity, trackId: before }
  }

  /** Null when no track has the digest any more. */
  async function findProof(read: ReadFile): Promise<Proof | null> {
    const { file, facts } = read
    if (isAmbiguous.get(facts.identity)) return proofOfAmbiguous(read)
    const existing = trackByIdentity.get(facts.identity)
    if (existing === undefined) return null
    const remaining = await remainingPlaces(existing, file.id)
    if (remaining.length === 0) return { identity: facts.identity, trackId: existing }
    const own = await digest({ folder: folder.path, path: file.path })
    const other = await digestOfAny(remaining)
    if (other && Buffer.compare(own, other) === 0)
      return { identity: facts.identity, trackId: existing }
    db.transaction(() => {
      addAmbiguous.run(facts.identity)
      if (!other) for (const place of remaining) readAgain.run(place.id)
      else if (trackByIdentity.get(other) === undefined) setIdentity.run(other, existing)
    })()
    return { identity: own, trackId: trackByIdentity.get(own) ?? null }
  }

  function placeAll(files: readonly ReadFile[], proof: Proof | null) {
    return db.transaction(() => {
      const added: number[] = []
      const doubtful: ReadFile[] = []
      for (const file of files) {
        const result = placeOne(file, proof)
        if (result === undefined) doubtful.push(file)
        else if (result !== null) added.push(result)
      }
      return { added, doubtful }
    })()
  }

  return {
    place: (files) => placeAll(files, null),
    prove: async (file) => {
      for (;;) {
        const { added, doubtful } = placeAll([file], await findProof(file))
        if (doubtful.length === 0) return added
      }
    },
  }
}

/** The identity of a track whose short digest is shared with other audio. */
function derivedIdentity(fullDigest: Uint8Array): Uint8Array {
  return createHash('sha256').update('naghma full identity 1\n').update(fullDigest).digest()
}

/** True when nothing stands at a place although its folder can be read and is not empty. */
async function isGone({ folder, path }: OtherPlace): Promise<boolean> {
  try {
    await lstat(joinPath(folder, path))
    return false
  } catch (error) {
    const absent =
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ENOTDIR'].includes(String(error.code))
    if (!absent) return false
  }
  return readRoot(folder).then(
    (root) => !root.empty,
    () => false,
  )
}
