import type { Tradition } from '../../../contract/vocabulary.ts'
import { isGeneralForm } from './ambiguous-names.ts'
import type { Reading } from './name-index.ts'
import type { Claim } from './settle-claims.ts'
import type { Source } from './tradition-evidence.ts'
import type { Lineage } from './tradition-words.ts'

/** Something that speaks for a tradition. */
export interface TraditionClaim extends Claim {
  vocabulary: 'tradition'
  tag: Tradition
}

/** Share of tracks of a phrase that belong to its tradition, by where it stands; estimates. */
const phrases: Record<Source, number> = {
  genre: 0.92,
  field: 0.95,
  folder: 0.8,
  artist: 0.6,
  album: 0.6,
  comment: 0.45,
  title: 0.2,
  name: 0.2,
}
/** "Indian classical" leaves open which. */
const indianShare = 0.5
const instrumentShare = 0.4
const formShare = 0.85
const nameShare = 0.97
/** An Arabic or Persian label or genre beside a makam's name. */
const foreignShare = 0.45
/** A second witness takes away this share of the doubt of the first at most. */
const secondWitness = 0.5
const rivalShare = 0.5
const rivalEnough = 0.6

export function phraseConfidence(lineage: Lineage, source: Source): readonly [Tradition, number][] {
  const confidence = phrases[source]
  if (lineage === 'indian') {
    return [
      ['hindustani', confidence * indianShare],
      ['carnatic', confidence * indianShare],
    ]
  }
  if (lineage === 'persian' || lineage === 'arabic' || lineage === 'popular') return []
  return [[lineage, confidence]]
}

/** What a reading of a name says of the tradition: nothing where it belongs to several. */
export function impliedTradition(
  reading: Reading,
  confidence: number,
  foreign: boolean,
): readonly [Tradition, number] | undefined {
  const [only, second] = reading.traditions
  if (!only || second || only === 'other') return undefined
  const turkish = only === 'turkish' && foreign ? foreignShare : 1
  if (reading.vocabulary === 'instrument') {
    const distinctive = reading.strength === 'plain' ? instrumentShare : 0
    return [only, distinctive * confidence]
  }
  if (reading.vocabulary === 'form') {
    return isGeneralForm(reading.tag) ? undefined : [only, formShare * turkish * confidence]
  }
  return [only, nameShare * turkish * confidence]
}

/** One answer for each tradition, from the strongest witnesses; rivals weaken each other. */
export function settleTraditions(witnesses: readonly TraditionClaim[]): TraditionClaim[] {
  const byTag = Map.groupBy(witnesses, ({ tag }) => tag)
  const joined = [...byTag.values()].map((claims) => {
    const ranked = [...claims].sort((one, other) => other.confidence - one.confidence)
    const first = ranked[0]!
    const second = ranked.find(({ words }) => words !== first.words)?.confidence ?? 0
    return { ...first, confidence: 1 - (1 - first.confidence) * (1 - secondWitness * second) }
  })
  return joined.map((claim) => {
    const rival = Math.max(
      0,
      ...joined.filter(({ tag }) => tag !== claim.tag).map(({ confidence }) => confidence),
    )
    const weakened = rival > claim.confidence && rival >= rivalEnough
    return weakened ? { ...claim, confidence: claim.confidence * rivalShare } : claim
  })
}
