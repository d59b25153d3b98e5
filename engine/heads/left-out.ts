import { dot, factorise, solveByFactor, type Table } from './dense.ts'

/** A regression with one penalty. */
export interface Fit {
  /** [rows]: the inverse times the targets. */
  dual: Float64Array
  /** [rows]: by how much the target is missed when the row's family is left out. */
  missed: Float64Array
  /** The sum of the squares of what is missed. */
  error: number
}

/** With one penalty. */
export interface LeftOut {
  /** One a column. */
  fits: Fit[]
  /** Of some columns: as `Ridge` has it. */
  rocAucs(columns: readonly number[]): (number | null)[]
}

/** How many rows of each family, and of all, have a target; of each column. */
interface Kinds {
  positives: Int32Array
  negatives: Int32Array
  allPositives: number
  allNegatives: number
}

/** Of one column: how often a positive is above a negative, among how many pairs. */
interface Tally {
  above: number
  pairs: number
}

/**
 * Leaves families, which hold each row once, out of regressions of columns of targets, 1 or -1, for which nothing has to
 * be fitted again: with C the inverse of the penalised products of the rows, the rows I are missed by (C_II)^-1 (C y)_I
 * when they are left out (Rifkin and Lippert 2007). Two families are left out one after the other, by the block inverse.
 */
export function leavingOut(
  unordered: readonly (readonly number[])[],
  columns: readonly Float64Array[],
): (inverse: Table) => LeftOut {
  // The largest first: of a pair, it is the second that has to be factorised.
  const families = unordered.toSorted((a, b) => b.length - a.length)
  const [largest = 0, next = 0] = families.map(({ length }) => length)
  const kinds = columns.map((targets) => kindsOf(targets, families))
  /** By family, the columns of which it holds a positive. */
  const positiveIn = families.map((_, n) =>
    [...columns.keys()].filter((column) => kinds[column]!.positives[n]! > 0),
  )
  /** Of a pair: what each row of the second takes from the first, and the factor of what is left of the second. */
  const shares = new Float64Array(largest * next)
  const rest = new Float64Array(next * next)
  const missedNext = new Float64Array(next)

  /** Whether rows of different kinds can be taken from the two, which may be one, with both kinds left to learn from. */
  function isTold(column: number, first: number, second: number): boolean {
    const { positives, negatives, allPositives, allNegatives } = kinds[column]!
    const p1 = positives[first]!
    const n1 = negatives[first]!
    const p2 = positives[second]!
    const n2 = negatives[second]!
    if ((p1 === 0 || n2 === 0) && (p2 === 0 || n1 === 0)) return false
    return first === second
      ? p1 < allPositives && n1 < allNegatives
      : p1 + p2 < allPositives && n1 + n2 < allNegatives
  }

  return ({ rows, data }) => {
    const factors = families.map((family) => {
      const block = new Float64Array(family.length ** 2)
      for (const [i, row] of family.entries())
        for (const [j, other] of family.entries())
          block[i * family.length + j] = data[row * rows + other]!
      factorise(block, family.length)
      return block
    })

    function fit(targets: Float64Array): Fit {
      const dual = new Float64Array(rows)
      for (let row = 0; row < rows; row++) dual[row] = dot(data, row * rows, targets, 0, rows)
      const missed = new Float64Array(rows)
      const part = new Float64Array(largest)
      for (const [n, family] of families.entries()) {
        for (let i = 0; i < family.length; i++) part[i] = dual[family[i]!]!
        solveByFactor(factors[n]!, family.length, part, 0)
        for (let i = 0; i < family.length; i++) missed[family[i]!] = part[i]!
      }
      const error = missed.reduce((sum, miss) => sum + miss * miss, 0)
      return { dual, missed, error }
    }

    const fits = columns.map(fit)

    function preparePair(first: number, second: number): void {
      const a = families[first]!
      const b = families[second]!
      for (let i = 0; i < b.length; i++) {
        const at = i * a.length
        const from = b[i]! * rows
        for (let k = 0; k < a.length; k++) shares[at + k] = data[from + a[k]!]!
        solveByFactor(factors[first]!, a.length, shares, at)
        for (let j = 0; j <= i; j++) {
          let left = data[from + b[j]!]!
          for (let k = 0; k < a.length; k++) left -= shares[at + k]! * data[b[j]! * rows + a[k]!]!
          rest[i * b.length + j] = left
        }
      }
      factorise(rest, b.length)
    }

    /** What a column says of the pairs of a row of either family when both are left out. */
    function countBetween(column: number, first: number, second: number, tally: Tally): void {
      const { dual, missed } = fits[column]!
      const targets = columns[column]!
      const a = families[first]!
      const b = families[second]!
      for (let j = 0; j < b.length; j++) {
        let left = dual[b[j]!]!
        for (let k = 0; k < a.length; k++) left -= data[b[j]! * rows + a[k]!]! * missed[a[k]!]!
        missedNext[j] = left
      }
      solveByFactor(rest, b.length, missedNext, 0)
      for (let k = 0; k < a.length; k++) {
        let miss = missed[a[k]!]!
        for (let j = 0; j < b.length; j++) miss -= shares[j * a.length + k]! * missedNext[j]!
        const target = targets[a[k]!]!
        for (let j = 0; j < b.length; j++) {
          const other = targets[b[j]!]!
          if (other !== target) count(tally, target * (target - miss - (other - missedNext[j]!)))
        }
      }
    }

    function countWithin(column: number, family: readonly number[], tally: Tally): void {
      const { missed } = fits[column]!
      const targets = columns[column]!
      for (const i of family)
        for (const j of family)
          if (targets[i]! > targets[j]!)
            count(tally, targets[i]! - missed[i]! - (targets[j]! - missed[j]!))
    }

    function rocAucs(some: readonly number[]): (number | null)[] {
      const tallies = new Map(some.map((column) => [column, { above: 0, pairs: 0 }]))
      const asked = positiveIn.map((those) => those.filter((column) => tallies.has(column)))
      for (const [first, family] of families.entries()) {
        for (const column of asked[first]!)
          if (isTold(column, first, first)) countWithin(column, family, tallies.get(column)!)
        for (let second = first + 1; second < families.length; second++) {
          let prepared = false
          const countHere = (column: number) => {
            if (!isTold(column, first, second)) return
            if (!prepared) preparePair(first, second)
            prepared = true
            countBetween(column, first, second, tallies.get(column)!)
          }
          for (const column of asked[first]!) countHere(column)
          for (const column of asked[second]!)
            if (kinds[column]!.positives[first] === 0) countHere(column)
        }
      }
      return some.map((column) => {
        const { above, pairs } = tallies.get(column)!
        return pairs === 0 ? null : above / pairs
      })
    }

    return { fits, rocAucs }
  }
}

/** A pair counts by how far the positive is above the negative. */
function count(tally: Tally, difference: number): void {
  tally.pairs++
  if (difference > 0) tally.above++
  else if (difference === 0) tally.above += 0.5
}

function kindsOf(targets: Float64Array, families: readonly (readonly number[])[]): Kinds {
  const positives = Int32Array.from(
    families,
    (family) => family.filter((row) => targets[row]! > 0).length,
  )
  const negatives = positives.map((some, n) => families[n]!.length - some)
  const sum = (counts: Int32Array) => counts.reduce((total, some) => total + some, 0)
  return { positives, negatives, allPositives: sum(positives), allNegatives: sum(negatives) }
}
