import type { HeadTensor } from './head.ts'

/** What a learner gives: the tensors of a head, and what it says of examples that it was not learned from. */
export interface Learned {
  tensors: Record<string, HeadTensor>
  /** Rows of the examples. */
  heldOut: readonly number[]
  /** [heldOut, tags]: uncalibrated. */
  logits: Float32Array
  /** [tags]: measured by the learner itself in a better way than from the logits; else absent. */
  rocAucs?: (number | null)[]
}

/** How a training is told about, and stopped. */
export interface Told {
  signal?: AbortSignal
  /** After each epoch, counted from 1: mean loss, and the ROC-AUC over the tags on validation, null without it. */
  onEpoch?(epoch: EpochReport): void
}

export interface EpochReport {
  epoch: number
  loss: number
  validationRocAuc: number | null
}
