import { relative, resolve, sep } from 'node:path'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'

/** The track whose file is at an absolute path, present files first. Problem: `not-found`. */
export function findTrack(db: Database, path: string): number {
  const wanted = resolve(path)
  const select = db.prepare<[number, Uint8Array], { track_id: number }>(
    'SELECT track_id FROM file WHERE folder_id = ? AND path = ? AND track_id IS NOT NULL',
  )
  for (const folder of db
    .prepare<[], { id: number; path: string }>('SELECT id, path FROM folder')
    .all()) {
    const inside = relative(folder.path, wanted)
    if (inside === '' || inside.startsWith('..')) continue
    const row = select.get(folder.id, Buffer.from(inside.replaceAll(sep, '/')))
    if (row) return row.track_id
  }
  throw problem('not-found', `No track of the library is at ${wanted}.`, { field: 'path' })
}
