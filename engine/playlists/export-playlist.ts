import { dirname, isAbsolute, relative, resolve } from 'node:path'
import type { PlaylistFormat } from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import { formats } from './formats/formats.ts'
import type { ListedTrack } from './formats/listed-track.ts'
import { writePlaylistFile } from './write-playlist-file.ts'

export interface ExportedPlaylist {
  fileName: string
  mime: string
  content: string
  tracks: number
  /** Titles of tracks left out: no file left, or a name that the format cannot hold. */
  leftOut: string[]
}

export interface ExportOptions {
  format: PlaylistFormat
  paths: 'absolute' | 'relative'
  destination?: string | undefined
  base?: string | undefined
}

/** A name that every common file system takes, at most 120 characters; `playlist` where nothing of it is left. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[\r\n]+/g, ' ')
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, '_')
    .slice(0, 120)
    .toWellFormed()
    .replace(/[. ]+$/, '')
  return /^(con|prn|aux|nul|com\d|lpt\d)?$/i.test(safe) ? `${safe}playlist` : safe
}

/**
 * A playlist as the text of a file. Relative paths are relative to `base`, use `/`, as players on every system read
 * them, and never look like an address. Problem: `invalid-input` when relative paths are asked for without a base.
 */
export function playlistAsFile(
  name: string,
  tracks: readonly ListedTrack[],
  options: Omit<ExportOptions, 'destination'>,
): ExportedPlaylist {
  const base = options.base === undefined ? undefined : resolve(options.base)
  if (options.paths === 'relative' && base === undefined)
    throw problem('invalid-input', 'Say which folder the paths are to be relative to.', {
      field: 'base',
    })
  const format = formats[options.format]
  const written: ListedTrack[] = []
  const leftOut: string[] = []
  for (const track of tracks) {
    const { location } = track
    if (
      location === null
        ? format.ofLines || track.identity
        : format.ofLines && /[\r\n]/.test(location)
    )
      leftOut.push(track.title)
    else if (location !== null && base !== undefined && options.paths === 'relative')
      written.push({ ...track, location: relativeLocation(base, location) })
    else written.push(track)
  }
  return {
    fileName: `${safeFileName(name)}.${format.extensions[0]}`,
    mime: format.mime,
    content: format.write({ name, tracks: written }),
    tracks: written.length,
    leftOut,
  }
}

function relativeLocation(base: string, location: string): string {
  if (!isAbsolute(location)) return location
  const path = relative(base, location)
  if (isAbsolute(path)) return path
  const plain = process.platform === 'win32' ? path.replaceAll('\\', '/') : path
  return /^[^/]*:|^\\/.test(plain) ? `./${plain}` : plain
}

/**
 * As {@link playlistAsFile}, and with a destination written into that file, whose folder is then the base. Problems:
 * those of writing too.
 */
export async function exportPlaylist(
  name: string,
  tracks: readonly ListedTrack[],
  { destination, base, ...options }: ExportOptions,
): Promise<ExportedPlaylist> {
  const exported = playlistAsFile(name, tracks, {
    ...options,
    base: destination ? dirname(destination) : base,
  })
  if (destination) await writePlaylistFile(destination, exported.content)
  return exported
}
