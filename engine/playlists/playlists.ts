import type { Playlist } from '../../contract/playlist.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'

interface PlaylistRow {
  id: number
  name: string
  tracks: number
  duration: number | null
  changed_at: number
}

const selectPlaylist = /* sql */ `
  SELECT playlist.id, playlist.name, playlist.changed_at,
         count(playlist_entry.id) AS tracks, sum(track.duration) AS duration
  FROM playlist
  LEFT JOIN playlist_entry ON playlist_entry.playlist_id = playlist.id
  LEFT JOIN track ON track.id = playlist_entry.track_id`

function toPlaylist(row: PlaylistRow): Playlist {
  return {
    id: row.id,
    name: row.name,
    tracks: row.tracks,
    duration: row.duration ?? 0,
    changedAt: row.changed_at,
  }
}

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

export interface PlaylistEntry {
  entryId: number
  trackId: number
}

/** The entries in their order. Problem: `not-found`. */
export function playlistEntries(db: Database, id: number): PlaylistEntry[] {
  getPlaylist(db, id)
  return db
    .prepare<[number], PlaylistEntry>(
      `SELECT id AS entryId, track_id AS trackId FROM playlist_entry
       WHERE playlist_id = ? ORDER BY position`,
    )
    .all(id)
}

export function createPlaylist(
  db: Database,
  input: { name: string; trackIds: readonly number[] },
): Playlist {
  return db.transaction(() => {
    const now = Date.now()
    const { lastInsertRowid } = db
      .prepare<[string, number, number]>(
        'INSERT INTO playlist (name, created_at, changed_at) VALUES (?, ?, ?)',
      )
      .run(input.name, now, now)
    const id = Number(lastInsertRowid)
    insertTracks(db, id, 0, input.trackIds)
    return getPlaylist(db, id)
  })()
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

/** Answers whether there was one. */
export function deletePlaylist(db: Database, id: number): boolean {
  return db.prepare<[number]>('DELETE FROM playlist WHERE id = ?').run(id).changes > 0
}

/** Inserts tracks before position `at`, or at the end. Problem: `not-found` for the playlist or a track. */
export function addToPlaylist(
  db: Database,
  input: { id: number; trackIds: readonly number[]; at?: number | undefined },
): Playlist {
  return changing(db, input.id, ({ tracks }) => {
    const at = Math.min(input.at ?? tracks, tracks)
    db.prepare<[number, number, number]>(
      'UPDATE playlist_entry SET position = position + ? WHERE playlist_id = ? AND position >= ?',
    ).run(input.trackIds.length, input.id, at)
    insertTracks(db, input.id, at, input.trackIds)
  })
}

/** Problem: `not-found`. */
export function removeFromPlaylist(
  db: Database,
  input: { id: number; entryIds: readonly number[] },
): Playlist {
  return changing(db, input.id, () => {
    const gone = new Set(input.entryIds)
    const kept = playlistEntries(db, input.id).filter(({ entryId }) => !gone.has(entryId))
    const remove = db.prepare<[number, number]>(
      'DELETE FROM playlist_entry WHERE id = ? AND playlist_id = ?',
    )
    for (const entryId of gone) remove.run(entryId, input.id)
    setPositions(
      db,
      kept.map(({ entryId }) => entryId),
    )
  })
}

/** Problems: `not-found`; `invalid-input` when the ids are not exactly the playlist's entries. */
export function reorderPlaylist(
  db: Database,
  input: { id: number; entryIds: readonly number[] },
): Playlist {
  return changing(db, input.id, () => {
    const present = new Set(playlistEntries(db, input.id).map(({ entryId }) => entryId))
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

function setPositions(db: Database, entryIds: readonly number[]): void {
  const update = db.prepare<[number, number]>('UPDATE playlist_entry SET position = ? WHERE id = ?')
  for (const [position, entryId] of entryIds.entries()) update.run(position, entryId)
}

function insertTracks(
  db: Database,
  playlistId: number,
  at: number,
  trackIds: readonly number[],
): void {
  const insert = db.prepare<[number, number, number]>(
    `INSERT INTO playlist_entry (playlist_id, position, track_id)
     SELECT ?, ?, id FROM track WHERE id = ?`,
  )
  for (const [offset, trackId] of trackIds.entries())
    if (insert.run(playlistId, at + offset, trackId).changes === 0)
      throw problem('not-found', 'One of the tracks is not in the library any more.', {
        field: 'trackIds',
      })
}
