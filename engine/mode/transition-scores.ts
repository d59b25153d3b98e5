import { CLASS_BINS, TRANSITION_CLASSES, transitionsFrom } from './melody-transitions.ts'

/** An overlap below this says no more than this: a few bars may miss what a mode mostly does. */
const LEAST_OVERLAP = 0.01
const TWICE = 2 * TRANSITION_CLASSES

/** Square roots, scaled so that their squares sum to 1; all 0 stays so. */
export function unitRoots(counts: ArrayLike<number>): Float64Array {
  const roots = Float64Array.from(counts, Math.sqrt)
  const length = Math.hypot(...roots)
  return length > 0 ? roots.map((root) => root / length) : roots
}

/** [32][32] repeated to [64][64], so that every rotation of both pitches is a plain block of it. */
function repeated(square: Float64Array): Float64Array {
  const out = new Float64Array(TWICE * TWICE)
  for (let i = 0; i < TWICE; i++) {
    const row = (i % TRANSITION_CLASSES) * TRANSITION_CLASSES
    for (let j = 0; j < TWICE; j++) out[i * TWICE + j] = square[row + (j % TRANSITION_CLASSES)]!
  }
  return out
}

/** The Bhattacharyya coefficient of a template and what was heard ({@link repeated}), both pitches raised by `steps`. */
function overlap(heard: Float64Array, template: Float64Array, steps: number): number {
  let a = 0
  let b = 0
  for (let i = 0; i < TRANSITION_CLASSES; i++) {
    const from = (i + steps) * TWICE + steps
    const row = i * TRANSITION_CLASSES
    for (let j = 0; j < TRANSITION_CLASSES; j += 2) {
      a += heard[from + j]! * template[row + j]!
      b += heard[from + j + 1]! * template[row + j + 1]!
    }
  }
  return Math.max(LEAST_OVERLAP, a + b)
}

/**
 * Adds `weight` times the logarithm of the Bhattacharyya coefficient of a melody's transitions and those of each
 * template for each place of the tonic. A template whose transitions are not known (null) is given the best that the
 * others reach at that place, which is near what the true one reaches: so it neither gains nor loses. `melody` is
 * [160 from][160 to]; `templates` hold {@link unitRoots} of [32][32] from the tonic; `scores` are [templates][160].
 */
export function addTransitionScores(
  melody: Float64Array,
  templates: readonly (Float64Array | null)[],
  weight: number,
  scores: readonly Float64Array[],
): void {
  if (!melody.some((count) => count > 0)) return
  for (let bin = 0; bin < CLASS_BINS; bin++) {
    const heard = repeated(unitRoots(transitionsFrom(melody, bin)))
    for (let steps = 0; steps < TRANSITION_CLASSES; steps++) {
      const overlaps = templates.map((template) => template && overlap(heard, template, steps))
      const best = overlaps.reduce<number>((most, one) => Math.max(most, one ?? 0), LEAST_OVERLAP)
      for (const [m, one] of overlaps.entries())
        scores[m]![bin + steps * CLASS_BINS]! += weight * Math.log(one ?? best)
    }
  }
}
