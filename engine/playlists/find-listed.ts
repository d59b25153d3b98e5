import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { PlaylistImport } from '../../contract/playlist.ts'
import type { Database } from '../../native/sqlite.ts'
import { fold } from '../library/fold.ts'
import { displayPath } from '../scan/file-name.ts'
import type { ListedTrack } from './formats/listed-track.ts'
import { formerPlaceKey, locationParts, locationPaths, pathParts } from './location-paths.ts'

export interface Found {
  trackId: number
  how: keyof PlaylistImport['how']
}

/** A duration that a file tells is often rounded, and decoders differ a little. Seconds. */
export const DURATION_TOLERANCE = 2
/** Names on the way that must agree where nothing else speaks for a file: its own and its folder's. */
const LEAST_PARTS = 2
/** Tracks after which others get through. */
const TRACKS_AT_ONCE = 200

interface Candidate {
  trackId: number
  parts: string[]
  duration: number | null
  title: string
  artist: string
}

/**
 * Looks for what a playlist file lists. The file at the path counts, unless the entry names another identity that the
 * library has; then former places, the identity, and names: title, artist and duration, or the last names of the path.
 * Names count only where one track alone fits and nothing that is known of it disagrees. `base` is the folder of the
 * playlist file, null when nobody knows it. Null where nothing was found.
 */
export async function findListed(
  db: Database,
  tracks: readonly ListedTrack[],
  base: string | null,
): Promise<(Found | null)[]> {
  const byPath = pathFinder(db)
  const byFormerPlace = db
    .prepare<[string], number>(
      `SELECT track_id FROM former_place WHERE path = ? ORDER BY left_at DESC, track_id LIMIT 1`,
    )
    .pluck()
  const byIdentity = db
    .prepare<[Uint8Array], number>('SELECT id FROM track WHERE identity = ?')
    .pluck()
  let names: NameFinder | undefined

  async function find(track: ListedTrack): Promise<Found | null> {
    const paths = track.location === null ? [] : locationPaths(track.location, base)
    const identified = track.identity
      ? byIdentity.get(Buffer.from(track.identity, 'hex'))
      : undefined
    for (const path of paths) {
      const trackId = await byPath(path)
      if (trackId === undefined) continue
      if (identified === undefined || identified === trackId) return { trackId, how: 'path' }
    }
    if (identified !== undefined) return { trackId: identified, how: 'identity' }
    for (const path of paths) {
      const trackId = byFormerPlace.get(formerPlaceKey(displayPath(Buffer.from(path))))
      if (trackId !== undefined) return { trackId, how: 'formerPlace' }
    }
    names ??= nameFinder(db)
    const trackId = names(track)
    return trackId === undefined ? null : { trackId, how: 'name' }
  }

  const found: (Found | null)[] = []
  for (const [index, track] of tracks.entries()) {
    if (index % TRACKS_AT_ONCE === TRACKS_AT_ONCE - 1) await setImmediate()
    found.push(await find(track))
  }
  return found
}

/** Finds the track of the file at a path, also where links lead there or the system tells no capitals apart. */
function pathFinder(db: Database): (path: string) => Promise<number | undefined> {
  const folders = db.prepare<[], { id: number; path: string }>('SELECT id, path FROM folder').all()
  const select = db
    .prepare<[number, Uint8Array], number>(
      'SELECT track_id FROM file WHERE folder_id = ? AND path = ? AND track_id IS NOT NULL',
    )
    .pluck()
  const realFolders = new Map<string, Promise<string | null>>()

  function at(path: string): number | undefined {
    for (const folder of folders) {
      const inside = relative(folder.path, path)
      if (inside === '' || inside.startsWith('..')) continue
      const trackId = select.get(folder.id, Buffer.from(inside.split(sep).join('/')))
      if (trackId !== undefined) return trackId
    }
    return undefined
  }

  function realFolder(path: string): Promise<string | null> {
    const known = realFolders.get(path) ?? realpath(path).catch(() => null)
    realFolders.set(path, known)
    return known
  }

  return async (path) => {
    const direct = at(path)
    if (direct !== undefined) return direct
    const folder = await realFolder(dirname(path))
    if (folder === null) return undefined
    const real = await realpath(join(folder, basename(path))).catch(() => null)
    return at(join(folder, basename(path))) ?? (real === null ? undefined : at(real))
  }
}

type NameFinder = (track: ListedTrack) => number | undefined

/** Reads the names of all tracks once, for many questions. */
function nameFinder(db: Database): NameFinder {
  const rows = db
    .prepare<
      [],
      {
        trackId: number
        folder: string | null
        path: string | null
        duration: number | null
        title: string
        artist: string
      }
    >(
      `SELECT track.id AS trackId, folder.path AS folder, file.path_text AS path, track.duration,
              title_folded AS title, artist_folded AS artist
       FROM track LEFT JOIN file ON file.track_id = track.id LEFT JOIN folder ON folder.id = file.folder_id`,
    )
    .all()
  const byFileName = new Map<string, Candidate[]>()
  const byTitle = new Map<string, Candidate[]>()
  for (const { folder, path, ...row } of rows) {
    const parts = folder === null ? [] : pathParts(`${folder.replaceAll('\\', '/')}/${path}`)
    const candidate = { ...row, parts }
    const fileName = parts.at(-1)
    if (fileName !== undefined) push(byFileName, fileName, candidate)
    push(byTitle, row.title, candidate)
  }

  return (track) => {
    const title = fold(track.title)
    const artist = fold(track.artist)
    const agreeing = (candidates: readonly Candidate[] = []) =>
      candidates.filter((one) => isWithin(one.duration, track.duration))
    const parts = track.location === null ? [] : locationParts(track.location)
    const sameFile = agreeing(byFileName.get(parts.at(-1) ?? ''))
    const sameNames = (one: Candidate) => one.title === title && one.artist === artist
    if (track.duration !== null) {
      const only = onlyTrack(title === '' ? sameFile : sameFile.filter(sameNames))
      if (only !== undefined) return only
    }
    const nearest = Math.max(...sameFile.map((one) => sharedParts(one.parts, parts)))
    if (nearest >= LEAST_PARTS) {
      const only = onlyTrack(sameFile.filter((one) => sharedParts(one.parts, parts) === nearest))
      if (only !== undefined) return only
    }
    if (title === '' || artist === '') return undefined
    return onlyTrack(agreeing(byTitle.get(title)).filter(sameNames))
  }
}

function push(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const list = map.get(key)
  if (list) list.push(candidate)
  else map.set(key, [candidate])
}

/** Durations that do not contradict each other; one that nobody knows contradicts none. */
function isWithin(known: number | null, told: number | null): boolean {
  return known === null || told === null || Math.abs(known - told) <= DURATION_TOLERANCE
}

/** The track that all candidates are files of. */
function onlyTrack(candidates: readonly Candidate[]): number | undefined {
  const ids = new Set(candidates.map(({ trackId }) => trackId))
  return ids.size === 1 ? candidates[0]?.trackId : undefined
}

/** How many names at the end of two paths are the same. */
function sharedParts(one: readonly string[], other: readonly string[]): number {
  let shared = 0
  while (shared < one.length && one.at(-1 - shared) === other.at(-1 - shared)) shared++
  return shared
}
