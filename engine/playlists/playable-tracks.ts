import { join } from 'node:path'
import type { Database } from '../../native/sqlite.ts'
import type { FilePlace } from '../processes/media-calls.ts'
import { toText } from '../scan/file-name.ts'
import type { Entry } from './entries.ts'
import type { ListedTrack } from './formats/listed-track.ts'

/** A track of a playlist with the file that it would be played from. */
export interface PlayableTrack extends ListedTrack {
  trackId: number | null
  albumArtist: string
  /** Null when the track has no file left. */
  place: (FilePlace & { path: Buffer; present: boolean }) | null
}

interface TrackColumns {
  title: string
  artist: string
  albumArtist: string
  album: string
  duration: number | null
  identity: Buffer
  folder: string | null
  path: Buffer | null
  present: number
}

/**
 * The tracks of a playlist, each with its present file (else its latest missing one). `location` is that file's absolute
 * path, or null when no text can hold its name; entries that are not in the library keep theirs.
 */
export function playableTracks(
  db: Database,
  entries: readonly Pick<Entry, 'trackId' | 'sought'>[],
): PlayableTrack[] {
  const select = db.prepare<[number], TrackColumns>(
    `SELECT track.title, track.artist, track.album_artist AS albumArtist, track.album, track.duration,
            track.identity, folder.path AS folder, file.path,
            missing_since IS NULL AND away_since IS NULL AS present
     FROM track
     LEFT JOIN file ON file.id = (
       SELECT file.id FROM file JOIN folder ON folder.id = file.folder_id WHERE file.track_id = track.id
       ORDER BY away_since IS NOT NULL, missing_since IS NOT NULL, modified_at DESC, file.id LIMIT 1)
     LEFT JOIN folder ON folder.id = file.folder_id
     WHERE track.id = ?`,
  )
  return entries.flatMap(({ trackId, sought }): PlayableTrack[] => {
    if (sought) return [{ ...sought, trackId: null, albumArtist: '', place: null }]
    const row = trackId === null ? undefined : select.get(trackId)
    if (!row) return []
    const { folder, path, present, identity, ...names } = row
    const place = folder === null || path === null ? null : { folder, path, present: present === 1 }
    return [
      {
        ...names,
        trackId,
        identity: identity.toString('hex'),
        location: place && asText(place),
        place,
      },
    ]
  })
}

/** The path as text, or null when text cannot hold it. */
function asText({ folder, path }: { folder: string; path: Buffer }): string | null {
  const text = toText(path)
  return Buffer.from(text).equals(path) ? join(folder, text) : null
}
