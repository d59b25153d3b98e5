import {
  type LocateDoubt,
  type Playlist,
  type PlaylistQuery,
  playlistQuery,
} from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { doubtOf } from './doubt-of.ts'
import {
  type Entry,
  entriesOf,
  hasTrack,
  insertEntries,
  type NewEntry,
  removeEntries,
  setPositions,
  settleEntry,
  unsettleEntry,
} from './entries.ts'

interface PlaylistRow {
  id: number
  name: string
  tracks: number
  sought: number
  duration: number | null
  changed_at: number
  query: string | null
}

const selectPlaylist = /* sql */ `
  SELECT playlist.id, playlist.name, playlist.changed_at, playlist.query,
         count(playlist_entry.id) AS tracks, sum(track.duration) AS duration,
         count(playlist_entry.id) - count(track.id) AS sought
  FROM playlist
  LEFT JOIN playlist_entry ON playlist_entry.playlist_id = playlist.id
  LEFT JOIN track ON track.id = playlist_entry.track_id`

function toPlaylist(row: PlaylistRow): Playlist {
  return {
    id: row.id,
    name: row.name,
    tracks: row.tracks,
    sought: row.sought,
    duration: row.duration ?? 0,
    changedAt: row.changed_at,
    query: row.query === null ? null : playlistQuery.parse(JSON.parse(row.query)),
  }
}

/** All playlists by name. Those that are smart count no tracks here: see smart-playlists.ts. */
export function listPlaylists(db: Database): Playlist[] {
  return db
    .prepare<[], PlaylistRow>(
      `${selectPlaylist} GROUP BY playlist.id ORDER BY playlist.name COLLATE NOCASE, playlist.id`,
    )
    .all()
    .map(toPlaylist)
}

/** Problem: `not-found`. */
export function getPlaylist(db: Database, id: number): Playlist {
  const row = db
    .prepare<[number], PlaylistRow>(`${selectPlaylist} WHERE playlist.id = ? GROUP BY playlist.id`)
    .get(id)
  if (!row) throw problem('not-found', 'There is no such playlist any more.', { field: 'id' })
  return toPlaylist(row)
}

/** The entries in their order. Problem: `not-found`. */
export function playlistEntries(db: Database, id: number): Entry[] {
  getPlaylist(db, id)
  return entriesOf(db, id)
}

/** What a new playlist holds: entries in their order, or a query that it follows. */
export type NewPlaylist = { name: string } & (
  | { entries: readonly NewEntry[] }
  | { query: PlaylistQuery }
)

/** Problem: `not-found` for a track. */
export function createPlaylist(db: Database, input: NewPlaylist): Playlist {
  return db.transaction(() => {
    const now = Date.now()
    const query = 'query' in input ? JSON.stringify(input.query) : null
    const { lastInsertRowid } = db
      .prepare<[string, number, number, string | null]>(
        'INSERT INTO playlist (name, created_at, changed_at, query) VALUES (?, ?, ?, ?)',
      )
      .run(input.name, now, now, query)
    const id = Number(lastInsertRowid)
    if ('entries' in input) insertEntries(db, id, input.entries.map(at(0)))
    return getPlaylist(db, id)
  })()
}

function at(first: number) {
  return (entry: NewEntry, offset: number) => ({ ...entry, position: first + offset })
}

export function ofTracks(trackIds: readonly number[]): NewEntry[] {
  return trackIds.map((trackId) => ({ trackId, sought: null }))
}

/** Problem: `not-found`. */
export function renamePlaylist(db: Database, input: { id: number; name: string }): Playlist {
  return changing(db, input.id, () => {
    db.prepare<[string, number]>('UPDATE playlist SET name = ? WHERE id = ?').run(
      input.name,
      input.id,
    )
  })
}

/** Problems: `not-found`; `invalid-input` for a playlist that is not smart. */
export function followQuery(db: Database, input: { id: number; query: PlaylistQuery }): Playlist {
  return changing(db, input.id, ({ query }) => {
    if (!query)
      throw problem('invalid-input', 'This playlist follows no query: its tracks are its own.', {
        field: 'id',
      })
    db.prepare<[string, number]>('UPDATE playlist SET query = ? WHERE id = ?').run(
      JSON.stringify(input.query),
      input.id,
    )
  })
}

/** A playlist as it was, to be put back by {@link restorePlaylist}. */
export interface DeletedPlaylist {
  id: number
  name: string
  createdAt: number
  query: string | null
  entries: Entry[]
}

/** Answers what it was; undefined when there was none. */
export function deletePlaylist(db: Database, id: number): DeletedPlaylist | undefined {
  return db.transaction(() => {
    const row = db
      .prepare<[number], Omit<DeletedPlaylist, 'entries'>>(
        'SELECT id, name, created_at AS createdAt, query FROM playlist WHERE id = ?',
      )
      .get(id)
    if (!row) return undefined
    const entries = entriesOf(db, id)
    db.prepare<[number]>('DELETE FROM playlist WHERE id = ?').run(id)
    return { ...row, entries }
  })()
}

/** Puts a playlist back under its id; entries whose tracks left the library meanwhile are left out. */
export function restorePlaylist(db: Database, deleted: DeletedPlaylist): Playlist {
  return db.transaction(() => {
    const { id, name, createdAt, query } = deleted
    db.prepare<[number, string, number, number, string | null]>(
      'INSERT INTO playlist (id, name, created_at, changed_at, query) VALUES (?, ?, ?, ?, ?)',
    ).run(id, name, createdAt, Date.now(), query)
    insertEntries(db, id, deleted.entries.filter(isStill(db)).map(at(0)))
    return getPlaylist(db, id)
  })()
}

