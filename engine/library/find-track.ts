import { realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'

/**
 * The track whose file is at an absolute path, also when links lead there; the file itself need not be there now.
 * Problem: `not-found`.
 */
export function findTrack(db: Database, path: string): number {
  const wanted = resolve(path)
  const folders = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM folder').all()
  const select = db
    .prepare<[number, Uint8Array], number>(
      'SELECT track_id FROM file WHERE folder_id = ? AND path = ? AND track_id IS NOT NULL',
    )
    .pluck()
  for (const place of new Set([wanted, realPlace(wanted), realPath(wanted)]))
    for (const folder of folders) {
      const inside = relative(folder.path, place)
      if (inside === '' || inside.startsWith('..')) continue
      const trackId = select.get(folder.id, Buffer.from(inside.replaceAll(sep, '/')))
      if (trackId !== undefined) return trackId
    }
  throw problem('not-found', `${wanted} ${whyNotFound(folders, wanted)}`, { field: 'path' })
}

function whyNotFound(folders: readonly { path: string }[], wanted: string): string {
  const isInside = folders.some(({ path }) => {
    const inside = relative(path, realPlace(wanted))
    return !inside.startsWith('..') && !isAbsolute(inside)
  })
  return isInside
    ? 'is none of the tracks of your library. Rescan its folder; if it is still not there, look among the problems why it could not be read.'
    : 'is in none of your music folders. Add the folder that holds it in the settings, and try again when it has been scanned.'
}

/** The path with links on the way to its last name resolved, which may itself be a link in the library. */
function realPlace(path: string): string {
  return join(realPath(dirname(path)), basename(path))
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
