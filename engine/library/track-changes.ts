import type { Database } from '../../native/sqlite.ts'

type Followed = 'tracks' | 'files'

/** Counters that move when what they name was written to through the connection. */
export interface TrackChanges {
  tracks: number
  files: number
  sound: number
  /** Listening, its queue and its failures. */
  modes: number
  favourites: number
  /** Whether tracks are missing or damaged. */
  marks: number
  /** Where folders are. */
  folders: number
  /** Ids of tracks that, or files of which, were written to from now on; whoever follows takes out what was seen to. */
  follow(what?: Followed): Set<number>
  /** Ends a following. */
  leave(touched: Set<number>): void
}

const orderColumns =
  'title, artist, album_artist, album, composer, genre, ' +
  'title_folded, artist_folded, album_folded, composer_folded, genre_folded, other_folded, ' +
  'year, track_number, disc_number, duration, container, codec, added_at, artwork_id'

/** Watches a connection by temporary triggers. A change that is rolled back counts too, harmlessly. */
export function watchTrackChanges(db: Database): TrackChanges {
  const followers: Record<Followed, Set<Set<number>>> = { tracks: new Set(), files: new Set() }
  const changes: TrackChanges = {
    tracks: 0,
    files: 0,
    sound: 0,
    modes: 0,
    favourites: 0,
    marks: 0,
    folders: 0,
    follow(what = 'tracks') {
      const touched = new Set<number>()
      followers[what].add(touched)
      return touched
    },
    leave(touched) {
      for (const all of Object.values(followers)) all.delete(touched)
    },
  }
  for (const what of ['tracks', 'files'] as const)
    db.function(`naghma_${what}_touched`, (id: unknown) => {
      changes[what]++
      if (typeof id === 'number') for (const touched of followers[what]) touched.add(id)
      return null
    })
  for (const what of ['sound', 'modes', 'favourites', 'marks', 'folders'] as const)
    db.function(`naghma_${what}_changed`, () => {
      changes[what]++
      return null
    })
  const on = (table: string, event: string, row: 'new' | 'old', call: string, name = table) =>
    `CREATE TEMP TRIGGER naghma_${name}_${event.slice(0, 6)} AFTER ${event} ON main.${table}
     BEGIN SELECT ${call.replace('ROW', row)}; END;`
  const all = (table: string, update: string, call: string) =>
    on(table, 'INSERT', 'new', call) +
    on(table, `UPDATE OF ${update}`, 'new', call) +
    on(table, 'DELETE', 'old', call)
  db.exec(
    all('track', orderColumns, 'naghma_tracks_touched(ROW.id)') +
      on('track', 'UPDATE OF missing, damaged', 'new', 'naghma_marks_changed()', 'mark') +
      all('file', 'folder_id, track_id, path', 'naghma_files_touched(ROW.track_id)') +
      on('file', 'UPDATE OF track_id', 'old', 'naghma_files_touched(ROW.track_id)', 'former') +
      on('folder', 'UPDATE OF path', 'new', 'naghma_folders_changed()') +
      all('sound', 'model_id, depth', 'naghma_sound_changed()') +
      all('sound_queue', 'track_id', 'naghma_sound_changed()') +
      all('problem', 'track_id, stage', 'naghma_sound_changed()') +
      all('mode', 'tonic, lowest, highest, given_tonic', 'naghma_modes_changed()') +
      all('mode_queue', 'track_id', 'naghma_modes_changed()') +
      all('favourite', 'track_id', 'naghma_favourites_changed()'),
  )
  return changes
}
