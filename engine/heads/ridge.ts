import { EigenvalueDecomposition, Matrix } from 'ml-matrix'

/** Penalties that are tried, in the scale of a kernel whose diagonal is about 1. */
const PENALTIES = [1e-3, 1e-2, 1e-1, 1, 10, 100]

/** Ridge regression of targets on examples, and what it says of each example when it has not seen it. */
export interface Ridge {
  /** [rows]: a new example's score is the sum of these times its kernel with each row. */
  dual: Float64Array
  /** [rows]: the score of each row when it is left out. */
  leftOut: Float64Array
  /** The scores of two different rows when both are left out. */
  pairLeftOut(a: number, b: number): [number, number]
}

/**
 * Prepares regressions on one set of examples, given by their kernel [rows, rows]; it is decomposed once, which takes
 * about 0.3 s for 500 rows and grows with their cube. Each regression takes the penalty of the lowest leave-one-out
 * error, for which nothing has to be fitted again: with C the inverse of the penalised kernel, the rows I are missed by
 * (C_II)^-1 (C y)_I when they are left out (Rifkin and Lippert 2007).
 */
export function ridge(kernel: Matrix): (targets: readonly number[]) => Ridge {
  const { realEigenvalues, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(kernel, {
    assumeSymmetric: true,
  })
  const turn = vectors.transpose()
  const squared = Matrix.mul(vectors, vectors)
  const penalised = PENALTIES.map((penalty) => {
    const inverses = realEigenvalues.map((value) => 1 / (Math.max(0, value) + penalty))
    let inverse: Matrix | undefined
    return {
      solve: (turned: Matrix) => vectors.mmul(turned.clone().mulColumnVector(inverses)),
      diagonal: squared.mmul(Matrix.columnVector(inverses)).to1DArray(),
      inverse: () => {
        inverse ??= vectors.clone().mulRowVector(inverses).mmul(turn)
        return inverse
      },
    }
  })
  return (targets) => {
    const turned = turn.mmul(Matrix.columnVector(targets))
    const fits = penalised.map(({ solve, diagonal, inverse }) => {
      const dual = Float64Array.from(solve(turned).to1DArray())
      const missed = dual.map((value, i) => value / diagonal[i]!)
      const error = missed.reduce((sum, miss) => sum + miss * miss, 0)
      return { dual, missed, error, inverse }
    })
    const { dual, missed, inverse } = fits.reduce((a, b) => (b.error < a.error ? b : a))
    return {
      dual,
      leftOut: missed.map((miss, i) => targets[i]! - miss),
      pairLeftOut(a, b) {
        const c = inverse()
        const [aa, ab, bb] = [c.get(a, a), c.get(a, b), c.get(b, b)]
        const determinant = aa * bb - ab * ab
        return [
          targets[a]! - (bb * dual[a]! - ab * dual[b]!) / determinant,
          targets[b]! - (aa * dual[b]! - ab * dual[a]!) / determinant,
        ]
      },
    }
  }
}
