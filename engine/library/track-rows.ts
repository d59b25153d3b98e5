import type { TrackRow } from '../../contract/track.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { TagRow } from '../tags/effective-tags.ts'
import { fusionWeightsOf, type WeightsOf } from '../tags/fusion-weights.ts'
import { tagRowsOf } from '../tags/tag-store.ts'
import { knownTradition, toTradition } from '../tags/track-tradition.ts'
import { type ModeColumns, modeColumns, modeOf } from './mode-state.ts'
import { getSettings } from './settings.ts'
import { type SoundColumns, type SoundContext, soundColumns, soundState } from './sound-state.ts'

/** Columns of `track` that a row of the table shows. */
export interface TrackColumns extends SoundColumns, ModeColumns {
  id: number
  title: string
  artist: string
  album_artist: string
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
  favourite: number
  folder_tradition: string | null
}

/** Columns of a statement over {@link trackSource}; its parameter `$modelId` is the current model, or null. */
export const trackColumns = /* sql */ `
  track.id, title, artist, album_artist, album, composer, genre, year, track_number, duration,
  container, codec, added_at, missing, damaged, artwork_id, ${soundColumns}, ${modeColumns},
  EXISTS (SELECT 1 FROM favourite WHERE favourite.track_id = track.id) AS favourite,
  (SELECT folder.tradition FROM file JOIN folder ON folder.id = file.folder_id
   WHERE file.track_id = track.id AND folder.tradition IS NOT NULL
   ORDER BY file.missing_since IS NOT NULL, file.id LIMIT 1) AS folder_tradition`

export const trackSource = 'track LEFT JOIN mode ON mode.track_id = track.id'

/** Ids that one statement asks for. */
const AT_ONCE = 1000

const statements = oncePerDatabase((db) => ({
  some: db.prepare<[{ modelId: string | null; ids: string }], TrackColumns>(
    `SELECT ${trackColumns} FROM ${trackSource}
     WHERE track.id IN (SELECT value FROM json_each($ids))`,
  ),
}))

/** The rows of some tracks in the order of their ids; ids of no track are left out. */
export function trackRows(db: Database, ids: Iterable<number>, sound: SoundContext): TrackRow[] {
  const wanted = [...ids]
  const setting = getSettings(db).tradition
  const weights = fusionWeightsOf(db)
  const rows: TrackRow[] = []
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const some = wanted.slice(from, from + AT_ONCE)
    const columns = new Map(
      statements(db)
        .some.all({ modelId: sound.modelId, ids: JSON.stringify(some) })
        .map((row) => [row.id, row]),
    )
    const said = tagRowsOf(db, some)
    for (const id of some) {
      const row = columns.get(id)
      if (row) rows.push(toTrackRow(row, said.get(id) ?? [], sound, { setting, weights }))
    }
  }
  return rows
}

/** What is the same for all rows: the tradition of the library, and how far sources of tags are believed. */
interface OfLibrary {
  setting: Tradition | null
  weights: WeightsOf
}

/** A row of the table by what the library holds, and what is said of its tags. */
function toTrackRow(
  row: TrackColumns,
  said: readonly TagRow[],
  sound: SoundContext,
  { setting, weights }: OfLibrary,
): TrackRow {
  return {
    id: row.id,
    title: row.title,
    artist: row.artist,
    albumArtist: row.album_artist,
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
    ...modeOf(said, row, sound.listening.has(row.id), weights),
    tradition: knownTradition(said, toTradition(row.folder_tradition), setting).tradition,
    favourite: row.favourite === 1,
  }
}

/** "flac" where container and codec are the same thing, else "m4a (ALAC)". */
export function formatWords(container: string, codec: string): string {
  const name = container === 'mp4' ? 'm4a' : container
  if (codec === '' || codec.toLowerCase() === name.toLowerCase()) return name
  return name === '' ? codec : `${name} (${codec})`
}
