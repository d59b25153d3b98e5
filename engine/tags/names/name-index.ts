import type { Term, Tradition, VocabularyId } from '../../../contract/vocabulary.ts'
import { fold } from '../../library/fold.ts'
import type { Vocabularies } from '../vocabularies.ts'
import { isUnread, type Strength, strengthOf } from './ambiguous-names.ts'
import { indianConsonants, indianSpelling } from './indian-spelling.ts'
import { isIndic } from './indic-letters.ts'
import { inflections } from './inflected-names.ts'
import { remember } from './remember.ts'
import { splitWords, type Word } from './split-words.ts'
import { type Lineage, traditionPhrases } from './tradition-words.ts'

/** One of the things that a name may mean. */
export interface Reading {
  vocabulary: VocabularyId
  tag: string
  traditions: readonly Tradition[]
  strength: Strength
  /** Whether it is the term's own name (of Indian ones: as to its sound), not another one. */
  own: boolean
  /** Possessive or plural: "Taksimi". */
  inflected: boolean
  /** Whether the vocabulary knows its scale: those are met more often than the rest. */
  hasScale: boolean
  /** Only read in labelled values. */
  labelledOnly: boolean
}

export interface NameEntry {
  /** The folded name without spaces. */
  key: string
  readings: Reading[]
  /** For phrases that speak for a tradition. */
  lineages: Lineage[]
  /** The ways that its words are parted in the vocabulary, joined by spaces. */
  spelled: Set<string>
}

/** A name found in words `from` to `to` (exclusive). */
export interface FoundName {
  entry: NameEntry
  from: number
  to: number
  /** Found by an Indian spelling key, not letter by letter. */
  loose: boolean
}

export interface NameIndex {
  /** The longest name that begins with the word, within one stretch of text without breaks. */
  at(words: readonly Word[], from: number, loose: boolean): FoundName | undefined
  /** As `at`, for labelled values: names that are left out of free text too, and across breaks. */
  inValue(words: readonly Word[], from: number): FoundName | undefined
}

/** A name written apart where the vocabulary has it in one: longer ones are hardly met by chance. */
const shortestParted = 7
const shortestLoose = 5
const longestName = 40
const startLength = 4
const rememberedWords = 5_000

const isParted = (gap: Word['gap']) => gap === 'break' || gap === 'colon' || gap === 'start'

