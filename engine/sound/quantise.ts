/** The smallest step that float32 holds exactly enough; a row below it is as good as zeros. */
const SMALLEST_STEP = 2 ** -126

/**
 * What one step of a quantised value stands for, for each row of `values` ([rows, columns] row-major): the row's
 * largest absolute value becomes `largest`. A row of zeros has step 1.
 */
export function rowSteps(values: Float32Array, rows: number, largest: number): Float32Array {
  const columns = values.length / rows
  return Float32Array.from({ length: rows }, (_, row) => {
    let peak = 0
    for (let i = row * columns; i < (row + 1) * columns; i++)
      peak = Math.max(peak, Math.abs(values[i]!))
    return peak / largest < SMALLEST_STEP ? 1 : peak / largest
  })
}

/** [rows, columns] as int8 [columns, rows]: how many of its row's steps each value is, rounded. */
export function quantisedTransposed(values: Float32Array, steps: Float32Array): Int8Array {
  const rows = steps.length
  const columns = values.length / rows
  const result = new Int8Array(values.length)
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      result[c * rows + r] = Math.round(values[r * columns + c]! / steps[r]!)
  return result
}
