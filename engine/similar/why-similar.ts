import type { InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../contract/contract.ts'
import { problem } from '../../contract/problem.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { type ModeParts, melodyFromTonic } from '../mode/mode-picture.ts'
import { DEFAULT_THRESHOLD, effectiveTags } from '../tags/effective-tags.ts'
import { fusionWeightsOf } from '../tags/fusion-weights.ts'
import { tagRows } from '../tags/tag-store.ts'
import { allowOnly } from './allowed.ts'
import type { Spaces } from './nearest.ts'

export interface WhyParts extends Spaces {
  modeParts: ModeParts
  sound: SoundContext
}

/** Why a track is near to the nearest of some seeds, as the contract's `similar.why`. Problem: `not-found`. */
export async function whySimilar(
  parts: WhyParts,
  { trackIds, otherId }: { trackIds: readonly number[]; otherId: number },
): Promise<InferContractRouterOutputs<typeof contract>['similar']['why']> {
  const { modeParts } = parts
  const [other] = trackRows(parts.db, [otherId], parts.sound)
  const seeds = trackRows(parts.db, new Set(trackIds), parts.sound)
  const sound = await cosinesWith(parts, otherId, trackIds)
  const mode = overlapsWith(parts, otherId, trackIds)
  const seed = nearestOf(seeds, ({ id }) => sound.get(id) ?? (mode.get(id) ?? 0) - 2)
  if (!other || !seed)
    throw problem('not-found', 'This track is not in the library any more.', { field: 'trackIds' })
  const [own, others] = [melodyFromTonic(modeParts, seed.id), melodyFromTonic(modeParts, otherId)]
  return {
    seed,
    sound: sound.get(seed.id) ?? null,
    mode: mode.get(seed.id) ?? null,
    distributions: [own?.distribution ?? null, others?.distribution ?? null],
    degrees: (own?.degrees.length ? own.degrees : others?.degrees) ?? [],
    sharedTags: sharedTags(parts, seed.id, otherId),
  }
}

/** The cosines of a track with others that have one with it, by id; empty where there is nothing to tell them by. */
async function cosinesWith(
  { index }: WhyParts,
  trackId: number,
  others: readonly number[],
): Promise<Map<number, number>> {
  const question = { seed: { trackIds: [trackId] }, k: others.length, allow: allowOnly(others) }
  const answer = await index?.query({ ...question, exact: true }).catch(() => undefined)
  return new Map(answer?.neighbours.map((one) => [one.trackId, one.similarity]))
}

function overlapsWith(
  { modes }: WhyParts,
  trackId: number,
  others: readonly number[],
): Map<number, number> {
  const wanted = new Set(others)
  const all = modes.overlaps([trackId])
  if (!all) return new Map()
  return new Map(
    [...all.trackIds.entries()].flatMap(([n, id]) =>
      wanted.has(id) ? [[id, all.overlaps[n]!] as const] : [],
    ),
  )
}

function nearestOf<One>(all: readonly One[], likeness: (one: One) => number): One | undefined {
  return all.reduce<One | undefined>(
    (best, one) => (best === undefined || likeness(one) > likeness(best) ? one : best),
    undefined,
  )
}

function sharedTags({ db }: WhyParts, trackId: number, otherId: number) {
  const tagsOf = (id: number) =>
    effectiveTags(tagRows(db, id), fusionWeightsOf(db)).filter(
      ({ certainty, guess }) => certainty >= DEFAULT_THRESHOLD && !guess,
    )
  const others = new Set(tagsOf(otherId).map(({ vocabulary, tag }) => `${vocabulary}/${tag}`))
  return tagsOf(trackId)
    .filter(({ vocabulary, tag }) => others.has(`${vocabulary}/${tag}`))
    .map(({ vocabulary, tag }) => ({ vocabulary, tag }))
}
