import { type Database, oncePerDatabase } from '../../native/sqlite.ts'

const statements = oncePerDatabase((db) => ({
  places: db.prepare<[number], { files: number; present: number }>(
    `SELECT count(*) AS files,
            count(*) FILTER (WHERE missing_since IS NULL AND away_since IS NULL) AS present
     FROM file JOIN folder ON folder.id = file.folder_id WHERE track_id = ?`,
  ),
  isKept: db
    .prepare<[{ id: number }], number>(
      `SELECT EXISTS (SELECT 1 FROM sound WHERE track_id = $id)
           OR EXISTS (SELECT 1 FROM mode WHERE track_id = $id AND given_tonic IS NOT NULL)
           OR EXISTS (SELECT 1 FROM tag WHERE track_id = $id AND source = 'user')
           OR EXISTS (SELECT 1 FROM favourite WHERE track_id = $id)
           OR EXISTS (SELECT 1 FROM playlist_entry WHERE track_id = $id)`,
    )
    .pluck(),
  remove: db.prepare<[number]>('DELETE FROM track WHERE id = ?'),
  setMissing: db.prepare<[{ id: number; missing: number }]>(
    'UPDATE track SET missing = $missing WHERE id = $id AND missing <> $missing',
  ),
}))

/**
 * Settles tracks that may have lost a place: `missing` is set where no file can be found now and
 * cleared elsewhere. A track without any place is kept, as missing, while something was made from it
 * (an embedding, the user's word on a tag or tonic, a mark as a favourite, a playlist entry); else it is deleted. Returns how many of them have no place and stay.
 */
export function settleTracks(db: Database, trackIds: Iterable<number>): number {
  const { places, isKept, remove, setMissing } = statements(db)
  let placeless = 0
  for (const id of trackIds) {
    const { files, present } = places.get(id) ?? { files: 0, present: 0 }
    if (files === 0 && !isKept.get({ id })) {
      remove.run(id)
      continue
    }
    if (files === 0) placeless++
    setMissing.run({ id, missing: present === 0 ? 1 : 0 })
  }
  return placeless
}

/**
 * Notes that the root of a folder is away (an unplugged drive) or back. Its files keep their state; its tracks are
 * missing while none of their files can be reached. Answers whether that is news.
 */
export function setFolderAway(db: Database, folderId: number, away: boolean): boolean {
  return db.transaction(() => {
    const { changes } = db
      .prepare<[number | null, number, number]>(
        'UPDATE folder SET away_since = ? WHERE id = ? AND (away_since IS NOT NULL) <> ?',
      )
      .run(away ? Date.now() : null, folderId, away ? 1 : 0)
    if (changes === 0) return false
    const reachable = /* sql */ `EXISTS (
      SELECT 1 FROM file JOIN folder ON folder.id = file.folder_id
      WHERE file.track_id = track.id AND missing_since IS NULL AND away_since IS NULL)`
    db.prepare<[{ folderId: number; missing: number }]>(
      `UPDATE track SET missing = $missing
       WHERE missing <> $missing AND ${away ? 'NOT ' : ''}${reachable}
         AND id IN (SELECT track_id FROM file WHERE folder_id = $folderId)`,
    ).run({ folderId, missing: away ? 1 : 0 })
    return true
  })()
}

/** Deletes pictures that no track shows any more. */
export function tidyArtwork(db: Database): void {
  db.exec(
    'DELETE FROM artwork WHERE NOT EXISTS (SELECT 1 FROM track WHERE artwork_id = artwork.id)',
  )
}
