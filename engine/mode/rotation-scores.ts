import { BINS } from './pitch-class-distribution.ts'

/** Below this an overlap is as good as none; keeps its logarithm finite. */
const LEAST_OVERLAP = 1e-12

/** Square roots, twice over, so that every rotation is a plain run of `BINS` values. */
export function rootsTwice(distribution: Float32Array): Float64Array {
  const roots = new Float64Array(2 * BINS)
  for (let k = 0; k < BINS; k++) {
    roots[k] = Math.sqrt(distribution[k]!)
    roots[k + BINS] = roots[k]!
  }
  return roots
}

export function roots(distribution: Float32Array): Float64Array {
  return Float64Array.from(distribution, Math.sqrt)
}

/**
 * Adds `weight` times the logarithm of the Bhattacharyya coefficient of a template and a distribution for each place
 * of the tonic: out[s] += weight * ln(sum over x of sqrt(p[x + s] * t[x])). `twice` is of the distribution
 * ({@link rootsTwice}), `template` holds square roots ({@link roots}).
 */
export function addRotationScores(
  twice: Float64Array,
  template: Float64Array,
  weight: number,
  out: Float64Array,
): void {
  for (let s = 0; s < BINS; s++) {
    let a = 0
    let b = 0
    for (let x = 0; x < BINS; x += 2) {
      a += twice[s + x]! * template[x]!
      b += twice[s + x + 1]! * template[x + 1]!
    }
    out[s]! += weight * Math.log(Math.max(LEAST_OVERLAP, a + b))
  }
}
