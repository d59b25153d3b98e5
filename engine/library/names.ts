import type { Language } from '../../contract/language.ts'
import { collatorOf, compareTexts } from './collation.ts'
import { fold } from './fold.ts'
import { type Steps, sortInSteps, withInserted } from './sort-in-steps.ts'

/** More new names than this are sorted with all others anew. */
const FEW = 1000
/** Rank of the empty name: after all others. */
export const UNKNOWN = -1

interface Ranked {
  /** Names in order, without the empty one, which is 0. */
  order: Int32Array
  /** By name: its place among the distinct ones; {@link UNKNOWN} for the empty one. */
  ranks: Int32Array
}

/** Distinct texts, numbered as they come; the empty one is 0. */
export interface Names {
  numberOf(name: string): number
  text(number: number): string
  folded(number: number): string
  /** The first name that is the same when folded: what differs in accents or capitals only is one thing. */
  group(number: number): number
  /** The group of a name, as a person may have written it; {@link UNKNOWN} where nothing is called so. */
  find(name: string): number
  /** Whether the order of a language has to be made first, or again for many names. */
  waits(language: Language): boolean
  /** By number, the place of each name in the order of a language; of names that differ in capitals only the same. */
  ranks(language: Language): Steps<Int32Array>
}

export function createNames(): Names {
  const texts: string[] = []
  const folded: string[] = []
  const groups: number[] = []
  const numbers = new Map<string, number>()
  const firstOf = new Map<string, number>()
  const ranked = new Map<Language, Ranked>()

  function numberOf(name: string): number {
    const known = numbers.get(name)
    if (known !== undefined) return known
    const number = texts.length
    const plain = fold(name)
    const group = firstOf.get(plain) ?? number
    firstOf.set(plain, group)
    numbers.set(name, number)
    texts.push(name)
    folded.push(group === number ? plain : folded[group]!)
    groups.push(group)
    return number
  }
  numberOf('')

  function* ordered(language: Language): Steps<Int32Array> {
    const before = ranked.get(language)?.order ?? new Int32Array(0)
    const count = texts.length - 1
    const known = before.length
    const compare = compareTexts(texts, language)
    const added = Int32Array.from({ length: count - known }, (_, n) => known + 1 + n)
    if (known > 0 && added.length <= FEW) return withInserted(before, added, compare)
    const all = new Int32Array(count)
    all.set(before)
    all.set(added, known)
    return yield* sortInSteps(all, compare)
  }

  return {
    numberOf,
    text: (number) => texts[number]!,
    folded: (number) => folded[number]!,
    group: (number) => groups[number]!,
    find: (name) => firstOf.get(fold(name)) ?? UNKNOWN,
    waits: (language) => texts.length - 1 - (ranked.get(language)?.order.length ?? 0) > FEW,
    *ranks(language) {
      for (;;) {
        const known = ranked.get(language)
        if (known?.ranks.length === texts.length) return known.ranks
        const order = yield* ordered(language)
        ranked.set(language, { order, ranks: ranksOf(order, texts, language) })
      }
    },
  }
}

function ranksOf(order: Int32Array, texts: readonly string[], language: Language): Int32Array {
  const { compare } = collatorOf(language, 'accent')
  const ranks = new Int32Array(order.length + 1)
  ranks[0] = UNKNOWN
  let rank = 0
  for (let n = 0; n < order.length; n++) {
    if (n > 0 && compare(texts[order[n - 1]!]!, texts[order[n]!]!) !== 0) rank++
    ranks[order[n]!] = rank
  }
  return ranks
}
