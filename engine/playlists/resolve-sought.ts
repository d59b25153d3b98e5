import type { Database } from '../../native/sqlite.ts'
import { settleEntry } from './entries.ts'
import { findListed } from './find-listed.ts'
import type { ListedTrack } from './formats/listed-track.ts'

/** Looks again for the entries that are not in the library, as after a scan. Answers how many are now. */
export async function resolveSought(db: Database): Promise<number> {
  const sought = db
    .prepare<[], ListedTrack & { entryId: number }>(
      'SELECT entry_id AS entryId, location, title, artist, album, duration, identity FROM sought_entry',
    )
    .all()
  if (sought.length === 0) return 0
  const found = await findListed(db, sought, null)
  return db.transaction(() => {
    const isStillSought = db.prepare<[number], number>(
      'SELECT 1 FROM sought_entry WHERE entry_id = ?',
    )
    const isTrack = db.prepare<[number], number>('SELECT 1 FROM track WHERE id = ?')
    let settled = 0
    for (const [index, { entryId }] of sought.entries()) {
      const trackId = found[index]?.trackId
      if (trackId === undefined || !isStillSought.get(entryId) || !isTrack.get(trackId)) continue
      settleEntry(db, entryId, trackId)
      settled++
    }
    return settled
  })()
}
