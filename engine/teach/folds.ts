import type { HeadFigure } from '../../contract/head.ts'
import { familiesOf } from '../heads/splits.ts'
import { seededRandom, shuffle } from '../random.ts'
import type { Kinship } from './gather-examples.ts'

const MOST_FOLDS = 5
const LEAST_FOLDS = 2

export interface Folds {
  /** [rows]: number of the fold in which it is held out. */
  of: number[]
  count: number
  apart: HeadFigure['apart']
}

/**
 * Parts the rows into folds that each have about as many of every kind of labels, with what belongs together in one fold.
 * As strictly as leaves every kind at least two families, one for either side: artists apart, else albums, else tracks.
 * Undefined where even that is not possible.
 */
export function foldsOf(
  labels: Int8Array,
  rows: number,
  kinships: readonly Kinship[],
  seed: number,
): Folds | undefined {
  const tags = labels.length / rows
  const kindOf = (row: number) => labels.subarray(row * tags, (row + 1) * tags).join()
  const alone = Array.from({ length: rows }, (): string[] => [])
  for (const { apart, groups } of [...kinships, { apart: 'tracks' as const, groups: alone }]) {
    const families = familiesOf(groups)
    const count = Math.min(MOST_FOLDS, fewestFamilies(labels, tags, families))
    if (count >= LEAST_FOLDS) return { of: deal(families, count, kindOf, seed), count, apart }
  }
  return undefined
}

/** How many families have the label, of the label of a tag that fewest have. */
function fewestFamilies(
  labels: Int8Array,
  tags: number,
  families: readonly (readonly number[])[],
): number {
  let fewest = Number.POSITIVE_INFINITY
  for (let tag = 0; tag < tags; tag++)
    for (const label of [0, 1]) {
      const having = families.filter((family) =>
        family.some((row) => labels[row * tags + tag] === label),
      )
      fewest = Math.min(fewest, having.length)
    }
  return fewest
}

/** The largest families first, each to the fold that has fewest of its kinds. */
function deal(
  families: readonly (readonly number[])[],
  count: number,
  kindOf: (row: number) => string,
  seed: number,
): number[] {
  const order = shuffle([...families], seededRandom(seed)).sort((a, b) => b.length - a.length)
  const filled = Array.from({ length: count }, () => new Map<string, number>())
  const sizes = new Array<number>(count).fill(0)
  const of: number[] = []
  for (const family of order) {
    const kinds = family.map(kindOf)
    const cost = filled.map(
      (kindsThere, fold) =>
        kinds.reduce((sum, kind) => sum + (kindsThere.get(kind) ?? 0), 0) + sizes[fold]! / 1e6,
    )
    const fold = cost.indexOf(Math.min(...cost))
    sizes[fold]! += family.length
    for (const [i, row] of family.entries()) {
      of[row] = fold
      filled[fold]!.set(kinds[i]!, (filled[fold]!.get(kinds[i]!) ?? 0) + 1)
    }
  }
  return of
}