function isStill(db: Database) {
  return ({ trackId }: NewEntry) => trackId === null || hasTrack(db, trackId)
}

/**
 * Inserts tracks before position `at`, or at the end; answers the ids of the new entries too. Problems: `not-found` for
 * the playlist or a track; `invalid-input` for a smart playlist.
 */
export function addToPlaylist(
  db: Database,
  input: { id: number; trackIds: readonly number[]; at?: number | undefined },
): Playlist & { entryIds: number[] } {
  let entryIds: number[] = []
  const playlist = changingEntries(db, input.id, ({ tracks }) => {
    const first = Math.min(input.at ?? tracks, tracks)
    db.prepare<[number, number, number]>(
      'UPDATE playlist_entry SET position = position + ? WHERE playlist_id = ? AND position >= ?',
    ).run(input.trackIds.length, input.id, first)
    entryIds = insertEntries(db, input.id, ofTracks(input.trackIds).map(at(first)))
  })
  return { ...playlist, entryIds }
}

/** An entry as it was, and where. */
export type RemovedEntry = Entry & { position: number }

/** Problems: `not-found`; `invalid-input` for a smart playlist. */
export function removeFromPlaylist(
  db: Database,
  input: { id: number; entryIds: readonly number[] },
): { playlist: Playlist; removed: RemovedEntry[] } {
  const gone = new Set(input.entryIds)
  let removed: RemovedEntry[] = []
  const playlist = changingEntries(db, input.id, () => {
    const before = entriesOf(db, input.id).map((entry, position) => ({ ...entry, position }))
    removed = before.filter(({ entryId }) => gone.has(entryId))
    removeEntries(db, input.id, gone)
    setPositions(
      db,
      before.map(({ entryId }) => entryId).filter((entryId) => !gone.has(entryId)),
    )
  })
  return { playlist, removed }
}

/**
 * Puts removed entries back, each as near to its former place as the list now allows; those whose tracks left the
 * library meanwhile are left out. Problem: `not-found`.
 */
export function restoreEntries(
  db: Database,
  id: number,
  removed: readonly RemovedEntry[],
): Playlist {
  return changingEntries(db, id, () => {
    const order = entriesOf(db, id).map(({ entryId }) => entryId)
    const back = removed.filter(isStill(db)).toSorted((a, b) => a.position - b.position)
    insertEntries(db, id, back)
    for (const { entryId, position } of back) order.splice(position, 0, entryId)
    setPositions(db, order)
  })
}

/** Problems: `not-found`; `invalid-input` when the ids are not exactly the playlist's entries. */
export function reorderPlaylist(
  db: Database,
  input: { id: number; entryIds: readonly number[] },
): Playlist {
  return changingEntries(db, input.id, () => {
    const present = new Set(entriesOf(db, input.id).map(({ entryId }) => entryId))
    const given = new Set(input.entryIds)
    const same =
      given.size === input.entryIds.length &&
      given.size === present.size &&
      input.entryIds.every((entryId) => present.has(entryId))
    if (!same)
      throw problem(
        'invalid-input',
        'The playlist changed in the meantime; look at it again before ordering it.',
        { field: 'entryIds' },
      )
    setPositions(db, input.entryIds)
  })
}

export interface LocateInput {
  id: number
  entryId: number
  trackId: number
  anyway: boolean
}

/**
 * Says which track an entry means that was not in the library, as the contract describes; answers the entry as it was
 * before, too. Problem: `not-found`.
 */
export function locateEntry(
  db: Database,
  { id, entryId, trackId, anyway }: LocateInput,
): { playlist: Playlist; doubt: LocateDoubt | null; before: Entry } {
  const before = entryOf(db, id, entryId)
  const doubt = anyway ? null : doubtOf(db, before.sought, trackId)
  if (doubt) return { playlist: getPlaylist(db, id), doubt, before }
  const playlist = changingEntries(db, id, () => settleEntry(db, entryId, trackId))
  return { playlist, doubt: null, before }
}

/** Makes an entry again what it was before it was located. Problem: `not-found`. */
export function unlocateEntry(db: Database, id: number, before: Entry): Playlist {
  return changingEntries(db, id, () => {
    entryOf(db, id, before.entryId)
    unsettleEntry(db, before)
  })
}

function entryOf(db: Database, id: number, entryId: number): Entry {
  const entry = playlistEntries(db, id).find((one) => one.entryId === entryId)
  if (!entry)
    throw problem('not-found', 'This entry is not in the playlist any more.', { field: 'entryId' })
  return entry
}

function changing(db: Database, id: number, change: (before: Playlist) => void): Playlist {
  return db.transaction(() => {
    change(getPlaylist(db, id))
    db.prepare<[number, number]>('UPDATE playlist SET changed_at = ? WHERE id = ?').run(
      Date.now(),
      id,
    )
    return getPlaylist(db, id)
  })()
}

function changingEntries(db: Database, id: number, change: (before: Playlist) => void): Playlist {
  return changing(db, id, (before) => {
    if (before.query)
      throw problem(
        'invalid-input',
        'A smart playlist holds what its query finds and cannot be changed by hand. Make an ordinary copy of it first.',
        { field: 'id' },
      )
    change(before)
  })
}
