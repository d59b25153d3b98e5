import { type VocabularyId, vocabularyId } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { GUESS } from '../tags/effective-tags.ts'
import {
  evidenceOf,
  type FusedSource,
  type FusionWeights,
  fixedWeights,
  fusedSources,
  logOdds,
} from '../tags/fuse.ts'
import { saveFusionWeights } from '../tags/fusion-weights.ts'
import { tagRows } from '../tags/tag-store.ts'
import { headRows, judgedOf, versionsOf } from './head-store.ts'

/** Words of the user on tags of which a head and another source say something; fewer are not learned from. */
const LEAST_JUDGED = 30
const LEAST_OF_A_KIND = 8
/** Standard deviation by which weights are expected to differ from the fixed ones. */
const SPREAD = 0.5
const STEPS = 30

export interface FusionExample {
  evidence: Partial<Record<FusedSource, number>>
  has: boolean
}

const parameters = [...fusedSources, 'bias'] as const

/**
 * Weights by which evidence fits the user's words best, drawn to the fixed ones: logistic regression with a normal prior
 * around those, by Newton's method. Null with too few words.
 */
export function learnWeights(examples: readonly FusionExample[]): FusionWeights | null {
  const positives = examples.filter(({ has }) => has).length
  const enough =
    examples.length >= LEAST_JUDGED &&
    positives >= LEAST_OF_A_KIND &&
    examples.length - positives >= LEAST_OF_A_KIND
  if (!enough) return null
  const rows = examples.map(({ evidence, has }) => ({
    x: [...fusedSources.map((source) => evidence[source] ?? 0), 1],
    y: has ? 1 : 0,
  }))
  const prior = parameters.map((name) => fixedWeights[name])
  const precision = 1 / SPREAD ** 2
  const w = [...prior]
  for (let step = 0; step < STEPS; step++) {
    const gradient = w.map((value, i) => precision * (value - prior[i]!))
    const hessian = w.map((_, i) => w.map((__, j) => (i === j ? precision : 0)))
    for (const { x, y } of rows) {
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * w[i]!, 0)))
      for (const [i, a] of x.entries()) {
        gradient[i]! += (p - y) * a
        for (const [j, b] of x.entries()) hessian[i]![j]! += p * (1 - p) * a * b
      }
    }
    const change = solve(hessian, gradient)
    for (const [i, value] of change.entries()) w[i]! -= value
    if (change.every((value) => Math.abs(value) < 1e-6)) break
  }
  const [file, mode, head, bias] = w as [number, number, number, number]
  // A source that speaks against itself is not believed the contrary.
  return { file: Math.max(0, file), mode: Math.max(0, mode), head: Math.max(0, head), bias }
}

/** Solves a small symmetric positive definite system by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!])
  const size = right.length
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      if (i === j) continue
      const factor = rows[j]![i]! / rows[i]![i]!
      for (let k = i; k <= size; k++) rows[j]![k]! -= factor * rows[i]![k]!
    }
  return rows.map((row, i) => row[size]! / row[i]!)
}

/**
 * Learns anew how far each source is believed in a vocabulary, from the user's words and from what heads said of those
 * tracks while they had not seen them. Part of the caller's transaction.
 */
export function learnFusion(db: Database, vocabulary: VocabularyId): void {
  const examples = new Map<string, FusionExample>()
  for (const { id, version } of headRows(db)) {
    if (version === null) continue
    const tags = versionsOf(db, id).find((one) => one.version === version)?.tags ?? []
    if (!tags.some((tag) => tag.vocabulary === vocabulary)) continue
    for (const { trackId, by, labels, heldOut } of judgedOf(db, id, version)) {
      if (by !== 'user') continue
      const rows = tagRows(db, trackId).filter(({ place }) => place !== GUESS)
      for (const [at, { vocabulary: of, tag }] of tags.entries()) {
        const label = labels[at] ?? -1
        const probability = heldOut[at] ?? null
        const known = vocabularyId.safeParse(of)
        if (label === -1 || probability === null || !known.success || of !== vocabulary) continue
        const others = rows.filter(({ source }) => source !== 'head' && source !== 'user')
        const evidence = evidenceOf(others, known.data, tag)
        if (Object.keys(evidence).length === 0) continue
        examples.set(`${trackId} ${tag}`, {
          evidence: { ...evidence, head: logOdds(probability) },
          has: label === 1,
        })
      }
    }
  }
  const weights = learnWeights([...examples.values()])
  saveFusionWeights(db, vocabulary, weights && { weights, judged: examples.size })
}
