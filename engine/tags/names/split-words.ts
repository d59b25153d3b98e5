import { fold } from '../../library/fold.ts'
import { remember } from './remember.ts'

/**
 * What stands between a word and the one before it: nothing, white space and the like, one hyphen or
 * one apostrophe, a colon or equals sign, or anything else (brackets, dashes, commas, line breaks).
 */
export type Gap = 'start' | 'space' | 'hyphen' | 'apostrophe' | 'colon' | 'break'

export interface Word {
  /** As `fold` makes it; never empty. */
  folded: string
  /** Where it was written, in UTF-16 units. */
  start: number
  end: number
  /** What stands before it. */
  gap: Gap
}

const word = /[\p{L}\p{M}\p{N}\p{Cf}]+/gu
const number = /^\d+$/
const ascii = /^[\u0020-\u007e]*$/
/** Folding is the dear part; the words of a library repeat. */
const foldWord = remember(fold, 20_000)
const inner = /[^\p{L}\p{M}\p{N}]+/u
/** A full stop after a longer word ends a sentence; after a shorter one it marks an abbreviation. */
const longestAbbreviation = 3

function gapOf(between: string, before: string): Gap {
  if (between === ' ' || between === '_') return 'space'
  if (/^[-\u2010\u2011]$/.test(between)) return 'hyphen'
  if (/^['’‘`´ʼ]$/.test(between)) return 'apostrophe'
  if (/[:=：]/.test(between)) return 'colon'
  if (/^[ _\t\u00a0]*$/.test(between)) return 'space'
  if (/^\.[ _]*$/.test(between)) {
    return between === '.' || before.length <= longestAbbreviation ? 'space' : 'break'
  }
  return 'break'
}

const rank: Record<Gap, number> = {
  start: 5,
  break: 4,
  colon: 3,
  space: 2,
  hyphen: 1,
  apostrophe: 0,
}

function wider(one: Gap, other: Gap): Gap {
  return rank[one] >= rank[other] ? one : other
}

/**
 * The words of a text, in order, at most `limit` UTF-16 units of it. Without `numbers`, words of digits
 * alone (track numbers, years, movements) are left out as if they were not written.
 */
export function splitWords(text: string, numbers: boolean, limit = 10_000): Word[] {
  const read = text.length > limit ? text.slice(0, limit) : text
  const plain = ascii.test(read)
  const words: Word[] = []
  let end = 0
  let gap: Gap = 'start'
  let before = ''
  for (const match of read.matchAll(word)) {
    const written = match[0]
    if (match.index > 0 && end > 0) gap = wider(gap, gapOf(read.slice(end, match.index), before))
    const start = match.index
    end = start + written.length
    before = written
    if (!numbers && number.test(written)) {
      if (words.length === 0) gap = 'start'
      continue
    }
    const folded = plain ? written.toLowerCase() : foldWord(written)
    for (const part of plain ? [folded] : folded.split(inner)) {
      if (part === '') continue
      words.push({ folded: part, start, end, gap: words.length === 0 ? 'start' : gap })
      gap = 'space'
    }
    gap = 'apostrophe'
  }
  return words
}
