/** Which part an example belongs to: learned from, watched while learning and calibrated on, or kept for the judgement. */
export type Split = 'train' | 'validation' | 'test'

/** Tracks with labels. */
export interface Examples {
  /** [count, layers, hiddenSize], row-major: the mean of each hidden state of the encoder over the track. */
  means: Float32Array
  count: number
  layers: number
  hiddenSize: number
  /** [count, tags]: 1 has the tag, 0 has it not, -1 nobody knows, which teaches nothing. */
  labels: Int8Array
  /** [count]. */
  split: readonly Split[]
}
