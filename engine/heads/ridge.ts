import {
  factorise,
  inverseOf,
  productsOfRows,
  rowOf,
  substitute,
  type Table,
  transposed,
} from './dense.ts'
import { type Fit, leavingOut } from './left-out.ts'

/** Penalties that are tried, in the scale of vectors whose squares are about 1. Of equals the smaller is taken. */
const PENALTIES = [100, 10, 1, 1e-1, 1e-2, 1e-3]

/** Ridge regression of targets on examples, and what it says of examples that it has not seen. */
export interface Ridge {
  /** [rows]: a new example's score is the sum of these times its product with each row. */
  dual: Float64Array
  /** [rows]: the score of each row when its family is left out. */
  leftOut: Float64Array
  /**
   * How often a row of target 1 scores above one of -1 when the families of both are left out; null where that never
   * leaves both kinds to learn from. Leaving out one at a time would move the bias against it, and make targets of which
   * nothing can be learned look worse than chance.
   */
  rocAuc: number | null
}

/**
 * Regresses targets [tags, rows], 1 or -1, on vectors [rows, values]. `families` hold each row once. Each tag takes the
 * penalty of the lowest error of rows whose families are left out. All share the inverses, whose cost grows with the cube
 * of the rows or of the values, whichever are fewer: of 500 rows about 0.05 s each.
 */
export function ridge(
  vectors: Table,
  families: readonly (readonly number[])[],
  targets: Table,
): Ridge[] {
  const inverses = penalisedInverses(vectors)
  const without = leavingOut(families, targets)
  const best: { fit: Fit; rocAuc: number | null }[] = []
  for (const penalty of PENALTIES) {
    const { fits, rocAucs } = without(inverses(penalty))
    const better = [...fits.keys()].filter(
      (tag) => fits[tag]!.error <= (best[tag]?.fit.error ?? Number.POSITIVE_INFINITY),
    )
    for (const [i, rocAuc] of rocAucs(better).entries())
      best[better[i]!] = { fit: fits[better[i]!]!, rocAuc }
  }
  return best.map(({ fit: { dual, missed }, rocAuc }, tag) => {
    const own = rowOf(targets, tag)
    return { dual, leftOut: missed.map((miss, i) => own[i]! - miss), rocAuc }
  })
}

/** By penalty, the inverse of the products of all rows, with the penalty on the diagonal. */
function penalisedInverses(vectors: Table): (penalty: number) => Table {
  return vectors.rows <= vectors.columns ? byProductsOfRows(vectors) : byProductsOfValues(vectors)
}

export function byProductsOfRows(vectors: Table): (penalty: number) => Table {
  const products = productsOfRows(vectors)
  return (penalty) => inverseOf(penalised(products, penalty))
}

/** With fewer values than rows: (X X' + p)^-1 = (1 - X (X' X + p)^-1 X') / p (Woodbury). */
export function byProductsOfValues(vectors: Table): (penalty: number) => Table {
  const products = productsOfRows(transposed(vectors))
  const { rows, columns } = vectors
  return (penalty) => {
    const { data: lower } = penalised(products, penalty)
    factorise(lower, columns)
    const turned = { ...vectors, data: vectors.data.slice() }
    const triangle = { data: lower, size: columns, width: columns }
    for (let row = 0; row < rows; row += 2) {
      const pair = [row * columns, Math.min(row + 1, rows - 1) * columns] as const
      substitute(triangle, turned.data, pair, 0)
    }
    const inverse = productsOfRows(turned)
    for (let i = 0; i < inverse.data.length; i++)
      inverse.data[i] = (Number(i % (rows + 1) === 0) - inverse.data[i]!) / penalty
    return inverse
  }
}

function penalised({ rows, columns, data }: Table, penalty: number): Table {
  const other = { rows, columns, data: data.slice() }
  for (let i = 0; i < rows; i++) other.data[i * rows + i]! += penalty
  return other
}
