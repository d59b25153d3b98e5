import type { VocabularyId } from '../../contract/vocabulary.ts'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import { type FusionWeights, fixedWeights } from './fuse.ts'

/** How far each source is believed in a vocabulary. */
export type WeightsOf = (vocabulary: VocabularyId) => FusionWeights

const believed = oncePerDatabase((db) => ({
  rows: db.prepare<[], { vocabulary: string; weights: string }>(
    'SELECT vocabulary, weights FROM fusion',
  ),
  save: db.prepare<[string, string, number]>(
    `INSERT INTO fusion (vocabulary, weights, judged) VALUES (?, ?, ?)
     ON CONFLICT (vocabulary) DO UPDATE SET weights = excluded.weights, judged = excluded.judged`,
  ),
  remove: db.prepare<[string]>('DELETE FROM fusion WHERE vocabulary = ?'),
  known: undefined as ReadonlyMap<string, FusionWeights> | undefined,
}))

/** The weights learned from the user's words, where they are enough; else the fixed ones. */
export function fusionWeightsOf(db: Database): WeightsOf {
  const kept = believed(db)
  kept.known ??= new Map(
    kept.rows.all().map(({ vocabulary, weights }) => [vocabulary, JSON.parse(weights)]),
  )
  const { known } = kept
  return (vocabulary) => known.get(vocabulary) ?? fixedWeights
}

/** Keeps weights learned from so many words of the user; null goes back to the fixed ones. */
export function saveFusionWeights(
  db: Database,
  vocabulary: VocabularyId,
  learned: { weights: FusionWeights; judged: number } | null,
): void {
  const kept = believed(db)
  kept.known = undefined
  if (learned) kept.save.run(vocabulary, JSON.stringify(learned.weights), learned.judged)
  else kept.remove.run(vocabulary)
}
