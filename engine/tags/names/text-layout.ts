import type { FoundName } from './name-index.ts'
import { isConnector, roleOf } from './naming-words.ts'
import type { Word } from './split-words.ts'

/** Whether a word begins a segment: the text, or what follows a bracket, dash, comma, colon. */
export function isBreak(word: Word | undefined): boolean {
  return !word || word.gap === 'break' || word.gap === 'colon' || word.gap === 'start'
}

/** Where the segments between breaks lie and what is in them, so that long texts take linear time. */
export interface Layout {
  /** Of the segment of each word: its first word, and the one after its last. */
  first: number[]
  end: number[]
  /** Whether each word is part of a name. */
  named: boolean[]
  /** Words before each place that are neither connectors nor markers, and those of them in no name. */
  weighty: number[]
  unnamed: number[]
}

export function layoutOf(words: readonly Word[], names: readonly FoundName[]): Layout {
  const named = words.map(() => false)
  for (const { from, to } of names) named.fill(true, from, to)
  const first: number[] = []
  const end: number[] = []
  const weighty = [0]
  const unnamed = [0]
  for (const [at, word] of words.entries()) {
    const weight = isConnector(word.folded) || roleOf(word.folded)?.reach === 'both' ? 0 : 1
    first.push(isBreak(word) ? at : first[at - 1]!)
    weighty.push(weighty[at]! + weight)
    unnamed.push(unnamed[at]! + (named[at] ? 0 : weight))
  }
  for (let at = words.length - 1; at >= 0; at--) {
    end[at] = isBreak(words[at + 1]) ? at + 1 : end[at + 1]!
  }
  return { first, end, named, weighty, unnamed }
}

const within = (counts: readonly number[], from: number, to: number) => counts[to]! - counts[from]!

/** Whether a name is all that its segment says. */
export function fillsSegment({ first, end, weighty }: Layout, { from, to }: FoundName): boolean {
  const others = within(weighty, first[from]!, from) + within(weighty, to, end[to - 1]!)
  return others === 0
}

/** Whether the segment of a name has no other words than names: "Ud Taksimi". */
export function isAllNames({ first, end, unnamed }: Layout, { from, to }: FoundName): boolean {
  return within(unnamed, first[from]!, end[to - 1]!) === 0
}

export function areNextSegments({ first, end }: Layout, one: FoundName, other: FoundName): boolean {
  return end[one.to - 1] === first[other.from] || end[other.to - 1] === first[one.from]
}

/** Whether two names are in one segment with at most `most` words between them that are not names. */
export function areNear(layout: Layout, one: FoundName, other: FoundName, most: number): boolean {
  const { first, unnamed } = layout
  return first[one.from] === first[other.from] && within(unnamed, one.to, other.from) <= most
}

/** Whether from word `from` on up to `to`, included, there is no break, and before it only connectors and markers. */
export function isContinuous(words: readonly Word[], from: number, to: number): boolean {
  for (let at = from; at <= to; at++) {
    const word = words[at]
    if (!word || isBreak(word)) return false
    if (at < to && !isConnector(word.folded) && !roleOf(word.folded)) return false
  }
  return true
}
