/**
 * Cosines of a unit query [dimension] with `count` unit vectors [count, dimension], written to `out`.
 * Four running sums: a processor then need not wait for one addition before it starts the next.
 */
export function cosines(
  vectors: Float16Array,
  query: Float32Array,
  count: number,
  out: Float32Array,
): void {
  const dimension = query.length
  const whole = dimension - (dimension % 4)
  for (let n = 0, row = 0; n < count; n++, row += dimension) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let i = 0; i < whole; i += 4) {
      a += vectors[row + i]! * query[i]!
      b += vectors[row + i + 1]! * query[i + 1]!
      c += vectors[row + i + 2]! * query[i + 2]!
      d += vectors[row + i + 3]! * query[i + 3]!
    }
    for (let i = whole; i < dimension; i++) a += vectors[row + i]! * query[i]!
    out[n] = a + b + (c + d)
  }
}

/**
 * Slots of the `k` highest scores among the first `count`, best first; equal scores in slot order.
 * A slot whose `allowed` byte is 0 is passed over.
 */
export function topK(
  scores: Float32Array,
  count: number,
  k: number,
  allowed?: Uint8Array,
): Uint32Array {
  const slots = new Uint32Array(k)
  const best = new Float64Array(k)
  let held = 0
  for (let slot = 0; slot < count; slot++) {
    const score = scores[slot]!
    if (held === k && (k === 0 || score <= best[k - 1]!)) continue
    if (allowed !== undefined && allowed[slot] === 0) continue
    let place = held < k ? held++ : k - 1
    while (place > 0 && best[place - 1]! < score) {
      best[place] = best[place - 1]!
      slots[place] = slots[place - 1]!
      place--
    }
    best[place] = score
    slots[place] = slot
  }
  return slots.subarray(0, held)
}
