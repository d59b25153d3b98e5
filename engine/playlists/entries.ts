import { problem } from '../../contract/problem.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { ListedTrack } from './formats/listed-track.ts'

/** One place in a playlist: a track of the library, or what a file says of one that is not there. */
export interface Entry {
  entryId: number
  trackId: number | null
  sought: ListedTrack | null
}

/** What is put into a playlist; without an id it gets a new one. */
export type NewEntry = Pick<Entry, 'trackId' | 'sought'> & { entryId?: number }

type SoughtColumns = Omit<ListedTrack, 'title'> & { title: string | null }
type EntryRow = { entryId: number; trackId: number | null } & SoughtColumns

const statements = oncePerDatabase((db) => ({
  all: db.prepare<[number], EntryRow>(
    `SELECT playlist_entry.id AS entryId, track_id AS trackId, location, title, artist, album, duration, identity
     FROM playlist_entry LEFT JOIN sought_entry ON entry_id = playlist_entry.id
     WHERE playlist_id = ? ORDER BY position`,
  ),
  insert: db.prepare<[number | null, number, number, number | null]>(
    'INSERT INTO playlist_entry (id, playlist_id, position, track_id) VALUES (?, ?, ?, ?)',
  ),
  insertSought: db.prepare<[ListedTrack & { entryId: number }]>(
    `INSERT INTO sought_entry (entry_id, location, title, artist, album, duration, identity)
     VALUES ($entryId, $location, $title, $artist, $album, $duration, $identity)`,
  ),
  hasTrack: db.prepare<[number], number>('SELECT 1 FROM track WHERE id = ?').pluck(),
  position: db.prepare<[number, number]>('UPDATE playlist_entry SET position = ? WHERE id = ?'),
  remove: db.prepare<[number, number]>(
    'DELETE FROM playlist_entry WHERE id = ? AND playlist_id = ?',
  ),
  setTrack: db.prepare<[number | null, number]>(
    'UPDATE playlist_entry SET track_id = ? WHERE id = ?',
  ),
  notSought: db.prepare<[number]>('DELETE FROM sought_entry WHERE entry_id = ?'),
}))

/** The entries of a playlist in their order. */
export function entriesOf(db: Database, playlistId: number): Entry[] {
  return statements(db)
    .all.all(playlistId)
    .map(({ entryId, trackId, title, ...said }) => ({
      entryId,
      trackId,
      sought: trackId === null ? { ...said, title: title ?? '' } : null,
    }))
}

export function hasTrack(db: Database, trackId: number): boolean {
  return statements(db).hasTrack.get(trackId) !== undefined
}

/** Adds entries at the given positions; returns their ids. Problem: `not-found` for a track. */
export function insertEntries(
  db: Database,
  playlistId: number,
  entries: readonly (NewEntry & { position: number })[],
): number[] {
  const { insert, insertSought } = statements(db)
  return entries.map(({ entryId, trackId, sought, position }) => {
    if (trackId !== null && !hasTrack(db, trackId))
      throw problem('not-found', 'One of the tracks is not in the library any more.', {
        field: 'trackIds',
      })
    const { lastInsertRowid } = insert.run(entryId ?? null, playlistId, position, trackId)
    const id = Number(lastInsertRowid)
    if (sought) insertSought.run({ ...sought, entryId: id })
    return id
  })
}

/** Numbers entries by the order they are given in. */
export function setPositions(db: Database, entryIds: readonly number[]): void {
  const { position } = statements(db)
  for (const [at, entryId] of entryIds.entries()) position.run(at, entryId)
}

export function removeEntries(db: Database, playlistId: number, entryIds: Iterable<number>): void {
  const { remove } = statements(db)
  for (const entryId of entryIds) remove.run(entryId, playlistId)
}

/** An entry that was not in the library is this track from now on. */
export function settleEntry(db: Database, entryId: number, trackId: number): void {
  const { setTrack, notSought } = statements(db)
  setTrack.run(trackId, entryId)
  notSought.run(entryId)
}

/** The reverse: an entry is again what it was before it was settled. */
export function unsettleEntry(db: Database, { entryId, trackId, sought }: Entry): void {
  const { setTrack, notSought, insertSought } = statements(db)
  setTrack.run(trackId, entryId)
  notSought.run(entryId)
  if (sought) insertSought.run({ ...sought, entryId })
}
