import { type Database, oncePerDatabase } from '../../native/sqlite.ts'

const statements = oncePerDatabase((db) => ({
  mark: db.prepare<[number, number]>(
    'INSERT OR IGNORE INTO favourite (track_id, at) SELECT id, ? FROM track WHERE id = ?',
  ),
  unmark: db.prepare<[number]>('DELETE FROM favourite WHERE track_id = ?'),
  marked: db.prepare<[], number>('SELECT track_id FROM favourite').pluck(),
}))

/** Ids of the tracks that the user marked. */
export function favouriteIds(db: Database): Set<number> {
  return new Set(statements(db).marked.all())
}

/** Marks tracks, or takes the mark away; answers those that were not so before. Tracks that are gone are left out. */
export function setFavourite(
  db: Database,
  { trackIds, favourite }: { trackIds: readonly number[]; favourite: boolean },
): number[] {
  const { mark, unmark } = statements(db)
  const at = Date.now()
  return db.transaction(() =>
    trackIds.filter((id) => (favourite ? mark.run(at, id) : unmark.run(id)).changes > 0),
  )()
}
