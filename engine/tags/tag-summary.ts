import { problem } from '../../contract/problem.ts'
import type { TagSummary } from '../../contract/tag.ts'
import type { Database } from '../../native/sqlite.ts'
import { DEFAULT_THRESHOLD, effectiveTags, type TagRow } from './effective-tags.ts'
import { fusionWeightsOf, type WeightsOf } from './fusion-weights.ts'
import { tagRows } from './tag-store.ts'

const MOST_PLACES = 20

type Gathered = Omit<TagSummary, 'said'> & { rows: TagRow[] }

/** What is said of some tracks' tags, each tag once. Problem: `not-found` when none of the tracks exists. */
export function tagSummary(
  db: Database,
  trackIds: readonly number[],
): { tracks: number; tags: TagSummary[] } {
  const exists = db.prepare<[number], 1>('SELECT 1 FROM track WHERE id = ?').pluck()
  const tracks = [...new Set(trackIds)].filter((id) => exists.get(id) === 1)
  if (tracks.length === 0)
    throw problem('not-found', 'This track is no longer in the library.', { field: 'trackIds' })
  const gathered = new Map<string, Gathered>()
  const weights = fusionWeightsOf(db)
  for (const trackId of tracks) gather(gathered, tagRows(db, trackId), weights)
  const tags = [...gathered.values()].map(({ rows, ...tag }) => ({ ...tag, said: saidOf(rows) }))
  return { tracks: tracks.length, tags: tags.sort(byWeight) }
}

function gather(
  gathered: Map<string, Gathered>,
  rows: readonly TagRow[],
  weights: WeightsOf,
): void {
  const counted = new Set(
    effectiveTags(rows, weights)
      .filter(({ certainty, guess }) => certainty >= DEFAULT_THRESHOLD && !guess)
      .map(({ vocabulary, tag }) => `${vocabulary}/${tag}`),
  )
  for (const row of rows) {
    const { vocabulary, tag, source, state } = row
    const key = `${vocabulary}/${tag}`
    const known = gathered.get(key) ?? {
      vocabulary,
      tag,
      tracks: 0,
      confirmed: 0,
      rejected: 0,
      rows: [],
    }
    gathered.set(key, known)
    known.rows.push(row)
    if (counted.delete(key)) known.tracks++
    if (source !== 'user') continue
    if (state === 'confirmed') known.confirmed++
    if (state === 'rejected') known.rejected++
  }
}

function saidOf(rows: readonly TagRow[]): TagSummary['said'] {
  return (['user', 'file', 'head', 'mode'] as const).flatMap((source) => {
    const own = rows.filter((row) => row.source === source)
    if (own.length === 0) return []
    const probabilities = own.flatMap(({ probability }) => probability ?? [])
    const ranks = own.flatMap(({ rank }) => rank ?? [])
    const places = [...new Set(own.map(({ place, version }) => place || version))].filter(Boolean)
    return [
      {
        source,
        tracks: own.length,
        probability:
          probabilities.length === own.length
            ? probabilities.reduce((sum, value) => sum + value, 0) / own.length
            : null,
        rank: ranks.length > 0 ? Math.min(...ranks) : null,
        places: places.slice(0, MOST_PLACES),
      },
    ]
  })
}

/** Confirmed tags first, then by how many tracks have them, then by the most certain word on them. */
function byWeight(a: TagSummary, b: TagSummary): number {
  const best = ({ said }: TagSummary) =>
    Math.max(...said.map(({ probability }) => probability ?? 0))
  return b.confirmed - a.confirmed || b.tracks - a.tracks || best(b) - best(a)
}
