import type { Database } from '../../native/sqlite.ts'
import { fold } from './fold.ts'
import type { TrackChanges } from './track-changes.ts'

/** By track id: the folded absolute paths of its files, separated by line feeds. */
export type TrackPaths = readonly (string | undefined)[]

const select = /* sql */ `
  SELECT id, (SELECT group_concat(folder.path || '/' || path_text, char(10))
              FROM file JOIN folder ON folder.id = folder_id
              WHERE track_id = track.id)
  FROM track`

/**
 * Where tracks are, in memory: read when it is first asked for, since few searches do, and kept true from then on. A
 * hundred thousand tracks take half a second and 10 MB.
 */
export function trackPaths(db: Database, changes: TrackChanges): () => TrackPaths {
  type Row = [id: number, paths: string | null]
  let kept: { paths: (string | undefined)[]; touched: Set<number>; folders: number } | undefined
  const one = db.prepare<[number], Row>(`${select} WHERE id = ?`).raw()

  function read() {
    const paths: (string | undefined)[] = []
    const touched = changes.follow('files')
    for (const [id, written] of db.prepare<[], Row>(select).raw().iterate())
      paths[id] = foldedPaths(written)
    return { paths, touched, folders: changes.folders }
  }

  return () => {
    if (kept && kept.folders !== changes.folders) {
      changes.leave(kept.touched)
      kept = undefined
    }
    kept ??= read()
    for (const id of kept.touched) kept.paths[id] = foldedPaths(one.get(id)?.[1])
    kept.touched.clear()
    return kept.paths
  }
}

/** Line by line: folding makes spaces of line feeds. */
function foldedPaths(written: string | null | undefined): string | undefined {
  return written?.split('\n').map(fold).join('\n')
}
