import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from '../../native/sqlite.ts'

/**
 * Checkpoints that were downloaded lie in the data folder, each in `<folder>/<name>`. Where the data folder was moved as a
 * whole, the library is told where they lie now.
 */
export function followMovedCheckpoints(db: Database, folder: string): void {
  const models = db
    .prepare<[], { id: string; path: string }>("SELECT id, path FROM model WHERE path <> ''")
    .all()
  for (const { id, path } of models) {
    const here = join(folder, basename(path))
    const moved = basename(dirname(path)) === basename(folder) && !existsSync(path)
    if (moved && existsSync(here))
      db.prepare<[string, string]>('UPDATE model SET path = ? WHERE id = ?').run(here, id)
  }
}
