import { hasMode, type Mention, type Standing } from './mention.ts'
import type { FoundName, NameIndex } from './name-index.ts'
import {
  findSupport,
  hasFormFurtherOn,
  type Named,
  pairInstruments,
  passSupportOn,
} from './name-support.ts'
import { isConnector, isConstruct, isEnding, isListing, roleOf } from './naming-words.ts'
import { splitWords, type Word } from './split-words.ts'
import { fillsSegment, isBreak, type Layout, layoutOf } from './text-layout.ts'

export interface Scan {
  text: string
  words: readonly Word[]
  mentions: readonly Mention[]
  /** Phrases that speak for a tradition: "Hindustani classical". */
  phrases: readonly FoundName[]
}

function findNames(index: NameIndex, words: readonly Word[], loose: boolean) {
  const mentions: Mention[] = []
  const phrases: FoundName[] = []
  for (let at = 0; at < words.length; ) {
    const found = index.at(words, at, loose)
    at = found ? found.to : at + 1
    if (!found) continue
    if (found.entry.lineages.length > 0) phrases.push(found)
    if (found.entry.readings.length === 0) continue
    const ends = isBreak(words[found.to])
    mentions.push({ ...found, standing: 'inside', supports: false, ends })
  }
  return { mentions, phrases }
}

/** The marker that reaches a name, from behind or before. */
function markerOf(words: readonly Word[], { from, to }: FoundName) {
  const behind = words[to]
  if (behind && !isBreak(behind)) {
    const role = roleOf(behind.folded)
    if (role?.reach === 'both') return { role, marker: behind.folded }
  }
  let at = from - 1
  while (at > from - 3 && at >= 0 && isConnector(words[at]!.folded)) at--
  const word = words[at]
  const role = word && roleOf(word.folded)
  if (!role) return undefined
  const { gap } = words[at + 1]!
  if (role.reach === 'colon' && gap !== 'colon') return undefined
  // "Raga - Durga Puja Songs" is not about Durga; "Raga - Durga" is.
  if (gap === 'break' && !isBreak(words[to])) return undefined
  return { role, marker: word.folded }
}

/** A name with an ending, or within a hyphened expression that is not all names: "Şevk-i", "Irak'ın". */
function isBound(words: readonly Word[], { named }: Layout, { from, to }: FoundName): boolean {
  const behind = words[to]
  if (behind?.gap === 'apostrophe' && isEnding(behind.folded)) return true
  if (behind?.gap === 'hyphen') {
    if (isConstruct(behind.folded)) return true
    if (!named[to] && !roleOf(behind.folded)) return true
  }
  const { gap } = words[from]!
  if (gap !== 'hyphen' && gap !== 'apostrophe') return false
  const before = words[from - 1]!.folded
  return !named[from - 1] && !roleOf(before) && !roleOf(words[from - 2]?.folded ?? '')
}

function standingOf(named: Named, index: number): Standing {
  const { words, mentions, layout } = named
  const mention = mentions[index]!
  if (isBound(words, layout, mention)) return 'bound'
  const support = hasMode(mention) ? findSupport(named, index) : undefined
  if (support) return support === 'strong' ? 'supported' : 'beside-song'
  if (fillsSegment(layout, mention)) return 'alone'
  if (hasMode(mention)) {
    const introduced = mention.ends && words[mention.from - 1]?.folded === 'in'
    if (introduced) return 'near'
    if (isBreak(words[mention.from]) && hasFormFurtherOn(named, index)) return 'near'
  }
  return isBreak(words[mention.from]) ? 'first' : 'inside'
}

/** A name right after another of its kind takes over what marks that: "Ragas Desh and Jog". */
function follows(words: readonly Word[], previous: Mention, mention: Mention): boolean {
  for (let at = previous.to; at < mention.from; at++) {
    const { folded } = words[at]!
    if (!isListing(folded) && !roleOf(folded)) return false
  }
  return true
}

function mark(words: readonly Word[], mentions: readonly Mention[]): void {
  for (const [at, mention] of mentions.entries()) {
    const among = ({ marks }: { marks: readonly string[] }) =>
      mention.entry.readings.some(({ vocabulary }) => marks.includes(vocabulary))
    const marked = markerOf(words, mention)
    const previous = mentions[at - 1]
    if (marked && among(marked.role)) {
      mention.standing = 'marked'
      mention.marks = marked.role.marks
      mention.marker = marked.marker
    } else if (previous?.marks && previous.marker && follows(words, previous, mention)) {
      if (!among({ marks: previous.marks })) continue
      mention.standing = 'marked'
      mention.marks = previous.marks
      mention.marker = previous.marker
    }
  }
}

function isIndianMarker({ folded }: Word): boolean {
  const marks = roleOf(folded)?.marks
  return marks !== undefined && (marks.includes('raga') || marks.includes('tala'))
}

/**
 * Finds the names in a text and how each stands there; `loose` also by the keys of Indian spellings, as
 * beside a marker of Indian names in any case.
 */
export function scanText(index: NameIndex, text: string, loose: boolean): Scan {
  const words = splitWords(text, false)
  const { mentions, phrases } = findNames(index, words, loose || words.some(isIndianMarker))
  if (mentions.length === 0) return { text, words, mentions, phrases }
  const named: Named = { words, mentions, layout: layoutOf(words, mentions) }
  for (const [at, mention] of mentions.entries()) mention.standing = standingOf(named, at)
  mark(words, mentions)
  passSupportOn(named)
  pairInstruments(named)
  return { text, words, mentions, phrases }
}

/** The words of a name as they were written. */
export function writtenWords({ text, words }: Scan, { from, to }: FoundName): string {
  return text.slice(words[from]!.start, words[to - 1]!.end)
}
