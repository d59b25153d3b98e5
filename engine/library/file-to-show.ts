import { lstat } from 'node:fs/promises'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { joinPath, toText } from '../scan/file-name.ts'
import { trackPlace } from './track-place.ts'

/**
 * The absolute path of a track's file as a file manager takes it; the file is there now, or was a moment ago, and lies
 * in a folder of the library. Problems: `not-found` for an unknown track; `file-missing` when none of its files is
 * there; `io-error` when its name is not valid UTF-8, so that no path in text can name it.
 */
export async function fileToShow(db: Database, trackId: number): Promise<string> {
  const known = db.prepare<[number]>('SELECT 1 FROM track WHERE id = ?').get(trackId)
  if (!known) throw problem('not-found', 'This track is no longer in the library.', { field: 'id' })
  const found = trackPlace(db, trackId)
  if (!found)
    throw problem('file-missing', 'This track has no file any more, so there is nothing to show.')
  const { folder, path } = found.place
  const exact = joinPath(folder, Buffer.from(path))
  const there = await lstat(exact).then(
    (file) => !file.isDirectory(),
    () => false,
  )
  if (!there)
    throw problem(
      'file-missing',
      `The file ${found.text} cannot be found now. Scan its folder again.`,
    )
  const text = exact.toString()
  if (!Buffer.from(text).equals(Buffer.from(exact)))
    throw problem(
      'io-error',
      `The name of this file is not valid UTF-8, so it cannot be shown. It is in the folder ${folder}, as ${toText(path)}.`,
    )
  return text
}

/** The files of those tracks that have one another program can be given, in the order of the tracks. */
export async function filesToHandOver(
  db: Database,
  trackIds: readonly number[],
): Promise<string[]> {
  const paths = await Promise.all(trackIds.map((id) => fileToShow(db, id).catch(() => undefined)))
  return paths.filter((path) => path !== undefined)
}
