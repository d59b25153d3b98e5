import { topK } from './exact.ts'

export interface Ranked {
  slot: number
  /** Slots of any kind, allowed or not, whose score is higher. */
  closer: number
}

/** From so many answers on, sorting all scores is faster than keeping the best while looking at each. */
const SORT_FROM = 2000

/**
 * The `k` best of the first `count` scores, best first, and the rank of each among all of them. A slot of score
 * -Infinity is nobody's neighbour and not counted. `allowed` (bytes by slot) leaves slots out of the answer, not out
 * of the count.
 */
export function rankSlots(
  scores: Float32Array,
  count: number,
  k: number,
  allowed?: Uint8Array,
): Ranked[] {
  const wanted = Math.min(k, count)
  const best = (
    wanted < SORT_FROM ? topK(scores, count, wanted, allowed) : sorted(scores, count, allowed)
  )
    .subarray(0, wanted)
    .filter((slot) => scores[slot] !== Number.NEGATIVE_INFINITY)
  const last = best.at(-1)
  if (last === undefined) return []
  const levels = Float32Array.from(best, (slot) => scores[slot]!)
  const lowest = scores[last]!
  /** By place in the answer: scores that are higher than this one and than no better one. */
  const above = new Uint32Array(best.length)
  for (let slot = 0; slot < count; slot++)
    if (scores[slot]! > lowest) above[firstBelow(levels, scores[slot]!)]!++
  let closer = 0
  return Array.from(best, (slot, n) => {
    closer += above[n]!
    return { slot, closer }
  })
}

function sorted(scores: Float32Array, count: number, allowed: Uint8Array | undefined): Uint32Array {
  const slots = new Uint32Array(count).map((_, slot) => slot)
  const open = allowed ? slots.filter((slot) => allowed[slot] === 1) : slots
  return open.sort((a, b) => scores[b]! - scores[a]! || a - b)
}

/** Place of the first of the descending values that is lower than `value`. */
function firstBelow(descending: Float32Array, value: number): number {
  let low = 0
  let high = descending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (descending[middle]! < value) high = middle
    else low = middle + 1
  }
  return low
}
