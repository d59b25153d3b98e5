import {
  prefixesFrom,
  type SearchPrefix,
  type SearchToken,
  searchTokens,
  toPrefix,
  vocabulariesOf,
  writeTerm,
} from '../../../../contract/search-query.ts'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { matchTerms, modeVocabularies, type Terms } from '../tags/terms.ts'
import { examples } from './examples.ts'

/** What may be meant by what is being typed: `text` takes the place of the letters from `from` to `to`. */
export interface Suggestion {
  readonly kind: 'prefix' | 'value' | 'artist' | 'recent' | VocabularyId
  /** The prefix that is offered, or that the value belongs to. */
  readonly prefix: SearchPrefix | null
  /** As people are told of it. */
  readonly name: string
  readonly text: string
  readonly from: number
  readonly to: number
}

/** Where somebody types: the term, and the letters of its value that are looked up. */
export interface TypingPlace {
  readonly from: number
  readonly to: number
  readonly excluded: boolean
  readonly prefix: SearchPrefix | null
  readonly value: string
}

/** Shorter words begin too many names. */
const leastLetters = 3
const leastPrefixLetters = 2
const mostPrefixes = 2
const mostNames = 5
const mostValues = 8
/** Words of a name that are looked up together: "Kürdili Hicazkar". */
const mostWords = 3

const vocabularies: readonly VocabularyId[] = [
  ...modeVocabularies,
  'form',
  'usul',
  'tala',
  'instrument',
  'own',
]

/** The term in which the caret stands; null where it stands in none. */
export function typingPlace(search: string, caret: number): TypingPlace | null {
  const token = searchTokens(search).find(({ from, to }) => from < caret && caret <= to)
  if (!token) return null
  const prefix = token.prefix === null ? null : (toPrefix(token.prefix) ?? null)
  if (token.prefix !== null && prefix === null) return null
  return { ...token, prefix }
}

/** `artists` are names of artists that hold the value of the place. */
export function suggest(
  search: string,
  caret: number,
  { terms, artists }: { terms: Terms; artists: readonly string[] },
): Suggestion[] {
  const place = typingPlace(search, caret)
  if (!place) return []
  const { prefix, value } = place
  if (prefix === null) return forWords(search, place, terms, artists)
  if (prefix === 'artist') return artists.map((name) => named(place, 'artist', 'artist', name))
  const within = vocabulariesOf(prefix)
  if (within.length > 0)
    return namesOf(terms, within, value)
      .slice(0, mostValues)
      .map(({ vocabulary, name, folded }) => named(place, vocabulary, prefix, name, folded[0]))
  return examples[prefix]
    .filter((example) => example.toLowerCase().startsWith(value.toLowerCase()))
    .filter((example) => example !== value)
    .map((example) => ({
      ...replacing(place, `${prefix}:${example} `),
      kind: 'value',
      prefix,
      name: example,
    }))
}

function forWords(
  search: string,
  place: TypingPlace,
  terms: Terms,
  artists: readonly string[],
): Suggestion[] {
  const prefixes =
    place.value.length < leastPrefixLetters
      ? []
      : prefixesFrom(place.value)
          .slice(0, mostPrefixes)
          .map((prefix) => ({
            ...replacing(place, `${prefix}:`),
            kind: 'prefix' as const,
            prefix,
            name: `${prefix}:`,
          }))
  return [
    ...prefixes,
    ...termsForWords(search, place, terms),
    ...artists.slice(0, mostNames).map((name) => named(place, 'artist', 'artist', name)),
  ]
}

/** Names that begin with the last words before the caret: with as many of them as any name holds. */
function termsForWords(search: string, place: TypingPlace, terms: Terms): Suggestion[] {
  const before = searchTokens(search).filter(({ to }) => to <= place.to)
  for (let count = Math.min(mostWords, before.length); count > 0; count--) {
    const words = before.slice(-count)
    if (!words.every(isPlain)) continue
    const wanted = words.map(({ value }) => value).join(' ')
    if (wanted.length < leastLetters) continue
    const found = namesOf(terms, vocabularies, wanted)
    const whole = { ...place, from: words[0]!.from }
    if (found.length > 0)
      return found
        .slice(0, mostNames)
        .map(({ vocabulary, name, folded }) =>
          named(whole, vocabulary, vocabulary, name, folded[0]),
        )
  }
  return []
}

function isPlain({ prefix, quoted, excluded }: SearchToken): boolean {
  return prefix === null && !quoted && !excluded
}

function namesOf(terms: Terms, within: readonly VocabularyId[], words: string) {
  const all = within.flatMap((vocabulary) => terms.of(vocabulary)).filter(({ family }) => !family)
  return matchTerms(all, words)
}

function replacing({ from, to, excluded }: TypingPlace, text: string) {
  return { from, to, text: excluded ? `-${text}` : text }
}

/** A name of something, said as it is shown and written as it is compared. */
function named(
  place: TypingPlace,
  kind: Suggestion['kind'],
  prefix: SearchPrefix,
  name: string,
  written = name,
): Suggestion {
  return { ...replacing(place, `${writeTerm(prefix, written)} `), kind, prefix, name }
}

/** The search with a suggestion in it, and where the caret is then. */
export function accept(search: string, { text, from, to }: Suggestion) {
  const rest = search.slice(to).trimStart()
  return { search: search.slice(0, from) + text + rest, caret: from + text.length }
}
