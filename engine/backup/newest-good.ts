import type { Backup } from '../../contract/library.ts'
import { openSqlite } from '../../native/sqlite.ts'
import { listBackups } from './backup-files.ts'

/** The latest backup of a library that opens and passes a quick check; undefined when none does. */
export function newestGoodBackup(dataFolder: string): Backup | undefined {
  return listBackups(dataFolder).find(({ path, kind }) => kind !== 'before-restore' && isGood(path))
}

function isGood(path: string): boolean {
  try {
    const db = openSqlite(path, { readonly: true })
    try {
      return db.pragma('quick_check(1)', { simple: true }) === 'ok'
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

/** What to do about a damaged library: which backup is good, and how it is restored. */
export function restoreWords(dataFolder: string): string {
  const good = newestGoodBackup(dataFolder)
  return good
    ? `The newest good backup is of ${new Date(good.at).toLocaleString()}. To put it in place of the library, run: naghma --data "${dataFolder}" restore "${good.path}". The damaged one is set aside, not deleted.`
    : 'It has no good backup in its folder. If you have one elsewhere, run naghma restore with its path, or choose another data folder with --data.'
}
