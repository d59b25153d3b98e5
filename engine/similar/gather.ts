import type { Database } from '../../native/sqlite.ts'
import { type Allowed, allowOnly } from './allowed.ts'
import type { Found, Question, Ranking } from './nearest.ts'
import type { SimilarClient } from './similar-client.ts'

export interface GatherParts {
  db: Database
  /** Tells copies apart; undefined where none is to be folded, or nothing to tell them by. */
  index: SimilarClient | undefined
  /** Every track of the library, in any order. */
  trackIds(): Int32Array
  /** The nearest that are allowed. */
  nearest(question: Pick<Question, 'k' | 'allow'>): Promise<Ranking>
}

interface GatherQuestion {
  seedIds: readonly number[]
  k: number
  allow: Allowed | undefined
  perArtist: number | undefined
}

export interface Gathered extends Omit<Ranking, 'found'> {
  rows: (Found & { copies: number[] })[]
  /** Other copies of seeds, by seed. They are no neighbours, and not counted as such. */
  seedCopies: Map<number, Found[]>
}

interface Facts {
  duration: number | null
  artist: string
}

/** What is asked for beyond k, for copies that are folded and artists that have had their share. */
const MORE = 1.25
const MORE_OF_ARTISTS = 2

/**
 * The `k` nearest, with other copies of a recording folded under the nearest of them, and at most `perArtist` of one
 * artist. Where that leaves too few, more are asked for, without those that were seen and the artists that are full:
 * so there are k whenever there are so many.
 */
export async function gather(parts: GatherParts, question: GatherQuestion): Promise<Gathered> {
  const { seedIds, k, perArtist } = question
  const facts = factsOf(parts.db)
  const rows: Gathered['rows'] = []
  const seedCopies = new Map<number, Found[]>()
  const ofArtist = new Map<string, number>()
  const wanted = Math.ceil(k * (perArtist === undefined ? MORE : MORE_OF_ARTISTS)) + 10
  let allow = question.allow
  for (;;) {
    const { found, ...space } = await parts.nearest({ k: wanted, allow })
    const heads = [...seedIds, ...rows.map(({ trackId }) => trackId)]
    const headOf = await copiesIn(parts.index, heads, found, facts)
    const rowOf = new Map(rows.map((row) => [row.trackId, row]))
    for (const [n, one] of found.entries()) {
      const head = headOf[n]
      const artist = facts(one.trackId).artist
      const had = ofArtist.get(artist) ?? 0
      if (head !== undefined && seedIds.includes(head))
        seedCopies.set(head, [...(seedCopies.get(head) ?? []), one])
      else if (head !== undefined) rowOf.get(head)?.copies.push(one.trackId)
      else if (rows.length < k && (perArtist === undefined || had < perArtist)) {
        const row = { ...one, copies: [] }
        rows.push(row)
        rowOf.set(one.trackId, row)
        if (artist !== '') ofArtist.set(artist, had + 1)
      }
    }
    if (rows.length >= k || found.length < wanted) return { ...space, rows, seedCopies }
    allow = allow ? allow.slice() : allowOnly(parts.trackIds())
    for (const { trackId } of found) allow[trackId] = 0
    for (const [artist, had] of ofArtist)
      if (had === perArtist) for (const id of tracksBy(parts.db, artist)) allow[id] = 0
  }
}

/** For each that was found the head (a seed, an earlier row, an earlier one found) that it is another copy of. */
async function copiesIn(
  index: SimilarClient | undefined,
  heads: readonly number[],
  found: readonly Found[],
  facts: (trackId: number) => Facts,
): Promise<(number | undefined)[]> {
  if (!index || found.length === 0) return found.map(() => undefined)
  const trackIds = [...heads, ...found.map(({ trackId }) => trackId)]
  const firsts = await index.copies({
    trackIds,
    durations: trackIds.map((trackId) => facts(trackId).duration),
  })
  return found.map((_, n) => {
    const place = heads.length + n
    const first = firsts[place] ?? place
    return first === place ? undefined : trackIds[first]
  })
}

function factsOf(db: Database): (trackId: number) => Facts {
  const select = db.prepare<[number], Facts>(
    'SELECT duration, artist_folded AS artist FROM track WHERE id = ?',
  )
  return (trackId) => select.get(trackId) ?? { duration: null, artist: '' }
}

function tracksBy(db: Database, artist: string): number[] {
  return db
    .prepare<[string], number>('SELECT id FROM track WHERE artist_folded = ?')
    .pluck()
    .all(artist)
}
