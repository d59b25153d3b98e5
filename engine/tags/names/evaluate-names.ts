import type { VocabularyId } from '../../../contract/vocabulary.ts'
import type { NamedTag, TrackTexts } from './recognise-names.ts'

/** A track whose tag of one vocabulary is known. */
export interface NamedRow {
  texts: TrackTexts
  vocabulary: VocabularyId
  tag: string
}

export interface NameEvaluation {
  /** Share of the named tracks whose most confident tag is the true one; 1 where none is named. */
  precision: number
  /** Share of all tracks whose most confident tag is the true one. */
  recall: number
  /** Tracks. */
  n: number
  wrong: { title: string; expected: string; found: NamedTag }[]
}

/** Judges the most confident tag of each track's vocabulary, from a confidence of `threshold` on. */
export function evaluateNames(
  recognise: (texts: TrackTexts) => readonly NamedTag[],
  rows: readonly NamedRow[],
  threshold = 0.5,
): NameEvaluation {
  let right = 0
  const wrong: NameEvaluation['wrong'] = []
  for (const { texts, vocabulary, tag } of rows) {
    const found = recognise(texts)
      .filter((one) => one.vocabulary === vocabulary && one.confidence >= threshold)
      .sort((one, other) => other.confidence - one.confidence)[0]
    if (!found) continue
    if (found.tag === tag) right++
    else wrong.push({ title: texts.title, expected: tag, found })
  }
  const named = right + wrong.length
  return {
    precision: named === 0 ? 1 : right / named,
    recall: rows.length === 0 ? 0 : right / rows.length,
    n: rows.length,
    wrong,
  }
}
