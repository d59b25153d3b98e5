import type { TagSource, TagState, TrackTag } from '../../contract/tag.ts'
import { modeVocabularies, type VocabularyId } from '../../contract/vocabulary.ts'
import { fixedWeights, fusedProbabilities } from './fuse.ts'
import type { WeightsOf } from './fusion-weights.ts'

/** One row of the table `tag`: what one source says. */
export interface TagRow {
  vocabulary: VocabularyId
  tag: string
  source: TagSource
  state: TagState
  probability: number | null
  rank: number | null
  version: string
  place: string
}

/** `place` of a mode that is predicted although the tradition is not known. */
export const GUESS = 'tradition unknown'

/** A tag that counts for a track, with how certain it is. */
export interface EffectiveTag extends TrackTag {
  /** 0..1, what a threshold is compared with. */
  certainty: number
}

/** From this certainty on a tag is shown as the track's, and found by searching. */
export const DEFAULT_THRESHOLD = 0.6
/** A mode without probability counts up to here when it is the likeliest, and up to there when second or third. */
const LIKELIEST = 0.6
const NEXT = 0.3
/** A mode that the file names this surely leaves no room for predictions. */
const NAMED = 0.9

const isMode = (vocabulary: VocabularyId) => modeVocabularies.some((mode) => mode === vocabulary)

function certaintyOf({ source, state, probability, rank }: TagRow): number {
  if (source === 'user') return state === 'confirmed' ? 1 : 0
  return probability ?? (rank === 1 ? LIKELIEST : NEXT)
}

/**
 * The tags of one track that count, the most certain first. The user's word wins: what was rejected is out, what was
 * confirmed is certain and, as what the file names surely, leaves no room for predictions of other modes. Where a head and
 * others say something of a vocabulary, their words are fused; else the most certain of them counts.
 */
export function effectiveTags(
  rows: readonly TagRow[],
  weights: WeightsOf = () => fixedWeights,
): EffectiveTag[] {
  if (rows.length === 0) return []
  const key = ({ vocabulary, tag }: TagRow) => `${vocabulary}/${tag}`
  const rejected = new Set(rows.filter(({ state }) => state === 'rejected').map(key))
  const standing = rows.filter((row) => !rejected.has(key(row)))
  const settled = standing.some(
    (row) =>
      isMode(row.vocabulary) &&
      (row.source === 'user' || row.source === 'file') &&
      certaintyOf(row) >= NAMED,
  )
  const fused = fusedTags(
    standing.filter((row) => !(settled && isPredictedMode(row))),
    weights,
  )
  const best = new Map<string, EffectiveTag>()
  for (const row of standing) {
    const { vocabulary, tag, source, state, probability, place } = row
    const known = best.get(key(row))
    if (settled && isPredictedMode(row)) continue
    const certainty = certaintyOf(row)
    if (known && known.certainty >= certainty) continue
    best.set(key(row), {
      vocabulary,
      tag,
      source,
      state,
      probability,
      guess: place === GUESS,
      certainty,
    })
  }
  for (const [of, certainty] of fused) {
    const tag = best.get(of)
    if (tag && tag.source !== 'user')
      best.set(of, { ...tag, certainty, probability: certainty, guess: false })
  }
  return [...best.values()].sort((a, b) => b.certainty - a.certainty)
}

function isPredictedMode({ source, vocabulary }: TagRow): boolean {
  return (source === 'mode' || source === 'head') && isMode(vocabulary)
}

/** What sources amount to together, by `vocabulary/tag`; of what has no head, nothing. A guess is no evidence. */
function fusedTags(rows: readonly TagRow[], weights: WeightsOf): Map<string, number> {
  const all = new Map<string, number>()
  const headed = new Set(
    rows.flatMap(({ source, vocabulary }) => (source === 'head' ? [vocabulary] : [])),
  )
  if (headed.size === 0) return all
  const evidence = rows.filter(({ place }) => place !== GUESS)
  for (const vocabulary of headed)
    for (const [tag, one] of fusedProbabilities(evidence, vocabulary, weights(vocabulary)) ?? [])
      all.set(`${vocabulary}/${tag}`, one)
  return all
}

/** The tags of a track as lists show them: its modes, at most three, certain ones only where there are some. */
export function modeTagsOf(effective: readonly EffectiveTag[]): TrackTag[] {
  const modes = effective.filter(({ vocabulary }) => isMode(vocabulary))
  const certain = modes.filter(({ certainty, guess }) => certainty >= DEFAULT_THRESHOLD && !guess)
  const shown = certain.length > 0 ? certain : modes
  return shown.slice(0, 3).map(({ certainty: _, ...tag }) => tag)
}

/** Whether a mode is told for sure enough to be shown as the track's. */
export function hasCertainMode(effective: readonly EffectiveTag[]): boolean {
  return effective.some(
    ({ vocabulary, certainty, guess }) =>
      isMode(vocabulary) && !guess && certainty >= DEFAULT_THRESHOLD,
  )
}
