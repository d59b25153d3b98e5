import type { NextTrack } from '../../contract/head.ts'
import type { TagRef } from '../../contract/tag.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { seededRandom, shuffle } from '../random.ts'
import { meansFromBlob } from '../sound/means.ts'
import { judgedOf } from './head-store.ts'
import { type HeadInUse, tellerOf } from './heads-in-use.ts'
import { probabilitiesOfTag, saidOfTag } from './ranking.ts'

/** Of the tracks that are asked about, one in so many is likely to have the tag: so that rare ones are found at all. */
const LIKELY_EVERY = 3
/** Tracks that are compared: the most uncertain ones. */
const CANDIDATES = 200
/** Judged tracks that candidates are to be unlike. */
const MOST_COMPARED = 200
/** Tracks that are compared with what was confirmed, before there is a head. */
const MOST_NEAR = 1_000
/** The user's word is asked for again where a head that had not seen it was so sure of the contrary. */
const DOUBTFUL = 0.85
const MOST_DOUBTFUL = 2

type Picked = Pick<NextTrack, 'probability' | 'why'> & { trackId: number }

const statements = oncePerDatabase((db) => ({
  means: db
    .prepare<[string, number], Buffer>(
      'SELECT means FROM sound WHERE model_id = ? AND track_id = ?',
    )
    .pluck(),
  heard: db
    .prepare<[string], number>('SELECT track_id FROM sound WHERE model_id = ? ORDER BY track_id')
    .pluck(),
  missing: db.prepare<[], number>('SELECT id FROM track WHERE missing = 1').pluck(),
}))

function lengthOf(vector: Float32Array): number {
  let squares = 0
  for (const value of vector) squares += value * value
  return Math.sqrt(squares) || 1
}

/** The direction of a track: its means over the layers, each layer as long as the others. */
function directionOf(
  db: Database,
  { modelId, layers }: { modelId: string; layers: number },
  trackId: number,
): Float32Array | undefined {
  const blob = statements(db).means.get(modelId, trackId)
  if (!blob) return undefined
  const means = meansFromBlob(blob)
  const size = means.length / layers
  const sum = new Float32Array(size)
  for (let layer = 0; layer < layers; layer++) {
    const one = means.subarray(layer * size, (layer + 1) * size)
    const length = lengthOf(one)
    for (let i = 0; i < size; i++) sum[i]! += one[i]! / length
  }
  const length = lengthOf(sum)
  return sum.map((value) => value / length)
}

/** 0 for the same direction, 2 for the opposite one. */
function distance(a: Float32Array, b: Float32Array): number {
  let dot = 0
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!
  return 1 - dot
}

function missingTracks(db: Database): ReadonlySet<number> {
  return new Set(statements(db).missing.all())
}

/**
 * The tracks whose judgement would teach most: first words of the user that look mistaken, then by turns one that is
 * likely to have the tag, and those of which the head is least certain (Lewis and Gale 1994) and that are least like
 * what is judged or picked already (Brinker 2003; the k-centre greedy of Sener and Savarese 2018). Before there is a head,
 * the tracks nearest to those confirmed. Empty where nothing is confirmed.
 */
export function nextTracks(
  db: Database,
  heads: readonly HeadInUse[],
  wanted: TagRef & { count: number },
  model: { modelId: string; layers: number } | undefined,
  sound: SoundContext,
): NextTrack[] {
  const teller = tellerOf(heads, wanted)
  const picked = teller ? byHead(db, teller, wanted) : model ? nearest(db, model, wanted) : []
  const byId = new Map(picked.map((one) => [one.trackId, one]))
  return trackRows(db, byId.keys(), sound).map((track) => {
    const { probability, why } = byId.get(track.id)!
    return { track, probability, why }
  })
}

