import { problem } from '../../contract/problem.ts'
import { newestGoodBackup } from '../backup/newest-good.ts'
import { finishRestore, stageRestore } from '../backup/restore.ts'
import { makeDataFolder } from '../host/data-folder.ts'
import { engineEntries } from '../host/entries.ts'
import { takeEngineLock } from '../host/lock.ts'
import { type Context, exitCode, type Output } from './context.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

/** Whether no engine has the library open. */
export function isFree(dataFolder: string): boolean {
  const lock = takeEngineLock(dataFolder)
  lock?.release()
  return lock !== undefined
}

function noBackup() {
  return problem('not-found', 'There is no good backup with this library. Name the path of one.')
}

function say(output: Output, restored: { tracks: number; setAside: string }): number {
  output.print(
    restored,
    `The library is the one of the backup, with ${count(restored.tracks, 'track')}. The one before is ${restored.setAside}; to go back, restore that.`,
  )
  return exitCode.done
}

/** Restores without opening the library, which may be damaged. */
export async function restoreClosed(
  output: Output,
  { dataFolder, entry, given }: { dataFolder: string; entry: string; given: string },
): Promise<number> {
  await makeDataFolder(dataFolder)
  const lock = takeEngineLock(dataFolder)
  if (!lock)
    throw problem(
      'library-in-use',
      'Naghma is being opened on this library. Run the command again.',
    )
  try {
    const path = given === 'latest' ? newestGoodBackup(dataFolder)?.path : userPath(given)
    if (!path) throw noBackup()
    const { backupWorker: worker } = engineEntries(entry)
    const restored = await stageRestore({ dataFolder, path, worker, signal: output.signal })
    finishRestore(dataFolder)
    return say(output, restored)
  } finally {
    lock.release()
  }
}

/** Restores through the engine that has the library open; it opens the backup by itself. */
export async function restoreOpen(context: Context, given: string): Promise<number> {
  const { client } = context
  const backups = await client.library.backups()
  const latest = backups.find(({ kind }) => kind === 'daily' || kind === 'asked')?.path
  const path = given === 'latest' ? latest : userPath(given)
  if (!path) throw noBackup()
  return say(context, await client.library.restore({ path }))
}
