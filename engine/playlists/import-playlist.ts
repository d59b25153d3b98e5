import { readFile, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import type { PlaylistImport, SoughtTrack } from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { CallClient } from '../processes/calls.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import { findListed } from './find-listed.ts'
import { MOST_BYTES } from './formats/limits.ts'
import type { ListedTrack } from './formats/listed-track.ts'
import { locationPaths } from './location-paths.ts'
import { createPlaylist } from './playlists.ts'

export type ImportInput = { fileName: string; content: string } | { path: string }

/** Tracks that were not found are told up to here; all of them are kept. */
const MOST_TOLD = 1000
const LONGEST_NAME = 200

/**
 * Makes a playlist of a playlist file. The file is read by the media process, where a bad one does no harm. Problems:
 * `unrecognised-format`, `invalid-input`, `not-found`, `permission-denied`, `timed-out`.
 */
export async function importPlaylist(
  db: Database,
  media: Pick<CallClient<MediaCalls>, 'playlist'>,
  input: ImportInput,
): Promise<PlaylistImport> {
  const { fileName, bytes, base } = await readInput(input)
  const listed = await media.playlist({ fileName, bytes })
  const found = await findListed(db, listed.tracks, base)
  const how = { path: 0, formerPlace: 0, identity: 0, name: 0 }
  const missing: ListedTrack[] = []
  const entries = listed.tracks.map((track, index) => {
    const one = found[index]
    if (one) {
      how[one.how]++
      return { trackId: one.trackId, sought: null }
    }
    const sought = asSought(track, base)
    missing.push(sought)
    return { trackId: null, sought }
  })
  const name = listed.name.trim().slice(0, LONGEST_NAME) || fileName.slice(0, LONGEST_NAME)
  const playlist = createPlaylist(db, { name, entries })
  const told = missing.slice(0, MOST_TOLD).map(asTold)
  return { playlist, found: entries.length - missing.length, how, missing: told }
}

async function readInput(input: ImportInput) {
  if ('content' in input)
    return {
      fileName: basename(input.fileName),
      bytes: Buffer.from(input.content, 'base64'),
      base: null,
    }
  try {
    const { size } = await stat(input.path)
    if (size > MOST_BYTES)
      throw problem('invalid-input', 'Playlist files larger than 64 MB are not read.', {
        field: 'path',
      })
    const bytes = await readFile(input.path)
    return { fileName: basename(input.path), bytes, base: dirname(input.path) }
  } catch (error) {
    if (error instanceof Error && error.name === 'Problem') throw error
    throw ioProblem(error, `${input.path} could not be read`, 'path')
  }
}

/** Keeps a place that does not depend on where the playlist file lay, and some title to show. */
function asSought(track: ListedTrack, base: string | null): ListedTrack {
  const [path] = track.location === null ? [] : locationPaths(track.location, base)
  const location = path ?? track.location
  const title = track.title || location?.split(/[\\/]/).at(-1) || ''
  return { ...track, location, title }
}

export function asTold({ location, title, artist, album, duration }: ListedTrack): SoughtTrack {
  return { location, title, artist, album, duration }
}
