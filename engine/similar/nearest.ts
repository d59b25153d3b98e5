import { isProblem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { AllOverlaps, ModeSpace } from '../mode/mode-space.ts'
import { type Allowed, allowedSlots } from './allowed.ts'
import type { ComparedModel } from './compared-models.ts'
import type { AllCosines } from './messages.ts'
import { rankSlots } from './rank.ts'
import type { SimilarClient } from './similar-client.ts'

export interface Spaces {
  db: Database
  /** What sound is compared by; undefined before there is a model. */
  model: ComparedModel | undefined
  index: SimilarClient | undefined
  modes: ModeSpace
}

export interface Question {
  /** The seeds; the nearest to all of them together are asked for. */
  trackIds: readonly number[]
  k: number
  /** 0 sound alone ... 1 mode alone. */
  blend: number
  allow?: Allowed | undefined
}

/** A neighbour before its row is read. */
export interface Found {
  trackId: number
  similarity: number
  sound: number | null
  mode: number | null
  /** Tracks of the space that come before this one, filters aside. */
  closer: number
}

export interface Ranking {
  /** Best first; fewer than k where no more are allowed. */
  found: Found[]
  epoch: number
  method: 'exact' | 'hnsw'
  /** Tracks of the space, and those of them that are no seeds. */
  size: number
  others: number
}

/** The nearest of a space or between the spaces. Problems: `no-model`, `not-analysed`, `no-melody`. */
export function nearest(spaces: Spaces, question: Question): Promise<Ranking> {
  if (question.blend === 0) return bySound(spaces, question)
  if (question.blend === 1) return byMode(spaces, question)
  return byBlend(spaces, question)
}

async function bySound(spaces: Spaces, { trackIds, k, allow }: Question): Promise<Ranking> {
  const {
    neighbours,
    damped: _,
    ...space
  } = await askSound(spaces, trackIds, (index, seed) =>
    index.query({ seed, k, ...(allow ? { allow } : {}) }),
  )
  const found = neighbours.map((one) => ({ ...one, sound: one.similarity, mode: null }))
  return { ...space, found }
}

async function byMode({ modes }: Spaces, question: Question): Promise<Ranking> {
  const { trackIds, overlaps } = overlapsWith(modes, question.trackIds)
  const { others, found } = ranked(trackIds, overlaps, question)
  return {
    epoch: 0,
    method: 'exact',
    size: trackIds.length,
    others,
    found: found.map(({ slot: _, ...one }) => ({ ...one, sound: null, mode: one.similarity })),
  }
}

/**
 * Between the spaces: every track that has a place in both, by (1 - blend) of its cosine and blend of its overlap.
 * All are compared, since what is near in neither space alone may be nearest in both.
 */
async function byBlend(spaces: Spaces, question: Question): Promise<Ranking> {
  const { blend } = question
  const alike = overlapsWith(spaces.modes, question.trackIds)
  const near = await askSound(spaces, question.trackIds, (index, seed) => index.cosines(seed))
  const { trackIds, sound, mode } = inBoth(near, alike)
  const blended = sound.map((cosine, n) => (1 - blend) * cosine + blend * mode[n]!)
  const { others, found } = ranked(trackIds, blended, question)
  return {
    epoch: near.epoch,
    method: 'exact',
    size: trackIds.length,
    others,
    found: found.map(({ slot, ...one }) => ({ ...one, sound: sound[slot]!, mode: mode[slot]! })),
  }
}

function inBoth(near: AllCosines, alike: AllOverlaps) {
  const highest = near.trackIds.reduce((most, id) => Math.max(most, id), -1)
  const cosineOf = new Float32Array(highest + 1).fill(Number.NaN)
  near.trackIds.forEach((id, n) => {
    cosineOf[id] = near.cosines[n]!
  })
  const isInBoth = (id: number) => !Number.isNaN(cosineOf[id] ?? Number.NaN)
  const trackIds = alike.trackIds.filter(isInBoth)
  return {
    trackIds,
    sound: Float32Array.from(trackIds, (id) => cosineOf[id]!),
    mode: alike.overlaps.filter((_, n) => isInBoth(alike.trackIds[n]!)),
  }
}

function ranked(ids: Uint32Array, scores: Float32Array, { trackIds, k, allow }: Question) {
  const seeds = new Set(trackIds)
  const open = scores.map((score, n) => (seeds.has(ids[n]!) ? Number.NEGATIVE_INFINITY : score))
  const others = open.reduce((sum, score) => sum + (score === Number.NEGATIVE_INFINITY ? 0 : 1), 0)
  const allowed = allow && allowedSlots(allow, ids, ids.length)
  const found = rankSlots(open, ids.length, k, allowed).map(({ slot, closer }) => ({
    slot,
    trackId: ids[slot]!,
    similarity: scores[slot]!,
    closer,
  }))
  return { others, found }
}

function overlapsWith(modes: ModeSpace, trackIds: readonly number[]): AllOverlaps {
  const all = modes.overlaps(trackIds)
  if (all) return all
  throw problem(
    'no-melody',
    trackIds.length > 1
      ? 'No melody is known of any of these tracks: they were not listened to yet, or have none.'
      : 'No melody is known of this track: it was not listened to yet, or has none.',
    { field: 'trackIds' },
  )
}

async function askSound<Answer>(
  { db, model, index }: Spaces,
  trackIds: readonly number[],
  ask: (index: SimilarClient, seed: { trackIds: readonly number[] }) => Promise<Answer>,
): Promise<Answer> {
  if (!model || !index)
    throw problem('no-model', 'Choose a CultureMERT checkpoint first; then tracks can be compared.')
  const seeds = trackIds.filter((trackId) => hasEmbedding(db, model.modelId, trackId))
  if (seeds.length === 0)
    throw problem(
      'not-analysed',
      trackIds.length > 1
        ? 'None of these tracks has been analysed yet.'
        : 'This track has not been analysed yet.',
      { field: 'trackIds' },
    )
  return ask(index, { trackIds }).catch(async (error: unknown) => {
    if (!isProblem(error) || error.code !== 'not-analysed') throw error
    // They were stored this moment, and the index has yet to hear of them.
    await index.changed(seeds)
    return ask(index, { trackIds })
  })
}

export function hasEmbedding(db: Database, modelId: string, trackId: number): boolean {
  return (
    db
      .prepare<[string, number], 1>('SELECT 1 FROM sound WHERE model_id = ? AND track_id = ?')
      .pluck()
      .get(modelId, trackId) !== undefined
  )
}
