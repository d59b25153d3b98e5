import type { Database } from '../../native/sqlite.ts'

/** Counters that move when what they name was written to through the connection. */
export interface TrackChanges {
  tracks: number
  files: number
  sound: number
  /** Tracks whose searchable text may have changed; whoever reads them takes them out. */
  readonly touched: Set<number>
}

const orderColumns =
  'title_folded, artist_folded, album_folded, composer_folded, genre_folded, other_folded, ' +
  'year, track_number, disc_number, duration, container, codec, added_at'

/** Watches a connection by temporary triggers. A change that is rolled back counts too, harmlessly. */
export function watchTrackChanges(db: Database): TrackChanges {
  const changes: TrackChanges = { tracks: 0, files: 0, sound: 0, touched: new Set() }
  db.function('naghma_track_touched', (id: unknown) => {
    changes.tracks++
    if (typeof id === 'number') changes.touched.add(id)
    return null
  })
  db.function('naghma_files_changed', () => {
    changes.files++
    return null
  })
  db.function('naghma_sound_changed', () => {
    changes.sound++
    return null
  })
  const on = (table: string, event: string, row: 'new' | 'old', call: string) =>
    `CREATE TEMP TRIGGER naghma_${table}_${event.slice(0, 6)} AFTER ${event} ON main.${table}
     BEGIN SELECT ${call.replace('ROW', row)}; END;`
  const all = (table: string, update: string, call: string) =>
    on(table, 'INSERT', 'new', call) +
    on(table, `UPDATE OF ${update}`, 'new', call) +
    on(table, 'DELETE', 'old', call)
  db.exec(
    all('track', orderColumns, 'naghma_track_touched(ROW.id)') +
      all('file', 'folder_id, track_id', 'naghma_files_changed()') +
      all('sound', 'model_id, depth', 'naghma_sound_changed()') +
      all('sound_queue', 'track_id', 'naghma_sound_changed()') +
      all('problem', 'track_id, stage', 'naghma_sound_changed()'),
  )
  return changes
}
