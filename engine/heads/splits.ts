import { seededRandom, shuffle } from '../random.ts'
import type { Split } from './examples.ts'

/** How much of the examples each part is to have; only their proportions count. */
export type Shares = Readonly<Record<Split, number>>

const parts = ['train', 'validation', 'test'] as const satisfies readonly Split[]

/**
 * Parts such that tracks that share any group (artist, album, work) are never in two of them; a track without groups
 * stands for itself. What hangs together is dealt out the largest first, each to the part that lacks most of its share,
 * and equally large ones in an order that the seed decides.
 */
export function splitByGroups(
  groups: readonly (readonly string[])[],
  shares: Shares,
  seed: number,
): Split[] {
  const families = shuffle(familiesOf(groups), seededRandom(seed))
  families.sort((a, b) => b.length - a.length)
  return deal(families, groups.length, shares)
}

/** Parts by chance alone, as most of the literature has them. */
export function splitAtRandom(count: number, shares: Shares, seed: number): Split[] {
  const alone = Array.from({ length: count }, (_, row) => [row])
  return deal(shuffle(alone, seededRandom(seed)), count, shares)
}

function deal(families: readonly (readonly number[])[], count: number, shares: Shares): Split[] {
  const whole = parts.reduce((sum, part) => sum + shares[part], 0)
  const left = new Map(parts.map((part) => [part, (shares[part] / whole) * count]))
  const split = new Array<Split>(count)
  for (const family of families) {
    const [part] = [...left].reduce((most, one) => (one[1] > most[1] ? one : most))
    left.set(part, left.get(part)! - family.length)
    for (const row of family) split[row] = part
  }
  return split
}

/** Rows that are connected by common groups, by union-find. */
export function familiesOf(groups: readonly (readonly string[])[]): number[][] {
  const parent = Array.from(groups.keys())
  const rootOf = (row: number): number => {
    let root = row
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!
    return root
  }
  const first = new Map<string, number>()
  for (const [row, names] of groups.entries())
    for (const name of names) {
      const other = first.get(name)
      if (other === undefined) first.set(name, row)
      else parent[rootOf(row)] = rootOf(other)
    }
  return [...Map.groupBy(groups.keys(), rootOf).values()]
}
