import { join } from 'node:path'
import { tryExclusiveLock } from '../../native/lock.ts'
import { withLibraryProblems } from '../library/library-problem.ts'

/** Held while an engine owns a data folder; the operating system lets go of it when the process dies, however it dies. */
export interface EngineLock {
  release(): void
}

/**
 * Takes the data folder for this process, or answers undefined when another engine has it.
 * The lock is SQLite's own file lock on `engine.lock`, because Node has no portable one; never stale, nothing to clean.
 * Problems: those of the library file.
 */
export function takeEngineLock(dataFolder: string): EngineLock | undefined {
  return withLibraryProblems(() => tryExclusiveLock(join(dataFolder, 'engine.lock')))
}
