import type { InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../contract/contract.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { type ModeSpace, shapeOverlap } from '../mode/mode-space.ts'
import type { ComparedModel } from './compared-models.ts'
import type { Neighbours } from './generation.ts'
import type { SimilarQuery } from './messages.ts'
import type { SimilarClient } from './similar-client.ts'

export type SimilarAnswer = InferContractRouterOutputs<typeof contract>['similar']['query']

export interface SimilarParts {
  db: Database
  /** What sound is compared by; undefined before there is a model. */
  model: ComparedModel | undefined
  index: SimilarClient | undefined
  modes: ModeSpace
  sound: SoundContext
}

export interface SimilarInput {
  trackId: number
  k: number
  blend?: number | undefined
  modelId?: string | undefined
}

/** A blend is made of the nearest in either space: so many of each. */
const CANDIDATES = 500

/** A neighbour before its row is read. */
interface Found {
  trackId: number
  similarity: number
  sound: number | null
  mode: number | null
  percentile: number
}

interface Ranking {
  found: Found[]
  epoch: number
  method: 'exact' | 'hnsw'
  size: number
}

/**
 * The tracks nearest to one, as the contract's `similar.query`. Tracks that left the library between the search and
 * the answer are left out. Problems: `no-model`, `not-found`, `not-analysed`, `no-melody`.
 */
export async function findSimilar(
  parts: SimilarParts,
  input: SimilarInput,
): Promise<SimilarAnswer> {
  const { db, model, sound, modes } = parts
  const [seed] = trackRows(db, [input.trackId], sound)
  if (!seed)
    throw problem('not-found', 'This track is not in the library any more.', { field: 'trackId' })
  const spaces = {
    sound: model !== undefined && hasEmbedding(db, model.modelId, seed.id),
    mode: modes.shape(seed.id) !== undefined,
  }
  const blend = input.blend ?? (spaces.sound || !spaces.mode ? 0 : 1)
  const ranking = await rank(parts, { ...input, blend })
  const rows = new Map(
    trackRows(
      db,
      ranking.found.map(({ trackId }) => trackId),
      sound,
    ).map((row) => [row.id, row]),
  )
  return {
    seed,
    blend,
    spaces,
    epoch: ranking.epoch,
    method: ranking.method,
    size: ranking.size,
    modelId: blend < 1 ? (model?.modelId ?? null) : null,
    randomWeights: blend < 1 && model?.randomWeights === true,
    neighbours: ranking.found.flatMap(({ trackId, ...neighbour }) => {
      const track = rows.get(trackId)
      return track ? [{ track, ...neighbour }] : []
    }),
  }
}

function rank(parts: SimilarParts, input: SimilarInput & { blend: number }): Promise<Ranking> {
  if (input.blend === 0) return bySound(parts, input)
  if (input.blend === 1) return Promise.resolve(byMode(parts, input))
  return byBlend(parts, input)
}

async function bySound(parts: SimilarParts, { trackId, k }: SimilarInput): Promise<Ranking> {
  const { epoch, method, size, neighbours } = await askSound(parts, trackId, { k })
  return {
    epoch,
    method,
    size,
    found: neighbours.map((neighbour) => ({
      ...neighbour,
      sound: neighbour.similarity,
      mode: null,
    })),
  }
}

function byMode({ modes }: SimilarParts, { trackId, k }: SimilarInput): Ranking {
  const size = modes.size()
  return {
    epoch: 0,
    method: 'exact',
    size,
    found: nearestModes(modes, trackId, k).map(({ trackId: id, overlap }, n) => ({
      trackId: id,
      similarity: overlap,
      sound: null,
      mode: overlap,
      percentile: percentile(n, size),
    })),
  }
}

function nearestModes(modes: ModeSpace, trackId: number, k: number) {
  const nearest = modes.nearest(trackId, k)
  if (nearest) return nearest
  throw problem(
    'no-melody',
    'No melody is known of this track: it was not listened to yet, or has none.',
    { field: 'trackId' },
  )
}

/** Share of the others that the n-th nearest comes before. */
function percentile(n: number, size: number): number {
  const others = Math.max(1, size - 1)
  return Math.max(0, (others - n - 1) / others)
}

/**
 * Between the spaces: what is among the nearest in either is ordered by (1 - blend) of its cosine and blend of its
 * overlap. A track that has no place in one of them is left out.
 */
async function byBlend(
  parts: SimilarParts,
  { trackId, k, blend }: SimilarInput & { blend: number },
): Promise<Ranking> {
  const { modes } = parts
  const seed = modes.shape(trackId)
  const alike = nearestModes(modes, trackId, CANDIDATES)
  const near = await askSound(parts, trackId, { k: CANDIDATES })
  const candidates = new Set([...alike, ...near.neighbours].map((one) => one.trackId))
  const all = await askSound(parts, trackId, {
    k: candidates.size,
    allow: Uint32Array.from(candidates),
  })
  const size = Math.min(modes.size(), near.size)
  const found = all.neighbours.flatMap(({ trackId: id, similarity }) => {
    const shape = modes.shape(id)
    if (!seed || !shape) return []
    const overlap = shapeOverlap(seed, shape)
    const blended = (1 - blend) * similarity + blend * overlap
    return [{ trackId: id, similarity: blended, sound: similarity, mode: overlap, percentile: 0 }]
  })
  return {
    epoch: all.epoch,
    method: near.method,
    size,
    found: found
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, k)
      .map((neighbour, n) => ({ ...neighbour, percentile: percentile(n, size) })),
  }
}

async function askSound(
  { db, model, index }: SimilarParts,
  trackId: number,
  query: Omit<SimilarQuery, 'seed'>,
): Promise<Neighbours> {
  if (!model || !index)
    throw problem('no-model', 'Choose a CultureMERT checkpoint first; then tracks can be compared.')
  if (!hasEmbedding(db, model.modelId, trackId))
    throw problem('not-analysed', 'This track has not been analysed yet.', { field: 'trackId' })
  const ask = () => index.query({ seed: { trackId }, ...query })
  return ask().catch(async (error: unknown) => {
    if (!isProblem(error) || error.code !== 'not-analysed') throw error
    // It was stored this moment, and the index has yet to hear of it.
    await index.changed([trackId])
    return ask()
  })
}

function hasEmbedding(db: Database, modelId: string, trackId: number): boolean {
  return (
    db
      .prepare<[string, number], 1>('SELECT 1 FROM sound WHERE model_id = ? AND track_id = ?')
      .pluck()
      .get(modelId, trackId) !== undefined
  )
}
