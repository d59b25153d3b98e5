import type { TrackRow } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import { tagRows } from '../tags/tag-store.ts'
import { type ModeColumns, modeColumns, modeOf } from './mode-state.ts'
import { type SoundColumns, type SoundContext, soundColumns, soundState } from './sound-state.ts'

/** Columns of `track` that a row of the table shows. */
export interface TrackColumns extends SoundColumns, ModeColumns {
  id: number
  title: string
  artist: string
  album: string
  composer: string
  genre: string
  year: number | null
  track_number: number | null
  duration: number | null
  container: string
  codec: string
  added_at: number
  missing: number
  damaged: number
  artwork_id: number | null
}

export const trackColumns = /* sql */ `
  track.id, title, artist, album, composer, genre, year, track_number, duration, container, codec,
  added_at, missing, damaged, artwork_id, ${soundColumns}, ${modeColumns}`

/** The rows of some tracks in the order of their ids; ids of no track are left out. */
export function trackRows(db: Database, ids: Iterable<number>, sound: SoundContext): TrackRow[] {
  const select = db.prepare<[{ modelId: string | null; id: number }], TrackColumns>(
    `SELECT ${trackColumns} FROM track WHERE track.id = $id`,
  )
  const rows: TrackRow[] = []
  for (const id of ids) {
    const row = select.get({ modelId: sound.modelId, id })
    if (row) rows.push(toTrackRow(db, row, sound))
  }
  return rows
}

export function toTrackRow(db: Database, row: TrackColumns, sound: SoundContext): TrackRow {
  return {
    id: row.id,
    title: row.title,
    artist: row.artist,
    album: row.album,
    composer: row.composer,
    genre: row.genre,
    year: row.year,
    trackNumber: row.track_number,
    duration: row.duration,
    format: formatWords(row.container, row.codec),
    addedAt: row.added_at,
    missing: row.missing === 1,
    damaged: row.damaged === 1,
    artwork: row.artwork_id !== null,
    sound: soundState(row.id, row, sound),
    ...modeOf(tagRows(db, row.id), row, sound.listening.has(row.id)),
  }
}

/** "flac" where container and codec are the same thing, else "m4a (ALAC)". */
function formatWords(container: string, codec: string): string {
  const name = container === 'mp4' ? 'm4a' : container
  if (codec === '' || codec.toLowerCase() === name.toLowerCase()) return name
  return name === '' ? codec : `${name} (${codec})`
}
