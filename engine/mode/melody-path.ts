import { PITCHES, type Salience } from './pitch-salience.ts'

/** Cost of each step of 10 cents, and of a jump of any width; the best pitch of a loud frame is worth 1. */
const MOVE_COST = 0.006
const JUMP_COST = 1
/** Even a silent frame has a little say in the path. */
const LEAST_SAY = 0.2

/** Index of the largest value. */
function best(values: Float64Array): number {
  let at = 0
  for (let n = 1; n < values.length; n++) if (values[n]! > values[at]!) at = n
  return at
}

/**
 * The path of greatest salience, as a bin per frame: Viterbi's algorithm with a cost linear in movement up to that of a jump. The best
 * predecessors of all bins come from two passes (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions",
 * 2012). Frames as loud as `loud` (RMS) and louder count fully, softer ones less.
 */
export function melodyPath(
  { frames, salience, strongest, loudness }: Salience,
  loud: number,
): Int16Array {
  const path = new Int16Array(frames)
  if (frames === 0) return path
  const from = new Int16Array(frames * PITCHES)
  const score = new Float64Array(PITCHES)
  const came = new Int16Array(PITCHES)
  for (let frame = 0; frame < frames; frame++) {
    const top = best(score)
    const jump = score[top]! - JUMP_COST
    let reach = Number.NEGATIVE_INFINITY
    let origin = 0
    for (let p = 0; p < PITCHES; p++) {
      reach -= MOVE_COST
      if (score[p]! >= reach) {
        reach = score[p]!
        origin = p
      }
      score[p] = reach
      came[p] = origin
    }
    const say = loud > 0 ? Math.min(1, loudness[frame]! / loud + LEAST_SAY) : LEAST_SAY
    const scale = strongest[frame]! > 0 ? say / strongest[frame]! : 0
    const row = frame * PITCHES
    for (let p = PITCHES - 1; p >= 0; p--) {
      reach -= MOVE_COST
      if (score[p]! >= reach) {
        reach = score[p]!
        origin = came[p]!
      }
      const jumps = jump > reach
      from[row + p] = jumps ? top : origin
      score[p] = (jumps ? jump : reach) + scale * salience[row + p]!
    }
  }
  let at = best(score)
  for (let frame = frames - 1; frame >= 0; frame--) {
    path[frame] = at
    at = from[frame * PITCHES + at]!
  }
  return path
}
