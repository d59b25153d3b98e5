import type { Benchmark } from './benchmarks.ts'
import type { Finding } from './listed.ts'
import type { TaskMetrics } from './metrics.ts'

/** The four figures that evaluations of encoders are told in. */
export const figureNames = ['rocAuc', 'map', 'f1Micro', 'f1Macro'] as const
export type FigureName = (typeof figureNames)[number]

/** Over the seeds: the mean, and the standard deviation (of a sample; 0 for one seed). Null where a figure is not defined. */
export type Spread = { mean: number; deviation: number } | null
export type Figures = Record<FigureName, Spread>

export interface EvaluatedTag {
  tag: string
  /** Tracks tested that have it, and that have it not; the mean over the seeds where each has a split of its own. */
  positives: number
  negatives: number
  rocAuc: Spread
  averagePrecision: Spread
  /** A tag is said from 0.5 on. */
  precision: Spread
  recall: Spread
  f1: Spread
  /** From the threshold found on validation on; 0 where the head abstains. */
  f1Calibrated: Spread
}

/** Of the tags of one category, which tracks have exactly one of, what scored highest for what. Summed over the seeds. */
export interface EvaluatedChoice {
  category: string
  tags: string[]
  /** [true tag][answered tag]. */
  table: number[][]
  accuracy: Spread
}

/** An encoder, with all of its layers or with one of them. */
export interface EvaluatedRow {
  encoder: string
  modelId: string
  randomWeights: boolean
  /** Null for all, weighted by what was learnt. */
  layer: number | null
  /** Over the tags for which a figure is defined, and by scikit-learn's own rules. */
  overDefined: Figures
  scikitLearn: Figures
  /** Over the defined tags, with the thresholds found on validation. */
  calibrated: { f1Micro: Spread; f1Macro: Spread }
  /** How much each layer counts, where all do; mean over the seeds, of sum 1. */
  layerShares: number[] | null
  perTag: EvaluatedTag[]
  choices: EvaluatedChoice[]
}

/** Everything that an evaluation tells. */
export interface Evaluation {
  folder: string
  list: string
  form: string
  at: number
  version: string
  seeds: number[]
  /** How the split came to be, in words. */
  split: string
  /** Whether each seed has a split of its own: then the deviations tell of the tracks too, else of the learning alone. */
  splitBySeed: boolean
  windows: number | null
  aggregation: string
  hidden: number | null
  learner: string
  /** Tracks in each part, with the first seed. */
  parts: { train: number; validation: number; test: number }
  tags: string[]
  benchmark: Pick<Benchmark, 'id' | 'name' | 'published'> | null
  rows: EvaluatedRow[]
  findings: Finding[]
}

/** Null where any of the values is not defined, or there are none. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const defined = values.filter((value) => value !== null)
  if (defined.length === 0 || defined.length < values.length) return null
  const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length
  const squares = defined.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return {
    mean,
    deviation: defined.length < 2 ? 0 : Math.sqrt(squares / (defined.length - 1)),
  }
}

/** The four figures by both rules, over the metrics of the seeds. */
export function figuresOf(
  metrics: readonly TaskMetrics[],
): Pick<EvaluatedRow, 'overDefined' | 'scikitLearn'> {
  const over = (pick: (one: TaskMetrics) => number | null) => spreadOf(metrics.map(pick))
  return {
    overDefined: {
      rocAuc: over(({ overDefined }) => overDefined.rocAuc),
      map: over(({ overDefined }) => overDefined.map),
      f1Micro: over(({ scikitLearn }) => scikitLearn.f1Micro),
      f1Macro: over(({ overDefined }) => overDefined.f1Macro),
    },
    scikitLearn: {
      rocAuc: over(({ scikitLearn }) => scikitLearn.rocAucMacro),
      map: over(({ scikitLearn }) => scikitLearn.averagePrecisionMacro),
      f1Micro: over(({ scikitLearn }) => scikitLearn.f1Micro),
      f1Macro: over(({ scikitLearn }) => scikitLearn.f1Macro),
    },
  }
}
