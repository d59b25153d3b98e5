import { Matrix, solve } from 'ml-matrix'
import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { type Table, table } from './dense.ts'
import { byProductsOfRows, byProductsOfValues, ridge } from './ridge.ts'

const random = seededRandom(2)
const count = 12
const everyRow = [...Array(count).keys()]
const alone = everyRow.map((row) => [row])
const albums = [[0, 1, 2, 3], [4, 5, 6], [7, 8], [9], [10], [11]]
const columns = [3, 4].map((step) => everyRow.map((row) => (row % step === 0 ? 1 : -1)))
const targetsOf = (...some: number[][]) => ({
  ...{ rows: some.length, columns: count },
  data: Float64Array.from(some.flat()),
})

function made(rows: number, values: number): Table {
  const vectors = table(rows, values)
  vectors.data.forEach((_, i) => {
    vectors.data[i] = random.between(-1, 1)
  })
  return vectors
}

const wide = made(count, 20)
const narrow = made(count, 5)

const kernelOf = ({ rows, columns, data }: Table) => {
  const vectors = Matrix.from1DArray(rows, columns, data)
  return vectors.mmul(vectors.transpose())
}

/** The score of `row` by a fit that has never seen the rows `out`, by solving its equations. */
function fittedWithout(vectors: Table, targets: number[], penalty: number, out: number[]) {
  const kernel = kernelOf(vectors)
  const rest = everyRow.filter((one) => !out.includes(one))
  const penalised = kernel.selection(rest, rest).add(Matrix.eye(rest.length).mul(penalty))
  const dual = solve(penalised, Matrix.columnVector(rest.map((one) => targets[one]!)))
  return (row: number) => kernel.selection([row], rest).mmul(dual).get(0, 0)
}

/** The penalty of a fit: that by which the dual solves its equations. */
function penaltyOf(vectors: Table, targets: number[], dual: Float64Array): number {
  const product = kernelOf(vectors)
    .mmul(Matrix.columnVector([...dual]))
    .get(0, 0)
  return (targets[0]! - product) / dual[0]!
}

test.each([
  ['with more values than rows', wide, alone],
  ['with fewer values than rows', narrow, alone],
  ['by families, with more values than rows', wide, albums],
  ['by families, with fewer values than rows', narrow, albums],
])(
  'what is said of rows that are left out is what a fit without them says, %s',
  (_, vectors, families) => {
    const fits = ridge(vectors, families, targetsOf(...columns))
    for (const [column, { dual, leftOut, rocAuc }] of fits.entries()) {
      const targets = columns[column]!
      const penalty = penaltyOf(vectors, targets, dual)
      let above = 0
      let pairs = 0
      for (const family of families) {
        const score = fittedWithout(vectors, targets, penalty, family)
        for (const row of family) expect(leftOut[row]).toBeCloseTo(score(row), 8)
        for (const other of families) {
          const both = [...new Set([...family, ...other])]
          const kept = new Set(
            everyRow.filter((row) => !both.includes(row)).map((row) => targets[row]),
          )
          if (kept.size < 2) continue
          const scores = fittedWithout(vectors, targets, penalty, both)
          for (const a of family)
            for (const b of other) {
              if (targets[a]! <= targets[b]!) continue
              pairs++
              above += Number(scores(a) > scores(b))
            }
        }
      }
      expect(rocAuc).toBeCloseTo(above / pairs, 10)
    }
  },
)

test('of all penalties that is taken with which families that are left out are missed least', () => {
  const [targets = []] = columns
  const [fit] = ridge(wide, albums, targetsOf(targets))
  const errorWith = (penalty: number) =>
    albums
      .flatMap((family) => {
        const score = fittedWithout(wide, targets, penalty, family)
        return family.map((row) => (targets[row]! - score(row)) ** 2)
      })
      .reduce((sum, square) => sum + square, 0)
  const own = errorWith(penaltyOf(wide, targets, fit!.dual))
  for (const penalty of [1e-3, 1e-2, 0.1, 1, 10, 100])
    expect(own).toBeLessThanOrEqual(errorWith(penalty) + 1e-9)
})

test('where leaving out leaves one kind only, nothing is told', () => {
  const targets = targetsOf(everyRow.map((row) => (row < 4 ? 1 : -1)))
  expect(ridge(wide, albums, targets)[0]!.rocAuc).toBeNull()
  expect(ridge(wide, alone, targets)[0]!.rocAuc).not.toBeNull()
})

test('the inverse is the same by the products of the rows and of the values', () => {
  for (const vectors of [wide, narrow])
    for (const penalty of [1e-3, 1, 100]) {
      const byRows = byProductsOfRows(vectors)(penalty).data
      const byValues = byProductsOfValues(vectors)(penalty).data
      for (const [i, value] of byRows.entries())
        expect(byValues[i]! * penalty).toBeCloseTo(value * penalty, 9)
    }
})
