import type { InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../contract/contract.ts'
import { problem } from '../../contract/problem.ts'
import type { SimilarFilter } from '../../contract/similar.ts'
import type { TrackRow } from '../../contract/track.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { type Gathered, gather } from './gather.ts'
import { hasEmbedding, nearest, type Spaces } from './nearest.ts'
import { allowedTracks, type FilterParts, filterCosts } from './similar-filter.ts'

export type SimilarAnswer = InferContractRouterOutputs<typeof contract>['similar']['query']

export interface SimilarParts extends Spaces, FilterParts {
  sound: SoundContext
}

export interface SimilarInput {
  trackIds: readonly number[]
  k: number
  blend?: number | undefined
  modelId?: string | undefined
  filter?: SimilarFilter | undefined
  fold: boolean
}

interface Seed {
  track: TrackRow
  /** Whether it has a place in the spaces. */
  sound: boolean
  mode: boolean
}

/**
 * The tracks nearest to some, as the contract's `similar.query`. Tracks that left the library between the search and
 * the answer are left out. Problems: `no-model`, `not-found`, `not-analysed`, `no-melody`.
 */
export async function findSimilar(
  parts: SimilarParts,
  { trackIds, k, blend: asked, filter, fold }: SimilarInput,
): Promise<SimilarAnswer> {
  const { db, index, model } = parts
  const seeds = seedsOf(parts, trackIds)
  const seedIds = seeds.map(({ track }) => track.id)
  const spaces = {
    sound: seeds.some(({ sound }) => sound),
    mode: seeds.some(({ mode }) => mode),
  }
  const blend = asked ?? (spaces.sound || !spaces.mode ? 0 : 1)
  const gathered = await gather(
    {
      db,
      index: fold ? index : undefined,
      trackIds: parts.trackIds,
      nearest: (question) => nearest(parts, { ...question, trackIds: seedIds, blend }),
    },
    {
      seedIds,
      k,
      allow: filter && allowedTracks(parts, filter, seedIds),
      perArtist: filter?.perArtist,
    },
  )
  const { epoch, method, size } = gathered
  return {
    blend,
    spaces,
    epoch,
    method,
    size,
    modelId: blend < 1 ? (model?.modelId ?? null) : null,
    randomWeights: blend < 1 && model?.randomWeights === true,
    ...answerRows(parts, { seeds, gathered, blend }),
    costs:
      filter && gathered.rows.length === 0
        ? filterCosts(parts, filter, seedIds, inSpace(parts, blend))
        : [],
  }
}

function seedsOf({ db, model, modes, sound }: SimilarParts, trackIds: readonly number[]): Seed[] {
  const seeds = trackRows(db, new Set(trackIds), sound).map((track) => ({
    track,
    sound: model !== undefined && hasEmbedding(db, model.modelId, track.id),
    mode: modes.has(track.id),
  }))
  if (seeds.length > 0) return seeds
  throw problem('not-found', 'This track is not in the library any more.', { field: 'trackIds' })
}

/** What was found, with the rows of its tracks. Copies of seeds are no neighbours, and places do not count them. */
function answerRows(
  parts: SimilarParts,
  { seeds, gathered, blend }: { seeds: readonly Seed[]; gathered: Gathered; blend: number },
): Pick<SimilarAnswer, 'seeds' | 'others' | 'neighbours'> {
  const { seedCopies } = gathered
  const copies = [...seedCopies.values()].flat()
  const others = gathered.others - copies.length
  const rows = rowsOf(parts, [
    ...copies.map(({ trackId }) => trackId),
    ...gathered.rows.flatMap((row) => [row.trackId, ...row.copies]),
  ])
  return {
    seeds: seeds.map(({ track, sound, mode }) => ({
      track,
      leftOut: !((blend < 1 && sound) || (blend > 0 && mode)),
      copies: rows.some((seedCopies.get(track.id) ?? []).map(({ trackId }) => trackId)),
    })),
    others,
    neighbours: gathered.rows.flatMap(({ trackId, closer, copies: more, ...likeness }) => {
      const track = rows.one(trackId)
      const place = 1 + closer - copies.filter((copy) => copy.closer < closer).length
      const percentile = Math.max(0, (others - place) / others)
      return track ? [{ track, ...likeness, copies: rows.some(more), place, percentile }] : []
    }),
  }
}

function rowsOf(parts: SimilarParts, trackIds: Iterable<number>) {
  const rows = new Map<number, TrackRow>(
    trackRows(parts.db, trackIds, parts.sound).map((row) => [row.id, row]),
  )
  return {
    one: (id: number) => rows.get(id),
    some: (ids: readonly number[]) => ids.flatMap((id) => rows.get(id) ?? []),
  }
}

/** Tells of a track whether it has a place in all that a blend goes by. */
function inSpace({ db, model, modes }: SimilarParts, blend: number): (id: number) => boolean {
  if (blend === 1) return modes.has
  const embedded = new Set(
    db
      .prepare<[string], number>('SELECT track_id FROM sound WHERE model_id = ?')
      .pluck()
      .all(model?.modelId ?? ''),
  )
  return (id) => embedded.has(id) && (blend === 0 || modes.has(id))
}
