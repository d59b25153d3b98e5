import { modeVocabularies, type VocabularyId } from '../../contract/vocabulary.ts'
import type { TagRow } from './effective-tags.ts'

/** What may be believed beside the user. */
export const fusedSources = ['file', 'mode', 'head'] as const
export type FusedSource = (typeof fusedSources)[number]

/** How much each source's log odds count, and what is added to their sum. */
export type FusionWeights = Readonly<Record<FusedSource | 'bias', number>>

/**
 * Where too little is known of a library: two sources that are not independent of each other count for about one and a
 * half. See docs/decisions/025-fusion.md.
 */
export const fixedWeights: FusionWeights = { file: 0.9, mode: 0.7, head: 0.8, bias: 0 }

/** Of a mode that the templates put first, second and third without a probability; theirs of any that they do not put. */
const BY_RANK = [0.5, 0.15, 0.1]
const NOT_NAMED = 0.05
/** No source is surer than this by itself. */
const SUREST = 0.98

const isMode = (vocabulary: VocabularyId) => modeVocabularies.some((mode) => mode === vocabulary)

export function logOdds(probability: number): number {
  const p = Math.min(Math.max(probability, 1 - SUREST), SUREST)
  return Math.log(p / (1 - p))
}

/** What one row says, as a probability. */
function probabilityOf({ probability, rank }: Pick<TagRow, 'probability' | 'rank'>): number {
  return probability ?? BY_RANK[(rank ?? 1) - 1] ?? NOT_NAMED
}

/**
 * What each source says of one tag, as log odds; a source that says nothing of it is left out. The templates, where they
 * say anything of a vocabulary, say of all others of it that they are improbable.
 */
export function evidenceOf(
  rows: readonly TagRow[],
  vocabulary: VocabularyId,
  tag: string,
): Partial<Record<FusedSource, number>> {
  const evidence: Partial<Record<FusedSource, number>> = {}
  for (const source of fusedSources) {
    const own = rows.filter((row) => row.source === source && row.vocabulary === vocabulary)
    const row = own.find((one) => one.tag === tag)
    if (row) evidence[source] = logOdds(probabilityOf(row))
    else if (source === 'mode' && own.length > 0) evidence[source] = logOdds(NOT_NAMED)
  }
  return evidence
}

/** The probability that evidence of several sources amounts to. */
function fusedProbability(
  evidence: Partial<Record<FusedSource, number>>,
  weights: FusionWeights,
): number {
  const sum = fusedSources.reduce(
    (total, source) => total + weights[source] * (evidence[source] ?? 0),
    weights.bias,
  )
  return 1 / (1 + Math.exp(-sum))
}

/**
 * One probability for each tag of a vocabulary of which a head and another source say something: log odds are added,
 * weighted by how far each source is believed; of modes, of which a track has one, they add up to 1 at most. By tag;
 * undefined where there is nothing to fuse, and each source is believed by itself.
 */
export function fusedProbabilities(
  rows: readonly TagRow[],
  vocabulary: VocabularyId,
  weights: FusionWeights,
): ReadonlyMap<string, number> | undefined {
  const own = rows.filter((row) => row.vocabulary === vocabulary && row.source !== 'user')
  if (!own.some(({ source }) => source === 'head')) return undefined
  const fused = new Map<string, number>()
  for (const { tag } of own) {
    if (fused.has(tag)) continue
    const evidence = evidenceOf(own, vocabulary, tag)
    const alone = Object.keys(evidence).length === 1 && own.find((row) => row.tag === tag)
    fused.set(tag, alone ? probabilityOf(alone) : fusedProbability(evidence, weights))
  }
  const sum = [...fused.values()].reduce((total, one) => total + one, 0)
  if (isMode(vocabulary) && sum > 1) for (const [tag, one] of fused) fused.set(tag, one / sum)
  return fused
}
