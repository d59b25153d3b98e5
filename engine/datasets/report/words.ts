import type { EvaluatedRow, FigureName, Spread } from '../evaluation.ts'

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
