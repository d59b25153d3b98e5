/** The largest float16. */
const LARGEST = 65_504

/**
 * Values rounded to float16. Throws a RangeError when that loses what they say: one is beyond ±65504, or all of them
 * become 0 and were not.
 */
export function toFloat16(values: Float32Array): Float16Array {
  const halves = new Float16Array(values)
  if (!values.every((value) => Math.abs(value) <= LARGEST))
    throw new RangeError('A value is too large for float16')
  if (values.some((value) => value !== 0) && !halves.some((half) => half !== 0))
    throw new RangeError('Every value is too small for float16')
  return halves
}
