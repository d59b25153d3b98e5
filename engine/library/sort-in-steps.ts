import { setImmediate } from 'node:timers/promises'

/** Numbers that are written before other work may come between. */
const STEP = 4096
/** Milliseconds of work before other work is let through. */
const SLICE_MS = 8

export type Compare = (a: number, b: number) => number

/** Something long in small steps, with a result at the end. */
export type Steps<Result> = Generator<undefined, Result>

/**
 * The numbers in order, equals as they came; the given array may be overwritten. Merges upwards from runs of one, and
 * what is in order already costs one comparison, so that a nearly right order is made right quickly.
 */
export function* sortInSteps(items: Int32Array, compare: Compare): Steps<Int32Array> {
  let from: Int32Array = items
  let to: Int32Array = new Int32Array(items.length)
  let written = 0
  for (let width = 1; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      const middle = Math.min(start + width, items.length)
      const end = Math.min(start + 2 * width, items.length)
      if (middle === end || compare(from[middle - 1]!, from[middle]!) <= 0) {
        to.set(from.subarray(start, end), start)
        written += 2
      } else {
        for (let left = start, right = middle, at = start; at < end; at++) {
          const takeLeft =
            right === end || (left < middle && compare(from[left]!, from[right]!) <= 0)
          to[at] = takeLeft ? from[left++]! : from[right++]!
          if (++written > STEP) {
            written = 0
            yield
          }
        }
      }
      if (written > STEP) {
        written = 0
        yield
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** An order with further items put where they belong, by comparing each with few of those that are there. */
export function withInserted(order: Int32Array, added: Int32Array, compare: Compare): Int32Array {
  const sorted = finish(sortInSteps(added.slice(), compare))
  const joined = new Int32Array(order.length + sorted.length)
  let from = 0
  for (const [n, item] of sorted.entries()) {
    const place = placeOf(order, item, from, compare)
    joined.set(order.subarray(from, place), from + n)
    joined[place + n] = item
    from = place
  }
  joined.set(order.subarray(from), from + sorted.length)
  return joined
}

function placeOf(order: Int32Array, item: number, from: number, compare: Compare): number {
  let low = from
  let high = order.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(order[middle]!, item) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Does all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** Does the steps a few milliseconds at a time, and lets other work through in between. */
export async function finishInSlices<Result>(steps: Steps<Result>): Promise<Result> {
  for (;;) {
    for (const until = performance.now() + SLICE_MS; performance.now() < until; ) {
      const { done, value } = steps.next()
      if (done) return value
    }
    await setImmediate()
  }
}