function byHead(
  db: Database,
  { by, at }: { by: HeadInUse; at: number },
  wanted: TagRef & { count: number },
): Picked[] {
  const said = saidOfTag(db, wanted)
  const { trackIds, probabilities } = probabilitiesOfTag(db, by, at)
  const missing = missingTracks(db)
  const open = Array.from(trackIds.keys()).filter(
    (n) => !said.has(trackIds[n]!) && !missing.has(trackIds[n]!),
  )
  const picked = doubtful(db, by, at, said).filter(({ trackId }) => !missing.has(trackId))
  const taken = new Set(picked.map(({ trackId }) => trackId))
  const likely = open.toSorted((a, b) => probabilities[b]! - probabilities[a]!)
  const uncertain = open
    .toSorted((a, b) => Math.abs(probabilities[a]! - 0.5) - Math.abs(probabilities[b]! - 0.5))
    .slice(0, CANDIDATES)
  const spread = spreadOut(db, by, { trackIds, probabilities }, uncertain, [...said.keys()])
  for (let turn = 0; picked.length < wanted.count && turn < 3 * wanted.count; turn++) {
    const wantsLikely = turn % LIKELY_EVERY === 0
    const n = wantsLikely ? likely.find((one) => !taken.has(trackIds[one]!)) : spread.next(taken)
    if (n === undefined) continue
    taken.add(trackIds[n]!)
    const why = wantsLikely ? 'likely' : 'uncertain'
    picked.push({ trackId: trackIds[n]!, probability: probabilities[n]!, why })
  }
  return picked.slice(0, wanted.count)
}

/** The user's words that a head which had not seen them is surest to be mistaken. */
function doubtful(
  db: Database,
  by: HeadInUse,
  at: number,
  said: ReadonlyMap<number, string>,
): Picked[] {
  return judgedOf(db, by.id, by.version)
    .flatMap(({ trackId, labels, heldOut }) => {
      const probability = heldOut[at] ?? null
      const word = said.get(trackId)
      if (probability === null || word !== (labels[at] === 1 ? 'confirmed' : 'rejected')) return []
      const contrary = labels[at] === 1 ? 1 - probability : probability
      return contrary >= DOUBTFUL ? [{ trackId, probability, contrary }] : []
    })
    .sort((a, b) => b.contrary - a.contrary)
    .slice(0, MOST_DOUBTFUL)
    .map(({ trackId, probability }) => ({ trackId, probability, why: 'doubtful' }))
}

/** Gives candidates one after the other: uncertain, and far from what was judged and given before. */
function spreadOut(
  db: Database,
  by: HeadInUse,
  { trackIds, probabilities }: { trackIds: readonly number[]; probabilities: readonly number[] },
  candidates: readonly number[],
  judged: readonly number[],
) {
  const encoder = { modelId: by.modelId, layers: by.head.encoder.layers }
  const known = judged.slice(-MOST_COMPARED).flatMap((id) => directionOf(db, encoder, id) ?? [])
  const left = candidates.flatMap((n) => {
    const direction = directionOf(db, encoder, trackIds[n]!)
    if (!direction) return []
    const apart = known.reduce((least, one) => Math.min(least, distance(direction, one)), 2)
    return [{ n, direction, apart, uncertainty: 1 - Math.abs(2 * probabilities[n]! - 1) }]
  })
  return {
    next(taken: ReadonlySet<number>): number | undefined {
      const worth = ({ uncertainty, apart }: (typeof left)[number]) => (uncertainty + 0.01) * apart
      const open = left.filter(({ n }) => !taken.has(trackIds[n]!))
      const [first] = open
      if (!first) return undefined
      const best = open.reduce((most, one) => (worth(one) > worth(most) ? one : most), first)
      for (const one of left)
        one.apart = Math.min(one.apart, distance(one.direction, best.direction))
      return best.n
    },
  }
}

/** Tracks that sound most like the confirmed ones. Of a large library, of some by chance. */
function nearest(
  db: Database,
  model: { modelId: string; layers: number },
  wanted: TagRef & { count: number },
): Picked[] {
  const said = saidOfTag(db, wanted)
  const confirmed = [...said]
    .filter(([, state]) => state === 'confirmed')
    .flatMap(([id]) => directionOf(db, model, id) ?? [])
  if (confirmed.length === 0) return []
  const missing = missingTracks(db)
  return shuffle(statements(db).heard.all(model.modelId), seededRandom(1))
    .filter((id) => !said.has(id) && !missing.has(id))
    .slice(0, MOST_NEAR)
    .flatMap((trackId) => {
      const direction = directionOf(db, model, trackId)
      if (!direction) return []
      const apart = confirmed.reduce((least, one) => Math.min(least, distance(direction, one)), 2)
      return [{ trackId, apart }]
    })
    .sort((a, b) => a.apart - b.apart)
    .slice(0, wanted.count)
    .map(({ trackId }) => ({ trackId, probability: null, why: 'near' }))
}
