import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import type { Backup, BackupProgress } from '../../contract/library.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Library } from '../library/database.ts'
import { partialName } from './backup-files.ts'
import { runBackupThread } from './backup-thread.ts'
import { copyInSteps } from './copy-in-steps.ts'
import { libraryBytes, refuseWithoutRoom, settleFile, settleFolder } from './disk.ts'

export interface MakeBackup {
  library: Pick<Library, 'db' | 'journalMode' | 'path'>
  worker: URL
  folder: string
  name: string
  kind: Backup['kind']
  onProgress?: (progress: BackupProgress) => void
  signal?: AbortSignal
}

/**
 * Writes a copy of the library in use, checks it, and only then gives it its name: a file of that name is whole, and
 * whatever ends the making leaves at most a `.partial` behind. Problems: those of `library.backup`.
 */
export async function makeBackup(wanted: MakeBackup): Promise<{ backup: Backup; tracks: number }> {
  const { library, folder, name, kind } = wanted
  const path = join(folder, name)
  const partial = partialName(path)
  try {
    await mkdir(folder, { recursive: true })
    await refuseWithoutRoom(folder, await libraryBytes(library.path))
    await rm(partial, { force: true })
    const { tracks } = await copyAndCheck(wanted, partial)
    await settleFile(partial)
    wanted.signal?.throwIfAborted()
    await rename(partial, path)
    await settleFolder(folder)
    const { size, mtimeMs } = await stat(path)
    return { backup: { path, kind, at: mtimeMs, bytes: size }, tracks }
  } catch (error) {
    for (const rest of ['', '-journal', '-wal', '-shm'])
      await rm(`${partial}${rest}`, { force: true }).catch(() => {})
    if (wanted.signal?.aborted) throw problem('cancelled', 'The backup was cancelled.')
    if (isProblem(error)) throw error
    throw ioProblem(error, `The backup could not be written to ${folder}`, 'folder')
  }
}

/** Without a write-ahead log a lasting reader would keep the engine from writing: it then copies by itself, in steps. */
async function copyAndCheck({ library, worker, onProgress, signal }: MakeBackup, partial: string) {
  const own = library.journalMode !== 'wal'
  if (own) {
    const tell = (fraction: number) => onProgress?.({ state: 'copying', fraction })
    await copyInSteps(library.db, partial, tell, signal)
  }
  const task = { library: own ? null : library.path, copy: partial }
  return runBackupThread(task, { worker, onProgress, signal })
}
