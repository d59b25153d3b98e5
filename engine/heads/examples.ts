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
  /**
   * [count]: names of what each belongs to (artist, album, work). Those that share any do not vouch for each other where
   * examples are left out in turn. Absent: each stands for itself.
   */
  groups?: readonly (readonly string[])[]
}

/** The rows of the examples that are in one of the parts. */
export function rowsOf(examples: Examples, ...parts: readonly Split[]): number[] {
  return examples.split.flatMap((part, row) => (parts.includes(part) ? [row] : []))
}

/** The labels [rows, tags] of some rows. */
export function labelsOf(examples: Examples, rows: readonly number[]): Int8Array {
  const tags = examples.labels.length / examples.count
  const labels = new Int8Array(rows.length * tags)
  for (const [i, row] of rows.entries())
    labels.set(examples.labels.subarray(row * tags, (row + 1) * tags), i * tags)
  return labels
}
