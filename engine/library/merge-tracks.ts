import type { Database } from '../../native/sqlite.ts'

/**
 * Makes one track of two that were shown to be the same audio: `other` ends, and its files, their former places, its playlist entries and
 * (where `kept` has none) embeddings, tags and what was heard of its mode are `kept`'s. Part of the caller's transaction.
 */
export function mergeTracks(db: Database, kept: number, other: number): void {
  for (const statement of [
    'UPDATE file SET track_id = ? WHERE track_id = ?',
    'UPDATE playlist_entry SET track_id = ? WHERE track_id = ?',
    'UPDATE OR IGNORE former_place SET track_id = ? WHERE track_id = ?',
    'UPDATE OR IGNORE sound SET track_id = ? WHERE track_id = ?',
    'UPDATE OR IGNORE tag SET track_id = ? WHERE track_id = ?',
    'UPDATE OR IGNORE mode SET track_id = ? WHERE track_id = ?',
    'UPDATE OR IGNORE favourite SET track_id = ? WHERE track_id = ?',
    'UPDATE OR IGNORE melody SET track_id = ? WHERE track_id = ?',
  ])
    db.prepare<[number, number]>(statement).run(kept, other)
  db.prepare<[number]>('DELETE FROM track WHERE id = ?').run(other)
}
