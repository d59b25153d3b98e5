/** The thread that copies and checks libraries, so that the engine's own has its time for others. */
import { parentPort, workerData } from 'node:worker_threads'
import { isProblem } from '../../contract/problem.ts'
import { openSqlite } from '../../native/sqlite.ts'
import type { BackupTask, FromBackupThread } from './backup-thread.ts'
import { checkLibrary, countLibrary, type LibraryCounts } from './check-library.ts'
import { copyInSteps } from './copy-in-steps.ts'

const tell = (message: FromBackupThread) => parentPort?.postMessage(message)

/** Copies one moment of the library, whatever is written to it meanwhile. */
async function copy(library: string, to: string): Promise<LibraryCounts> {
  const db = openSqlite(library, { readonly: true })
  try {
    // A reader that stays sees one moment only: the copy need not begin anew when the engine writes.
    db.exec('BEGIN')
    const counts = countLibrary(db)
    await copyInSteps(db, to, (fraction) => tell({ type: 'copied', fraction }))
    return counts
  } finally {
    db.close()
  }
}

const sameCounts = (a: LibraryCounts, b: LibraryCounts) =>
  a.tracks === b.tracks && a.sounds === b.sounds && a.entries === b.entries

async function work({ library, copy: path }: BackupTask): Promise<LibraryCounts> {
  const wanted = library === null ? null : await copy(library, path)
  tell({ type: 'checking' })
  const counts = checkLibrary(path)
  if (wanted && !sameCounts(wanted, counts)) throw new Error('The copy is not the library.')
  return counts
}

try {
  tell({ type: 'done', counts: await work(workerData as BackupTask) })
} catch (error) {
  tell({
    type: 'failed',
    code: isProblem(error) ? error.code : 'io-error',
    message: error instanceof Error ? error.message : String(error),
  })
}
