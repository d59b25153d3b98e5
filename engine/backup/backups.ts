import { readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Backup, BackupProgress } from '../../contract/library.ts'
import type { Announcer } from '../announce.ts'
import type { Library } from '../library/database.ts'
import { askedName, backupsFolder, dailyName, listBackups } from './backup-files.ts'
import { keepDailyBackups } from './daily-backup.ts'
import { makeBackup } from './make-backup.ts'
import { stageRestore } from './restore.ts'

/** Copies of the library: made, listed, put in its place. */
export interface Backups {
  list(): Backup[]
  progress(): BackupProgress
  /** Problems: those of `library.backup`. */
  make(folder?: string): Promise<{ backup: Backup; tracks: number }>
  cancel(): { cancelled: boolean }
  /** Leaves a backup to be put in place when the library is opened next. Problems: those of `library.restore`. */
  restore(path: string): Promise<{ tracks: number; setAside: string }>
  close(): Promise<void>
}

export interface BackupParts {
  dataFolder: string
  library: Library
  worker: URL
  announcer: Announcer
  /** Whether a backup is made each day without being asked for. */
  daily(): boolean
}

export function openBackups(parts: BackupParts): Backups {
  const { dataFolder, library, worker, announcer } = parts
  const own = backupsFolder(dataFolder)
  const closed = new AbortController()
  let progress: BackupProgress = { state: 'none', fraction: null }
  let running: AbortController | undefined
  /** One is made at a time; the next waits for this. */
  let last: Promise<unknown> = removeUnfinished(own)

  function show(now: BackupProgress): void {
    progress = now
    announcer.announce({ type: 'backup.progress', backup: now })
  }

  function make(kind: 'daily' | 'asked', folder = own) {
    const asked = new AbortController()
    const made = last.then(async () => {
      running = asked
      show({ state: 'copying', fraction: 0 })
      try {
        return await makeBackup({
          library,
          worker,
          folder,
          kind,
          name: kind === 'daily' ? dailyName(new Date()) : askedName(new Date()),
          onProgress: show,
          signal: AbortSignal.any([asked.signal, closed.signal]),
        })
      } finally {
        running = undefined
        show({ state: 'none', fraction: null })
        announcer.changed('backups')
      }
    })
    last = made.catch(() => {})
    return made
  }

  const stopDaily = keepDailyBackups({
    isWanted: parts.daily,
    list: () => listBackups(dataFolder),
    make: () => make('daily'),
    onFailed: (words) =>
      announcer.announce({
        type: 'notice',
        message: `The daily backup of the library was not made. ${words}`,
      }),
  })

  return {
    list: () => listBackups(dataFolder),
    progress: () => progress,
    make: (folder) => make('asked', folder),
    cancel: () => {
      const cancelled = running !== undefined
      running?.abort()
      return { cancelled }
    },
    restore: (path) => stageRestore({ dataFolder, path, worker, signal: closed.signal }),
    async close() {
      stopDaily()
      closed.abort()
      await last
    },
  }
}

/** Removes what a backup left that was killed. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of namesIn(folder))
    if (/^library-[\d-]+\.sqlite\.partial/.test(name))
      await rm(join(folder, name), { force: true }).catch(() => {})
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
