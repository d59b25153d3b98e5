import type { InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../contract/contract.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import type { Encoder } from '../sound/convert.ts'
import type { SimilarClient } from './similar-client.ts'

export type SimilarAnswer = InferContractRouterOutputs<typeof contract>['similar']['query']

/**
 * The tracks nearest to one, as the contract's `similar.query`. Tracks that left the library between the search and
 * the answer are left out. Problems: `no-model`, `not-found`, `not-analysed`.
 */
export async function findSimilar(
  parts: {
    db: Database
    encoder: Encoder | undefined
    index: SimilarClient | undefined
    sound: SoundContext
  },
  input: { trackId: number; k: number },
): Promise<SimilarAnswer> {
  const { db, encoder, index, sound } = parts
  const [seed] = trackRows(db, [input.trackId], sound)
  if (!seed)
    throw problem('not-found', 'This track is not in the library any more.', { field: 'trackId' })
  if (!encoder || !index)
    throw problem('no-model', 'Choose a CultureMERT checkpoint first; then tracks can be compared.')
  if (seed.sound !== 'quick' && seed.sound !== 'full' && !hasEmbedding(db, encoder, seed.id))
    throw problem('not-analysed', 'This track has not been analysed yet.', { field: 'trackId' })
  const ask = () => index.query({ seed: { trackId: input.trackId }, k: input.k })
  const answer = await ask().catch(async (error: unknown) => {
    if (!isProblem(error) || error.code !== 'not-analysed') throw error
    // It was stored this moment, and the index has yet to hear of it.
    await index.changed([input.trackId])
    return ask()
  })
  const rows = new Map(
    trackRows(
      db,
      answer.neighbours.map(({ trackId }) => trackId),
      sound,
    ).map((row) => [row.id, row]),
  )
  return {
    seed,
    epoch: answer.epoch,
    method: answer.method,
    size: answer.size,
    randomWeights: encoder.randomWeights,
    neighbours: answer.neighbours.flatMap(({ trackId, similarity, percentile }) => {
      const track = rows.get(trackId)
      return track ? [{ track, similarity, percentile }] : []
    }),
  }
}

function hasEmbedding(db: Database, encoder: Encoder, trackId: number): boolean {
  return (
    db
      .prepare<[string, number], 1>('SELECT 1 FROM sound WHERE model_id = ? AND track_id = ?')
      .pluck()
      .get(encoder.modelId, trackId) !== undefined
  )
}
