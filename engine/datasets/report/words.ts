import type { EvaluatedRow, Evaluation, FigureName, Spread } from '../evaluation.ts'

export const figureTitles: Record<FigureName, string> = {
  rocAuc: 'ROC-AUC',
  map: 'mAP',
  f1Micro: 'micro-F1',
  f1Macro: 'macro-F1',
}

/** `89.6`: a share in percent; a dash for what is not defined. */
export function percent(value: number | null): string {
  return value === null ? '–' : (value * 100).toFixed(1)
}

/** `89.6 ± 0.4`, in percent. */
export function spread(value: Spread): string {
  return value === null ? '–' : `${percent(value.mean)} ± ${percent(value.deviation)}`
}

/** `CultureMERT-95M, layer 7`; layer 0 is the embedding before the transformer. */
export function rowTitle({ encoder, layer, randomWeights }: EvaluatedRow): string {
  const what = layer === null ? 'all layers' : `layer ${layer}`
  return `${encoder}${randomWeights ? ' (random weights)' : ''}, ${what}`
}

/** What the deviations are of. */
export function deviationWords({ splitBySeed, learner, seeds }: Evaluation): string {
  if (seeds.length < 2) return 'With one seed there is no deviation to tell.'
  if (splitBySeed)
    return 'Each seed splits the tracks anew: the deviations tell what the choice of tracks and the learning leave to chance.'
  return learner === 'closed-form'
    ? 'The split is the list’s and the closed form leaves nothing to chance: there are no deviations.'
    : 'The split is the list’s, the same for all seeds: the deviations tell what the learning alone leaves to chance.'
}

/** `12`, or `12.4` where it is a mean. */
export function tracksOf(mean: number): string {
  return Number.isInteger(mean) ? String(mean) : mean.toFixed(1)
}
