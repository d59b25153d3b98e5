import { vocabularyId } from '../../contract/vocabulary.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import { DEFAULT_THRESHOLD } from '../tags/effective-tags.ts'
import { type Proposal, propose } from '../tags/tag-store.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { type HeadInUse, type HeadsInUse, tellerOf } from './heads-in-use.ts'

/** Rises whenever the same predictions would be told otherwise. */
const TELLING_VERSION = '1'
/** What is less probable is not worth keeping as a tag; the predictions themselves are all kept. */
const LEAST_PROBABILITY = 0.05

const statements = oncePerDatabase((db) => ({
  prediction: db
    .prepare<[number, number, number], Buffer>(
      `SELECT probabilities FROM head_prediction
       WHERE head_id = ? AND track_id = ? AND version = ?`,
    )
    .pluck(),
}))

/** [tags]: what a head says of a track; undefined where it has not judged it. */
export function predictionOf(
  db: Database,
  { id, version }: Pick<HeadInUse, 'id' | 'version'>,
  trackId: number,
): Float32Array | undefined {
  const blob = statements(db).prediction.get(id, trackId, version)
  return blob && new Float32Array(new Uint8Array(blob).buffer)
}

/** Tags that are told by each head: their places in it. */
export type Telling = ReadonlyMap<HeadInUse, readonly number[]>

/** Which head is told of which tag: of names that the vocabularies have, each by one head. */
export function tellingOf(heads: HeadsInUse, vocabularies: Vocabularies): Telling {
  const all = heads.all()
  return new Map(
    all.map((by) => [
      by,
      Array.from(by.head.tags.keys()).filter((at) => {
        const { vocabulary, tag } = by.head.tags[at]!
        const known = vocabularyId.safeParse(vocabulary)
        if (!known.success || !vocabularies.term(known.data, tag)) return false
        return tellerOf(all, { vocabulary, tag })?.by === by
      }),
    ]),
  )
}

/**
 * Proposes as a track's tags what the heads say of it. A head that abstains from a tag is not told of it, nor is what
 * would count as certain and yet is below the probability from which its head says it. Part of the caller's transaction.
 */
export function tellHeadTags(db: Database, trackId: number, telling: Telling): boolean {
  const proposals: Proposal[] = []
  for (const [by, tags] of telling) {
    const probabilities = tags.length > 0 ? predictionOf(db, by, trackId) : undefined
    if (!probabilities) continue
    for (const at of tags) {
      const { vocabulary, tag, threshold } = by.head.tags[at]!
      const probability = Math.round(probabilities[at]! * 1000) / 1000
      if (threshold === null || probability < LEAST_PROBABILITY) continue
      if (probability < threshold && probability >= DEFAULT_THRESHOLD) continue
      const known = vocabularyId.parse(vocabulary)
      proposals.push({ vocabulary: known, tag, probability, rank: null, place: placeOf(by) })
    }
  }
  return propose(db, trackId, 'head', TELLING_VERSION, proposals)
}

/** Where a head's word comes from, as people are shown it. */
export function placeOf({ name, version }: Pick<HeadInUse, 'name' | 'version'>): string {
  return `${name} ${version}`
}
