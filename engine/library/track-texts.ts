import { setImmediate } from 'node:timers/promises'
import type { Database } from '../../native/sqlite.ts'
import { type SearchText, searchField } from './search.ts'
import type { TrackChanges } from './track-changes.ts'

type Folded = [title: string, artist: string, album: string, composer: string, other: string]

const columns = 'title_folded, artist_folded, album_folded, composer_folded, other_folded'
const ROWS_AT_ONCE = 2000

export interface TrackTexts {
  /** By track id, as of now. */
  current(): readonly (SearchText | undefined)[]
  /** Reads them in pieces that let other work through. */
  warm(): Promise<void>
}

export function trackTexts(db: Database, changes: TrackChanges): TrackTexts {
  const texts: (SearchText | undefined)[] = []
  let readUpTo: number | null = 0
  const touched = changes.follow()
  const some = db
    .prepare<[number, number], [id: number, ...Folded]>(
      `SELECT id, ${columns} FROM track WHERE id > ? ORDER BY id LIMIT ?`,
    )
    .raw()
  const one = db.prepare<[number], Folded>(`SELECT ${columns} FROM track WHERE id = ?`).raw()

  function readSome(): void {
    if (readUpTo === null) return
    const rows = some.all(readUpTo, ROWS_AT_ONCE)
    for (const [id, ...folded] of rows) texts[id] = toText(folded)
    readUpTo = rows.length < ROWS_AT_ONCE ? null : (rows.at(-1)?.[0] ?? null)
  }

  return {
    current() {
      while (readUpTo !== null) readSome()
      for (const id of touched) {
        const folded = one.get(id)
        texts[id] = folded && toText(folded)
      }
      touched.clear()
      return texts
    },
    async warm() {
      while (readUpTo !== null && db.open) {
        readSome()
        await setImmediate()
      }
    },
  }
}

/** Joined, not added up: the parts of a sum would stay in memory beside it. */
function toText(folded: Folded): SearchText {
  return folded.map(searchField).join('\n')
}
