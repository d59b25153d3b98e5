import { HOP_SECONDS } from './melody-tracker.ts'

/** A note is held when its pitch stays within so many cents for so many frames: 0.2 s. */
const STEADY = { within: 40, frames: Math.round(0.2 / HOP_SECONDS) }
/** Or, sung or bowed with vibrato, when the mean over a period of that (0.18 s) does. */
const VIBRATO_REACH = 4
const SHAKEN = { within: 20, frames: Math.round(0.16 / HOP_SECONDS) }

/** The mean of a frame and its neighbours; NaN where one of them is missing. */
function smoothed(cents: Float32Array, reach: number): Float32Array {
  return cents.map((_, frame) => {
    let sum = 0
    for (let near = frame - reach; near <= frame + reach; near++) sum += cents[near] ?? Number.NaN
    return sum / (2 * reach + 1)
  })
}

function markSteady(
  cents: Float32Array,
  { within, frames }: { within: number; frames: number },
  held: Uint8Array,
): void {
  for (let from = 0; from < cents.length; ) {
    let low = cents[from]!
    let high = low
    let to = from
    for (; to < cents.length; to++) {
      low = Math.min(low, cents[to]!)
      high = Math.max(high, cents[to]!)
      if (!(high - low <= within)) break
    }
    if (to - from >= frames) held.fill(1, from, to)
    from = Math.max(from + 1, to)
  }
}

/** 1 for each frame that lies in a held note, with or without vibrato; 0 in glides and where `cents` is NaN. */
export function heldFrames(cents: Float32Array): Uint8Array {
  const held = new Uint8Array(cents.length)
  markSteady(cents, STEADY, held)
  markSteady(smoothed(cents, VIBRATO_REACH), SHAKEN, held)
  return held
}
