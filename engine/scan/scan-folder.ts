import type { ScanProgress } from '../../contract/folder.ts'
import { isProblem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { tidyArtwork } from '../library/orphans.ts'
import { displayPath } from './file-name.ts'
import type { Ignores } from './ignore-rules.ts'
import type { FileReading } from './place-file.ts'
import { countUnread, readUnread } from './read-unread.ts'
import { reconcile } from './reconcile.ts'
import { type ProgressTeller, progressTeller } from './scan-progress.ts'
import { readRoot } from './walk.ts'
import { walkBelow } from './walk-below.ts'

export interface ScannedFolder {
  readonly id: number
  readonly path: string
  /** Undefined when nothing of it is ignored. */
  readonly ignores?: Ignores | undefined
}

export interface ScanOptions {
  /** Files, and directories with all that is below, relative with `/`; the whole folder when null. */
  readonly places: readonly string[] | null
  readonly signal: AbortSignal
  onProgress(progress: ScanProgress): void
  /** After tracks were stored, or went missing or came back. */
  onChanged(addedTrackIds: number[]): void
}

/** What became of a scan; a cancelled one has kept what it had read. */
export type ScanOutcome = 'ready' | 'missing' | 'unreadable' | 'cancelled'

/**
 * Brings the library up to date with a folder: compares names, sizes and times, marks what is gone as
 * missing, reads what is new or changed.
 *
 * Nothing is marked missing when the walk was cancelled, the folder cannot be read, changed under the
 * walk, or has lost every file it had, as happens when a drive is unplugged. Rejects when the library
 * cannot be written.
 */
export async function scanFolder(
  db: Database,
  folder: ScannedFolder,
  media: FileReading,
  options: ScanOptions,
): Promise<ScanOutcome> {
  const progress = progressTeller(folder.id, options.onProgress)
  try {
    const outcome = await walkFolder(db, folder, options, progress)
    if (outcome !== 'ready') return outcome
    progress.walked(countUnread(db, folder.id))
    const events = { onRead: progress.read, onStored: options.onChanged }
    const finished = await readUnread(db, folder, media, events, options.signal)
    if (!finished) return 'cancelled'
    tidyArtwork(db)
    if (options.places === null) setScanned(db, folder.id)
    return 'ready'
  } catch (error) {
    if (options.signal.aborted) return 'cancelled'
    if (isProblem(error) && error.code === 'folder-missing') return 'missing'
    if (isProblem(error) && error.code === 'permission-denied') return 'unreadable'
    throw error
  } finally {
    progress.done()
  }
}

async function walkFolder(
  db: Database,
  folder: ScannedFolder,
  { places, signal, onChanged }: ScanOptions,
  progress: ProgressTeller,
): Promise<ScanOutcome> {
  const hadFiles = hasPresentFiles(db, folder.id)
  const walked = places ?? ['']
  const reconciler = reconcile(
    db,
    folder,
    walked.map((place) => Buffer.from(place)),
  )
  const before = await readRoot(folder.path)
  for (const place of walked)
    for await (const batch of walkBelow(folder.path, place, { signal, ignores: folder.ignores })) {
      reconciler.take(batch)
      const last = batch.at(-1)
      if (last) progress.found(reconciler.found, displayPath(last.relativePath))
    }
  signal.throwIfAborted()
  const after = await readRoot(folder.path)
  if (before.device !== after.device || before.inode !== after.inode) return 'missing'
  if (hadFiles && after.empty) return 'missing'
  const lostEverything = hadFiles && places === null && reconciler.known === 0
  if (lostEverything && reconciler.found === 0) return 'missing'
  if (!lostEverything && reconciler.markMissing().length + reconciler.returned > 0) onChanged([])
  return 'ready'
}

/** Whether anything was ever read from the folder that should still be there. */
function hasPresentFiles(db: Database, folderId: number): boolean {
  const found = db
    .prepare<[number], number>(
      'SELECT 1 FROM file WHERE folder_id = ? AND missing_since IS NULL AND track_id IS NOT NULL LIMIT 1',
    )
    .pluck()
    .get(folderId)
  return found !== undefined
}

function setScanned(db: Database, folderId: number): void {
  db.prepare('UPDATE folder SET scanned_at = ? WHERE id = ?').run(Date.now(), folderId)
}
