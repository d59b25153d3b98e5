import type { InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../contract/contract.ts'
import { problem } from '../../contract/problem.ts'
import type { SimilarFilter } from '../../contract/similar.ts'
import type { TrackRow } from '../../contract/track.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { gather } from './gather.ts'
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

/**
 * The tracks nearest to some, as the contract's `similar.query`. Tracks that left the library between the search and
 * the answer are left out. Problems: `no-model`, `not-found`, `not-analysed`, `no-melody`.
 */
export async function findSimilar(
  parts: SimilarParts,
  { trackIds, k, blend: asked, filter, fold }: SimilarInput,
): Promise<SimilarAnswer> {
  const { db, model, modes, index } = parts
  const seeds = trackRows(db, new Set(trackIds), parts.sound).map((track) => ({
    track,
    sound: model !== undefined && hasEmbedding(db, model.modelId, track.id),
    mode: modes.has(track.id),
  }))
  if (seeds.length === 0)
    throw problem('not-found', 'This track is not in the library any more.', { field: 'trackIds' })
  const seedIds = seeds.map(({ track }) => track.id)
  const spaces = {
    sound: seeds.some(({ sound }) => sound),
    mode: seeds.some(({ mode }) => mode),
  }
  const blend = asked ?? (spaces.sound || !spaces.mode ? 0 : 1)
  const inBlend = (place: { sound: boolean; mode: boolean }) =>
    (blend < 1 && place.sound) || (blend > 0 && place.mode)
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
  const copies = [...gathered.seedCopies.values()].flat()
  const rows = rowsOf(parts, [
    ...copies.map(({ trackId }) => trackId),
    ...gathered.rows.flatMap((row) => [row.trackId, ...row.copies]),
  ])
  const others = gathered.others - copies.length
  return {
    seeds: seeds.map(({ track, ...place }) => ({
      track,
      leftOut: !inBlend(place),
      copies: rows.some((gathered.seedCopies.get(track.id) ?? []).map((copy) => copy.trackId)),
    })),
    blend,
    spaces,
    epoch: gathered.epoch,
    method: gathered.method,
    size: gathered.size,
    others,
    modelId: blend < 1 ? (model?.modelId ?? null) : null,
    randomWeights: blend < 1 && model?.randomWeights === true,
    neighbours: gathered.rows.flatMap(({ trackId, closer, copies: more, ...likeness }) => {
      const track = rows.one(trackId)
      const place = 1 + closer - copies.filter((copy) => copy.closer < closer).length
      const percentile = Math.max(0, (others - place) / others)
      return track ? [{ track, ...likeness, copies: rows.some(more), place, percentile }] : []
    }),
    costs:
      filter && gathered.rows.length === 0
        ? filterCosts(parts, filter, seedIds, inSpace(parts, blend))
        : [],
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
