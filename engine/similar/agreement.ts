import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { allowOnly } from './allowed.ts'
import type { ComparedModels } from './compared-models.ts'

/** Tracks whose neighbours are looked up, at most: the mean over them is known to about two percent. */
const SAMPLE = 200
const NEIGHBOURS = 10
/** Among fewer tracks, most of ten neighbours would agree by chance. */
const LEAST_TRACKS = 12

export interface ModelAgreement {
  /** Tracks that both models have an embedding of. */
  tracks: number
  sample: number
  /** Mean share of the ten nearest by one model that are among the ten nearest by the other, 0..1. */
  agreement: number
}

/** Evenly spread over a list. */
function spread(ids: readonly number[], count: number): number[] {
  if (ids.length <= count) return [...ids]
  return Array.from({ length: count }, (_, i) => ids[Math.floor((i * ids.length) / count)] ?? 0)
}

/** How far two models agree on what sounds alike, among the tracks that both have. Problem: `not-analysed`. */
export async function modelAgreement(
  db: Database,
  models: ComparedModels,
  [first, second]: readonly [string, string],
): Promise<ModelAgreement> {
  const common = db
    .prepare<[string, string], number>(
      `SELECT track_id FROM sound AS a WHERE model_id = ?
       AND EXISTS (SELECT 1 FROM sound AS b WHERE b.model_id = ? AND b.track_id = a.track_id)
       ORDER BY track_id`,
    )
    .pluck()
    .all(first, second)
  if (common.length < LEAST_TRACKS)
    throw problem(
      'not-analysed',
      `Only ${common.length} tracks are analysed by both models; at least ${LEAST_TRACKS} are needed to compare them.`,
    )
  const indexes = [models.of(first).index, models.of(second).index] as const
  const allow = allowOnly(common)
  const nearest = async (index: (typeof indexes)[number], trackId: number) => {
    const { neighbours } = await index.query({
      seed: { trackIds: [trackId] },
      k: NEIGHBOURS,
      allow,
    })
    return neighbours.map((neighbour) => neighbour.trackId)
  }
  let shared = 0
  let possible = 0
  const seeds = spread(common, SAMPLE)
  for (const trackId of seeds) {
    const one = await nearest(indexes[0], trackId)
    const other = new Set(await nearest(indexes[1], trackId))
    shared += one.filter((id) => other.has(id)).length
    possible += one.length
  }
  return {
    tracks: common.length,
    sample: seeds.length,
    agreement: possible ? shared / possible : 0,
  }
}
