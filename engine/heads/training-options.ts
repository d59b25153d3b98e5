import type { Aggregation } from './head.ts'
import type { Patience } from './patience.ts'

export interface TrainingOptions {
  aggregation: Aggregation
  /** Size of the hidden layer, or null for a linear head. */
  hidden: number | null
  /** `closed-form` is ridge regression on the mean of the layers, linear always: for few examples, up to about 1,000. */
  learner: 'gradient' | 'closed-form'
  seed: number
  // The rest is of the gradient learner.
  epochs: number
  /** Examples in a step. */
  batch: number
  learningRate: number
  /** L2 penalty on the weights, not on what is added. */
  weightDecay: number
  /** Share of the hidden units that a step does without. */
  dropout: number
  /** Whether what is rare counts as much as what is common. */
  classWeighting: boolean
  patience: Patience
}

/** How the MARBLE benchmark probes MERT, and CultureMERT's model card after it; its five seeds are the caller's. */
export const marbleOptions = {
  aggregation: 'conv',
  hidden: 512,
  learner: 'gradient',
  seed: 1234,
  epochs: 100,
  batch: 64,
  learningRate: 1e-3,
  weightDecay: 0,
  dropout: 0.2,
  classWeighting: false,
  patience: { plateau: 3, stop: 10 },
} as const satisfies TrainingOptions

/** For few examples: at once, and sure to end the same. */
export const fewExamplesOptions = {
  ...marbleOptions,
  aggregation: 'weighted-sum',
  hidden: null,
  learner: 'closed-form',
} as const satisfies TrainingOptions
