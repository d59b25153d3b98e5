import type { Folder, ScanProgress } from '../../contract/folder.ts'
import { isProblem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Announcer } from '../announce.ts'
import { libraryProblem } from '../library/library-problem.ts'
import { setFolderAway } from '../library/orphans.ts'
import { readIgnoreRules } from './ignore-rules.ts'
import type { FileReading } from './place-file.ts'
import { type ScannedFolder, scanFolder } from './scan-folder.ts'

export interface ScanQueue {
  /** Asks for a scan of some places of a folder, or of all of it (null); several askings become one. */
  request(folderId: number, places: readonly string[] | null): void
  /** Stops the scan that runs and drops those that wait; what was read stays. */
  cancel(): boolean
  /** Drops the scans of one folder and resolves when none of it runs. */
  forget(folderId: number): Promise<void>
  state(folderId: number): Folder['state']
  setState(folderId: number, state: Exclude<Folder['state'], 'scanning'>): void
  /** The scan that runs, and those that wait. */
  progress(): ScanProgress[]
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface ScanParts {
  readonly db: Database
  readonly media: FileReading
  readonly announcer: Pick<Announcer, 'announce' | 'changed'>
  /** There is more to analyse: new tracks (at the end of a scan, and every ten seconds in it), or a folder is back. */
  onScanned(): void
}

interface Running {
  readonly folderId: number
  readonly abort: AbortController
  readonly finished: Promise<void>
}

const TELL_NEW_MS = 10_000

/** One scan at a time, in the order of asking. */
export function createScanQueue({ db, media, announcer, onScanned }: ScanParts): ScanQueue {
  const waiting = new Map<number, Set<string> | null>()
  const states = new Map<number, Exclude<Folder['state'], 'scanning'>>()
  const findFolder = db.prepare<[number], { path: string; rules: string }>(
    'SELECT path, ignore_rules AS rules FROM folder WHERE id = ?',
  )
  let running: Running | null = null
  let progress: ScanProgress | null = null
  let closed = false

  function startNext(): void {
    const [next] = waiting
    if (running || closed || !next) return
    const [folderId, places] = next
    waiting.delete(folderId)
    const folder = findFolder.get(folderId)
    if (!folder) {
      startNext()
      return
    }
    const abort = new AbortController()
    const { path } = folder
    const ignores = readIgnoreRules(folder.rules)
    const finished = scan(
      { id: folderId, path, ignores },
      places && [...places],
      abort.signal,
    ).finally(() => {
      running = null
      progress = null
      announcer.changed('folders', 'tracks', 'problems')
      startNext()
    })
    running = { folderId, abort, finished }
    announcer.changed('folders')
  }

  async function scan(
    folder: ScannedFolder,
    places: string[] | null,
    signal: AbortSignal,
  ): Promise<void> {
    let newTracks = false
    let toldAt = Date.now()
    const tellNew = () => {
      if (newTracks) onScanned()
      newTracks = false
      toldAt = Date.now()
    }
    try {
      const outcome = await scanFolder(db, folder, media, {
        places,
        signal,
        onProgress: (now) => {
          progress = now
          announcer.announce({ type: 'scan.progress', progress: now })
        },
        onChanged: (added) => {
          announcer.changed('tracks', 'folders', 'problems')
          newTracks ||= added.length > 0
          if (Date.now() - toldAt >= TELL_NEW_MS) tellNew()
        },
      })
      if (!signal.aborted) tellNew()
      if (outcome !== 'cancelled') settleState(folder.id, outcome)
    } catch (error) {
      const known = isProblem(error) ? error : libraryProblem(error)
      const words = known?.message ?? (error instanceof Error ? error.message : String(error))
      announcer.announce({ type: 'notice', message: `Scanning "${folder.path}" stopped. ${words}` })
    }
  }

  function settleState(folderId: number, state: Exclude<Folder['state'], 'scanning'>): void {
    const away = state === 'missing'
    if (setFolderAway(db, folderId, away)) {
      announcer.changed('tracks')
      if (!away) onScanned()
    }
    if (states.get(folderId) === state) return
    states.set(folderId, state)
    announcer.changed('folders')
  }

  async function forget(folderId: number): Promise<void> {
    waiting.delete(folderId)
    if (running?.folderId === folderId) {
      running.abort.abort()
      await running.finished
    }
    states.delete(folderId)
  }

  return {
    request(folderId, places) {
      const before = waiting.get(folderId)
      if (places === null || before === null) waiting.set(folderId, null)
      else waiting.set(folderId, new Set([...(before ?? []), ...places]))
      startNext()
    },
    cancel() {
      const any = running !== null || waiting.size > 0
      waiting.clear()
      running?.abort.abort()
      return any
    },
    forget,
    state: (folderId) =>
      running?.folderId === folderId || waiting.get(folderId) === null
        ? 'scanning'
        : (states.get(folderId) ?? 'ready'),
    setState: settleState,
    progress: () => (progress ? [progress] : []),
    async idle() {
      while (running) await running.finished
    },
    async close() {
      closed = true
      waiting.clear()
      running?.abort.abort()
      await running?.finished
    },
  }
}
