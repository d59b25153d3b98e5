import { Matrix, solve } from 'ml-matrix'
import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { ridge } from './ridge.ts'

const random = seededRandom(2)
const count = 9
const vectors = Matrix.from1DArray(
  count,
  20,
  Array.from({ length: count * 20 }, () => random.between(-1, 1)),
)
const kernel = vectors.mmul(vectors.transpose()).div(7).add(1)
const targets = Array.from({ length: count }, (_, row) => (row % 3 === 0 ? 1 : -1))

/** The penalty of a fit: that by which the dual solves its equations. */
function penaltyOf(dual: Float64Array): number {
  const product = kernel.mmul(Matrix.columnVector(dual)).get(0, 0)
  return (targets[0]! - product) / dual[0]!
}

/** The score of `row` by a fit that has never seen the rows `out`. */
function fittedWithout(out: number[], row: number, penalty: number): number {
  const rest = [...Array(count).keys()].filter((one) => !out.includes(one))
  const penalised = kernel.selection(rest, rest).add(Matrix.eye(rest.length).mul(penalty))
  const dual = solve(penalised, Matrix.columnVector(rest.map((one) => targets[one]!)))
  return kernel.selection([row], rest).mmul(dual).get(0, 0)
}

test('what is said of rows that are left out is what a fit without them says', () => {
  const { dual, leftOut, pairLeftOut } = ridge(kernel)(targets)
  const penalty = penaltyOf(dual)
  for (let row = 0; row < count; row++) {
    expect(leftOut[row]).toBeCloseTo(fittedWithout([row], row, penalty), 8)
    const other = (row + 4) % count
    const [a, b] = pairLeftOut(row, other)
    expect(a).toBeCloseTo(fittedWithout([row, other], row, penalty), 8)
    expect(b).toBeCloseTo(fittedWithout([row, other], other, penalty), 8)
  }
})
