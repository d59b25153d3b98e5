import type { TagSource, TagState, TrackTag } from '../../contract/tag.ts'
import { modeVocabularies, type VocabularyId } from '../../contract/vocabulary.ts'

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
 * confirmed is certain and, as what the file names surely, leaves no room for predictions of other modes.
 */
export function effectiveTags(rows: readonly TagRow[]): EffectiveTag[] {
  const key = ({ vocabulary, tag }: TagRow) => `${vocabulary}/${tag}`
  const rejected = new Set(rows.filter(({ state }) => state === 'rejected').map(key))
  const standing = rows.filter((row) => !rejected.has(key(row)))
  const settled = standing.some(
    (row) =>
      isMode(row.vocabulary) &&
      (row.source === 'user' || row.source === 'file') &&
      certaintyOf(row) >= NAMED,
  )
  const best = new Map<string, EffectiveTag>()
  for (const row of standing) {
    const { vocabulary, tag, source, state, probability, place } = row
    const predicted = source === 'mode' || source === 'head'
    const known = best.get(key(row))
    if (settled && predicted && isMode(vocabulary)) continue
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
  return [...best.values()].sort((a, b) => b.certainty - a.certainty)
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
