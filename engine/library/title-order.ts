import type { Language } from '../../contract/language.ts'
import type { Database } from '../../native/sqlite.ts'
import { collatorOf, compareTexts } from './collation.ts'
import { finish, finishInSlices, type Steps, sortInSteps, withInserted } from './sort-in-steps.ts'
import type { TrackChanges } from './track-changes.ts'

const ROWS_AT_ONCE = 2000
/** More changed titles than this are sorted with all others anew. */
const FEW = 2000
/** Orders kept: people seldom change their language. */
const KEPT = 2

export interface TitleOrders {
  /** Ids of all tracks by title, as of now; do not change the array. */
  current(language: Language): Int32Array
  /** Makes the order in pieces that let other work through. */
  prepare(language: Language): Promise<void>
}

interface Known {
  order: Int32Array
  /** Tracks that were written to since. */
  touched: Set<number>
}

/**
 * Titles differ nearly all, so their order is made by comparing them, once for each language (a second for 200,000), and
 * only what changed is put into its place after that. The titles themselves are not kept.
 */
export function titleOrders(db: Database, changes: TrackChanges): TitleOrders {
  const kept = new Map<Language, Known>()
  const preparing = new Map<Language, Promise<Int32Array>>()
  const some = db
    .prepare<[number, number], [id: number, title: string]>(
      'SELECT id, title FROM track WHERE id > ? ORDER BY id LIMIT ?',
    )
    .raw()
  const one = db.prepare<[number], string>('SELECT title FROM track WHERE id = ?').pluck()

  function* made(language: Language): Steps<Int32Array> {
    const ids: number[] = []
    const titles: string[] = []
    for (let from: number | undefined = 0; from !== undefined; yield) {
      const rows: [number, string][] = some.all(from, ROWS_AT_ONCE)
      for (const [id, title] of rows) {
        ids.push(id)
        titles.push(title)
      }
      from = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.[0]
    }
    const places = Int32Array.from(ids, (_, n) => n)
    const order = yield* sortInSteps(places, compareTexts(titles, language))
    return order.map((place) => ids[place]!)
  }

  function* ordered(language: Language): Steps<Int32Array> {
    const known = kept.get(language)
    if (known && known.touched.size <= FEW) return caughtUp(known, language)
    const touched = changes.follow()
    const order = yield* made(language)
    const fresh = { order, touched }
    forget(language)
    kept.set(language, fresh)
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest) forget(oldest)
    return caughtUp(fresh, language)
  }

  function forget(language: Language): void {
    const known = kept.get(language)
    if (known) changes.leave(known.touched)
    kept.delete(language)
  }

  /** Puts the tracks that changed where their titles belong now. */
  function caughtUp(known: Known, language: Language): Int32Array {
    const { touched } = known
    if (touched.size === 0) return known.order
    const titles = new Map<number, string>()
    const titleOf = (id: number) => titles.get(id) ?? one.get(id) ?? ''
    for (const id of touched) {
      const title = one.get(id)
      if (title !== undefined) titles.set(id, title)
    }
    const { compare } = collatorOf(language)
    known.order = withInserted(
      known.order.filter((id) => !touched.has(id)),
      Int32Array.from(titles.keys()).sort(),
      (a, b) => compare(titleOf(a), titleOf(b)),
    )
    touched.clear()
    return known.order
  }

  return {
    current: (language) => finish(ordered(language)),
    async prepare(language) {
      const running = preparing.get(language) ?? finishInSlices(ordered(language))
      preparing.set(language, running)
      try {
        await running
      } finally {
        preparing.delete(language)
      }
    },
  }
}
