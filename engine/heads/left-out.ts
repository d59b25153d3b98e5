import { factorise, products, rowOf, solveByFactor, type Table } from './dense.ts'

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
  /** One a tag. */
  fits: Fit[]
  /** Of some tags: as `Ridge` has it. */
  rocAucs(tags: readonly number[]): (number | null)[]
}

/** Of one tag: how many rows of each family, and of all, have a target. */
interface Kinds {
  positives: Int32Array
  negatives: Int32Array
  allPositives: number
  allNegatives: number
}

/** Of one tag: how often a positive is above a negative, among how many pairs. */
interface Tally {
  above: number
  pairs: number
}

/**
 * Leaves families, which hold each row once, out of regressions of targets [tags, rows], 1 or -1, for which nothing has
 * to be fitted again: with C the inverse of the penalised products of the rows, the rows I are missed by (C_II)^-1 (C y)_I
 * when they are left out (Rifkin and Lippert 2007). Two families are left out one after the other, by the block inverse.
 */
export function leavingOut(
  unordered: readonly (readonly number[])[],
  targets: Table,
): (inverse: Table) => LeftOut {
  // The largest first: of a pair, it is the second that has to be factorised.
  const families = unordered.toSorted((a, b) => b.length - a.length)
  const [largest = 0, next = 0] = families.map(({ length }) => length)
  const tags = Array.from({ length: targets.rows }, (_, tag) => tag)
  const kinds = tags.map((tag) => kindsOf(rowOf(targets, tag), families))
  /** By family, the tags of which it holds a positive. */
  const positiveIn = families.map((_, n) => tags.filter((tag) => kinds[tag]!.positives[n]! > 0))
  /** Of a pair: what each row of the second takes from the first, and the factor of what is left of the second. */
  const shares = new Float64Array(largest * next)
  const rest = new Float64Array(next * next)
  const missedNext = new Float64Array(next)

  /** Whether rows of different kinds can be taken from the two, which may be one, with both kinds left to learn from. */
  function isTold(tag: number, first: number, second: number): boolean {
    const { positives, negatives, allPositives, allNegatives } = kinds[tag]!
    const p1 = positives[first]!
    const n1 = negatives[first]!
    const p2 = positives[second]!
    const n2 = negatives[second]!
    if ((p1 === 0 || n2 === 0) && (p2 === 0 || n1 === 0)) return false
    return first === second
      ? p1 < allPositives && n1 < allNegatives
      : p1 + p2 < allPositives && n1 + n2 < allNegatives
  }

  return (inverse) => {
    const { rows, data } = inverse
    const factors = families.map((family) => {
      const block = new Float64Array(family.length ** 2)
      for (const [i, row] of family.entries())
        for (const [j, other] of family.entries())
          block[i * family.length + j] = data[row * rows + other]!
      factorise(block, family.length)
      return block
    })

    function fitOf(dual: Float64Array): Fit {
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

    const duals = products(targets, inverse)
    const fits = tags.map((tag) => fitOf(rowOf(duals, tag)))

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

    /** What is said for a tag of the pairs of a row of either family when both are left out. */
    function countBetween(tag: number, first: number, second: number, tally: Tally): void {
      const { dual, missed } = fits[tag]!
      const own = rowOf(targets, tag)
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
        const target = own[a[k]!]!
        for (let j = 0; j < b.length; j++) {
          const other = own[b[j]!]!
          if (other !== target) count(tally, target * (target - miss - (other - missedNext[j]!)))
        }
      }
    }

    function countWithin(tag: number, family: readonly number[], tally: Tally): void {
      const { missed } = fits[tag]!
      const own = rowOf(targets, tag)
      for (const i of family)
        for (const j of family)
          if (own[i]! > own[j]!) count(tally, own[i]! - missed[i]! - (own[j]! - missed[j]!))
    }

    function rocAucs(some: readonly number[]): (number | null)[] {
      const tallies = tags.map((): Tally => ({ above: 0, pairs: 0 }))
      const asked = positiveIn.map((those) => those.filter((tag) => some.includes(tag)))
      let prepared = -1
      const countHere = (tag: number, first: number, second: number) => {
        if (!isTold(tag, first, second)) return
        const pair = first * families.length + second
        if (prepared !== pair) preparePair(first, second)
        prepared = pair
        countBetween(tag, first, second, tallies[tag]!)
      }
      for (const [first, family] of families.entries()) {
        const here = asked[first]!
        for (const tag of here)
          if (isTold(tag, first, first)) countWithin(tag, family, tallies[tag]!)
        for (let second = first + 1; second < families.length; second++) {
          for (const tag of here) countHere(tag, first, second)
          for (const tag of asked[second]!)
            if (kinds[tag]!.positives[first] === 0) countHere(tag, first, second)
        }
      }
      return some.map((tag) => {
        const { above, pairs } = tallies[tag]!
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
