import { open, rename, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { toText } from '../scan/file-name.ts'
import { getPlaylist } from './playlists.ts'

interface ExportRow {
  title: string
  artist: string
  duration: number | null
  folder: string | null
  path: Buffer | null
}

export interface ExportedPlaylist {
  fileName: string
  content: string
  tracks: number
  /** Titles of tracks left out: no file left, or a name that UTF-8 text cannot hold. */
  leftOut: string[]
}

/** EXTINF and paths are lines: a line break inside a title would begin another. */
function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

/** A file name that every common file system takes. */
export function playlistFileName(name: string): string {
  const safe = oneLine(name)
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, '_')
    .replace(/[. ]+$/, '')
    .slice(0, 120)
  return `${safe || 'playlist'}.m3u8`
}

/** A path that an M3U8 reader cannot take for a comment or a directive. */
function asEntry(path: string): string {
  return path.startsWith('#') ? `./${path}` : path
}

/**
 * A playlist as extended M3U in UTF-8: `#EXTM3U`, then `#EXTINF:<whole seconds, -1 when unknown>,<artist> - <title>`
 * and the path of each track's present file (else of its latest missing one).
 * Relative paths are relative to `base` and use `/`, as players on every system read them.
 * Problems: `not-found`; `invalid-input` when relative paths are asked for without a base.
 */
export function playlistAsM3u8(
  db: Database,
  input: { id: number; paths: 'absolute' | 'relative'; base: string | undefined },
): ExportedPlaylist {
  const playlist = getPlaylist(db, input.id)
  const base = input.base === undefined ? undefined : resolve(input.base)
  if (input.paths === 'relative' && base === undefined)
    throw problem('invalid-input', 'Say which folder the paths are to be relative to.', {
      field: 'base',
    })
  const rows = db
    .prepare<[number], ExportRow>(
      `SELECT track.title, track.artist, track.duration, folder.path AS folder, file.path
       FROM playlist_entry
       JOIN track ON track.id = playlist_entry.track_id
       LEFT JOIN file ON file.id = (
         SELECT id FROM file WHERE file.track_id = track.id
         ORDER BY missing_since IS NOT NULL, modified_at DESC, id LIMIT 1)
       LEFT JOIN folder ON folder.id = file.folder_id
       WHERE playlist_entry.playlist_id = ? ORDER BY playlist_entry.position`,
    )
    .all(input.id)

  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(playlist.name)}`]
  const leftOut: string[] = []
  for (const row of rows) {
    const text = row.path && toText(row.path)
    const held = text && Buffer.from(text).equals(row.path ?? Buffer.alloc(0))
    if (!row.folder || !text || !held || /[\r\n]/.test(text)) {
      leftOut.push(row.title)
      continue
    }
    const path = join(row.folder, text)
    const written =
      input.paths === 'relative' && base !== undefined
        ? relative(base, path).replaceAll('\\', '/')
        : path
    const seconds = row.duration === null ? -1 : Math.round(row.duration)
    const name = row.artist ? `${row.artist} - ${row.title}` : row.title
    lines.push(`#EXTINF:${seconds},${oneLine(name)}`, asEntry(written))
  }
  return {
    fileName: playlistFileName(playlist.name),
    content: `${lines.join('\n')}\n`,
    tracks: rows.length - leftOut.length,
    leftOut,
  }
}

/**
 * Writes the text beside the destination, then renames: a full disk leaves the old file as it was.
 * Problems: `invalid-input`, `disk-full`, `permission-denied`, `io-error`.
 */
async function writePlaylistFile(destination: string, content: string): Promise<void> {
  if (!isAbsolute(destination))
    throw problem('invalid-input', 'Give the whole path of the playlist file.', {
      field: 'destination',
    })
  const temporary = join(dirname(destination), `.${process.pid}.naghma.m3u8.part`)
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, destination)
  } catch (error) {
    await rm(temporary, { force: true })
    throw ioProblem(error, `${destination} could not be written`, 'destination')
  }
}

/**
 * Exports a playlist as M3U8 text and, with a destination, into that file. Relative paths are relative to the
 * destination's folder, else to `base`. Problems: those of `playlistAsM3u8` and of writing.
 */
export async function exportPlaylist(
  db: Database,
  input: {
    id: number
    paths: 'absolute' | 'relative'
    destination?: string | undefined
    base?: string | undefined
  },
): Promise<ExportedPlaylist> {
  const { destination } = input
  const exported = playlistAsM3u8(db, {
    id: input.id,
    paths: input.paths,
    base: destination ? dirname(destination) : input.base,
  })
  if (destination) await writePlaylistFile(destination, exported.content)
  return exported
}
