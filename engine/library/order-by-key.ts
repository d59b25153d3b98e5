/**
 * Ids by a whole number each, the smallest first, or the largest when descending; equals keep the order they came in.
 * A number below 0 is not known: such ids come last either way.
 */
export function orderByKey(
  ids: Int32Array,
  keyOf: (id: number) => number,
  descending = false,
): Int32Array {
  let highest = -1
  const keys = new Int32Array(ids.length)
  for (let n = 0; n < ids.length; n++) {
    keys[n] = keyOf(ids[n]!)
    if (keys[n]! > highest) highest = keys[n]!
  }
  const unknown = highest + 1
  for (let n = 0; n < keys.length; n++) {
    if (keys[n]! < 0) keys[n] = unknown
    else if (descending) keys[n] = highest - keys[n]!
  }
  const starts = new Uint32Array(unknown + 2)
  for (const key of keys) starts[key + 1]!++
  for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!
  const sorted = new Int32Array(ids.length)
  for (let n = 0; n < ids.length; n++) sorted[starts[keys[n]!]!++] = ids[n]!
  return sorted
}
