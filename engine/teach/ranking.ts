import type { RankedTrack } from '../../contract/head.ts'
import type { TagRef, TagState } from '../../contract/tag.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { type HeadInUse, tellerOf } from './heads-in-use.ts'

const statements = oncePerDatabase((db) => ({
  predictions: db
    .prepare<[number, number], [number, Buffer]>(
      `SELECT track_id, probabilities FROM head_prediction
       WHERE head_id = ? AND version = ? ORDER BY track_id`,
    )
    .raw(),
  said: db
    .prepare<[string, string], [number, TagState]>(
      "SELECT track_id, state FROM tag WHERE vocabulary = ? AND tag = ? AND source = 'user'",
    )
    .raw(),
}))

/** The user's words on a tag, by track. */
export function saidOfTag(db: Database, { vocabulary, tag }: TagRef): Map<number, TagState> {
  return new Map(statements(db).said.all(vocabulary, tag))
}

/** What a head says of one of its tags, by track, in the order of the ids. */
export function probabilitiesOfTag(
  db: Database,
  { id, version }: Pick<HeadInUse, 'id' | 'version'>,
  at: number,
): { trackIds: number[]; probabilities: number[] } {
  const trackIds: number[] = []
  const probabilities: number[] = []
  for (const [trackId, blob] of statements(db).predictions.iterate(id, version)) {
    trackIds.push(trackId)
    probabilities.push(blob.readFloatLE(at * 4))
  }
  return { trackIds, probabilities }
}

export interface RankingQuery extends TagRef {
  offset: number
  limit: number
  unjudgedOnly: boolean
}

/** Tracks by how probably they have a tag, as the head says that is told of it. */
export function rankTracks(
  db: Database,
  heads: readonly HeadInUse[],
  { vocabulary, tag, offset, limit, unjudgedOnly }: RankingQuery,
  sound: SoundContext,
): { total: number; head: { id: number; version: number } | null; rows: RankedTrack[] } {
  const teller = tellerOf(heads, { vocabulary, tag })
  if (!teller) return { total: 0, head: null, rows: [] }
  const { by, at } = teller
  const said = saidOfTag(db, { vocabulary, tag })
  const { trackIds, probabilities } = probabilitiesOfTag(db, by, at)
  const order = Array.from(trackIds.keys())
    .filter((n) => !unjudgedOnly || !said.has(trackIds[n]!))
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b)
  const page = order.slice(offset, offset + limit)
  const probabilityOf = new Map(page.map((n) => [trackIds[n]!, probabilities[n]!]))
  const rows = trackRows(db, probabilityOf.keys(), sound).map((track): RankedTrack => {
    const word = said.get(track.id) ?? null
    return {
      track,
      probability: probabilityOf.get(track.id) ?? 0,
      said: word === 'proposed' ? null : word,
    }
  })
  return { total: order.length, head: { id: by.id, version: by.version }, rows }
}