export function createNameIndex(vocabularies: Vocabularies): NameIndex {
  const entries = new Map<string, NameEntry>()
  const looseEntries = new Map<string, NameEntry | undefined>()
  /** The first letters of each name, to give up early on. */
  const starts = new Set<string>()
  const spelling = remember(indianSpelling, rememberedWords)
  const consonants = remember(indianConsonants, rememberedWords)
  let mostWords = 1

  function entryOf(parts: readonly string[]): NameEntry {
    const key = parts.join('')
    const entry = entries.get(key) ?? {
      key,
      readings: [],
      lineages: [],
      spelled: new Set<string>(),
    }
    entries.set(key, entry)
    entry.spelled.add(parts.join(' '))
    starts.add(key.slice(0, startLength))
    mostWords = Math.max(mostWords, parts.length)
    return entry
  }

  function addReading(
    parts: readonly string[],
    reading: Omit<Reading, 'strength' | 'labelledOnly'>,
    base = parts,
  ): void {
    const entry = entryOf(parts)
    const known = entry.readings.findIndex(
      (one) =>
        one.vocabulary === reading.vocabulary &&
        one.traditions.some((tradition) => reading.traditions.includes(tradition)),
    )
    const whole: Reading = {
      ...reading,
      strength: strengthOf(reading.vocabulary, base.join(''), base.length),
      labelledOnly: isUnread(reading.vocabulary, entry.key),
    }
    if (known < 0) entry.readings.push(whole)
    else if (reading.own && !entry.readings[known]!.own) entry.readings[known] = whole
  }

  function addLoose(parts: readonly string[], entry: NameEntry): void {
    const keys = [spelling, consonants].flatMap((keyOf) => [
      parts.map(keyOf).join(''),
      keyOf(parts.join('')),
    ])
    for (const key of new Set(keys)) {
      if (key.length < 3) continue
      const known = looseEntries.get(key)
      const same = !looseEntries.has(key) || (known !== undefined && agree(known, entry))
      looseEntries.set(key, same ? (known ?? entry) : undefined)
    }
  }

  function addTerm(vocabulary: VocabularyId, term: Term): void {
    if (term.members) return
    const spellingOf = isIndianName(term) ? soundOf : compactOf
    const own = new Set(nameParts(term.name).map(spellingOf))
    for (const name of [...nameParts(term.name), ...term.aliases]) {
      const parts = splitWords(name, true).map((word) => word.folded)
      if (parts.length === 0) continue
      const reading = {
        vocabulary,
        tag: term.id,
        traditions: term.traditions,
        own: own.has(spellingOf(name)),
        hasScale: term.degrees !== undefined,
      }
      addReading(parts, { ...reading, inflected: false })
      if (vocabulary !== 'form') continue
      for (const shape of inflections(parts.join(' '), term.traditions)) {
        addReading(shape.split(' '), { ...reading, own: false, inflected: true }, parts)
      }
    }
  }

  for (const { vocabulary, terms } of vocabularies.all) {
    for (const term of terms) addTerm(vocabulary, term)
  }
  for (const [phrase, lineage] of traditionPhrases) {
    const { lineages } = entryOf(splitWords(phrase, true).map((word) => word.folded))
    if (!lineages.includes(lineage)) lineages.push(lineage)
  }
  for (const entry of entries.values()) {
    if (!entry.readings.some(isIndianName)) continue
    for (const spelled of entry.spelled) addLoose(spelled.split(' '), entry)
  }

  function mayStart(key: string): boolean {
    return key.length < startLength || starts.has(key.slice(0, startLength))
  }

  function exact(words: readonly Word[], from: number, to: number, key: string, across: boolean) {
    const entry = entries.get(key)
    if (!entry) return undefined
    if (to - from === 1) return key.length > 3 || entry.spelled.has(key) ? entry : undefined
    const run = words.slice(from, to)
    if (entry.spelled.has(run.map((word) => word.folded).join(' '))) return entry
    if (across) return key.length >= shortestParted ? entry : undefined
    const joined = run.slice(1).every(({ gap }) => gap === 'hyphen' || gap === 'apostrophe')
    const parted = [...entry.spelled].some((spelled) => spelled.includes(' '))
    const whole = run.every(({ folded }) => folded.length > 1)
    if (joined) return whole || parted ? entry : undefined
    return whole && key.length >= shortestParted ? entry : undefined
  }

  function loosely(words: readonly Word[], from: number, to: number): NameEntry | undefined {
    const run = words.slice(from, to).map((word) => word.folded)
    const key = run.map(spelling).join('')
    if (run.join('').length < shortestLoose && !isIndic(run[0]!)) return undefined
    const entry = looseEntries.get(key) ?? looseEntries.get(spelling(run.join('')))
    if (entry || key.length < shortestLoose) return entry
    return looseEntries.get(run.map(consonants).join(''))
  }

  function find(words: readonly Word[], from: number, everyLoose: boolean, value: boolean) {
    const first = words[from]!.folded
    const loose = everyLoose || isIndic(first)
    if (!loose && !mayStart(first)) return undefined
    let found: FoundName | undefined
    let key = ''
    for (let to = from + 1; to <= words.length && to - from <= mostWords; to++) {
      const word = words[to - 1]!
      if (to > from + 1 && isParted(word.gap) && !value) break
      key += word.folded
      if (key.length > longestName || !mayStart(key)) break
      const entry = exact(words, from, to, key, value)
      if (entry && isRead(entry, value)) found = { entry, from, to, loose: false }
    }
    if (!loose) return found
    for (let to = Math.min(words.length, from + 4); to > (found?.to ?? from); to--) {
      if (words.slice(from + 1, to).some(({ gap }) => isParted(gap))) continue
      const entry = loosely(words, from, to)
      if (entry) return { entry, from, to, loose: true }
    }
    return found
  }

  return {
    at: (words, from, loose) => find(words, from, loose, false),
    inValue: (words, from) => find(words, from, true, true),
  }
}

/** A name, and what it is also called without brackets and slashes: "Bhairavi (Carnatic)", "Varnam - Tana Varnam". */
function nameParts(name: string): string[] {
  const bare = name.replace(/\([^)]*\)/g, ' ').trim()
  return [...new Set([name, bare, ...bare.split(/ - |\//)])]
}

function compactOf(name: string): string {
  return fold(name).replaceAll(' ', '')
}

function soundOf(name: string): string {
  return indianSpelling(compactOf(name))
}

function isIndianName({ traditions }: { traditions: readonly Tradition[] }): boolean {
  return traditions.includes('hindustani') || traditions.includes('carnatic')
}

function isRead(entry: NameEntry, value: boolean): boolean {
  if (value || entry.lineages.length > 0) return true
  return entry.readings.some(({ labelledOnly }) => !labelledOnly)
}

/** Whether two names are spellings of the same terms. */
function agree(one: NameEntry, other: NameEntry): boolean {
  return one.readings.some(({ vocabulary, tag }) =>
    other.readings.some((reading) => reading.vocabulary === vocabulary && reading.tag === tag),
  )
}
