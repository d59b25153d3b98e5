/**
 * What is typed into a search, understood. Pure and without a schema, since the page reads it too.
 */
import { type Range, readDates, readLengths, readNote, readYears } from './search-values.ts'
import type { VocabularyId } from './vocabulary.ts'

export type TextField =
  | 'title'
  | 'artist'
  | 'album'
  | 'composer'
  | 'genre'
  | 'folder'
  | 'path'
  | 'format'

export const searchStates = ['favourite', 'missing', 'damaged', 'analysed', 'unanalysed'] as const
export type SearchState = (typeof searchStates)[number]

/** What a track must be like. Texts are as written; who compares them folds them. */
export type Criterion =
  /** Anywhere in what the track says, or a name of one of its tags; a phrase in one piece, else in any. */
  | { readonly by: 'words'; readonly text: string; readonly phrase: boolean }
  | { readonly by: 'text'; readonly field: TextField; readonly text: string }
  | { readonly by: 'tag'; readonly within: readonly VocabularyId[]; readonly text: string }
  /** Years, whole seconds, or milliseconds. */
  | { readonly by: 'year' | 'length' | 'added'; readonly range: Range }
  /** Semitones above A, 0..11. */
  | { readonly by: 'tonic'; readonly note: number }
  | { readonly by: 'state'; readonly state: SearchState }

export interface SearchTerm {
  readonly criterion: Criterion
  readonly excluded: boolean
  /** Its place in the search: `from` included, `to` not. */
  readonly from: number
  readonly to: number
}

/** A term that is not as it was meant: `value` was not understood, or is still to be typed; no `prefix` is called so. */
export interface SearchHint {
  readonly why: 'value' | 'empty' | 'prefix'
  /** The prefix as Naghma calls it; as it was written when there is none. */
  readonly prefix: string
  readonly written: string
}

export interface SearchQuery {
  /** A track must satisfy all of them. */
  readonly terms: readonly SearchTerm[]
  readonly hints: readonly SearchHint[]
}

type ReadValue = (value: string, now: Date) => Criterion | null

const text =
  (field: TextField): ReadValue =>
  (value) => ({ by: 'text', field, text: value })

const tag =
  (...within: VocabularyId[]): ReadValue =>
  (value) => ({ by: 'tag', within, text: value })

/** A value in which capitals and spaces mean nothing. */
const plainly =
  (read: ReadValue): ReadValue =>
  (value, now) =>
    read(value.toLowerCase().replaceAll(' ', ''), now)

const range = (
  by: 'year' | 'length' | 'added',
  read: (value: string, now: Date) => Range | null,
): ReadValue =>
  plainly((value, now) => {
    const found = read(value, now)
    return found && { by, range: found }
  })

/** Each prefix and what its value means. */
const prefixes = {
  title: text('title'),
  artist: text('artist'),
  album: text('album'),
  composer: text('composer'),
  genre: text('genre'),
  year: range('year', readYears),
  length: range('length', readLengths),
  mode: tag('makam', 'raga', 'dromos'),
  makam: tag('makam'),
  raga: tag('raga'),
  dromos: tag('dromos'),
  tradition: tag('tradition'),
  usul: tag('usul'),
  tala: tag('tala'),
  form: tag('form'),
  instrument: tag('instrument'),
  own: tag('own'),
  tonic: plainly((value) => {
    const note = readNote(value)
    return note === null ? null : { by: 'tonic', note }
  }),
  folder: text('folder'),
  path: text('path'),
  format: text('format'),
  added: range('added', readDates),
  is: plainly((value) => {
    const wanted = spellings[value] ?? value
    const state = searchStates.find((one) => one === wanted)
    return state ? { by: 'state', state } : null
  }),
} as const satisfies Record<string, ReadValue>

export type SearchPrefix = keyof typeof prefixes

/** In the order in which people are told of them. */
export const searchPrefixes = Object.keys(prefixes) as SearchPrefix[]

/** Other words for the same. */
const synonyms: Record<string, SearchPrefix> = {
  name: 'title',
  performer: 'artist',
  duration: 'length',
  time: 'length',
  maqam: 'makam',
  μακαμ: 'makam',
  مقام: 'makam',
  raag: 'raga',
  raaga: 'raga',
  rag: 'raga',
  ragam: 'raga',
  राग: 'raga',
  ராகம்: 'raga',
  dromoi: 'dromos',
  δρομοσ: 'dromos',
  rhythm: 'usul',
  taal: 'tala',
  talam: 'tala',
  thalam: 'tala',
  ताल: 'tala',
  file: 'path',
}

const spellings: Record<string, SearchState> = {
  favorite: 'favourite',
  analyzed: 'analysed',
  unanalyzed: 'unanalysed',
}

/** Latin letters without marks and capitals, as prefixes are compared. */
function plain(written: string): string {
  return written
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ς', 'σ')
}

/** The prefix that is meant by a word before a colon. */
export function toPrefix(written: string): SearchPrefix | undefined {
  const name = plain(written)
  return searchPrefixes.find((prefix) => prefix === name) ?? synonyms[name]
}

/** A piece of a search, before it is understood. */
export interface SearchToken {
  readonly excluded: boolean
  /** What stands before the colon; null without one. */
  readonly prefix: string | null
  readonly value: string
  readonly quoted: boolean
  /** Its place in the search: `from` included, `to` not. */
  readonly from: number
  readonly to: number
}

/**
 * One term: an optional minus, an optional word and a colon, and a value that is quoted or ends at a space. A quote that
 * is not closed goes on to the end.
 */
const term = /(-?)(?:([\p{L}\p{M}]{2,20}):)?(?:(["“”„«])([^"”“»]*)(?:["”“»]|$)|(\S*))\s*/uy

/** Parts a search where its spaces are, except inside quotes. */
export function searchTokens(search: string): SearchToken[] {
  const found: SearchToken[] = []
  term.lastIndex = search.length - search.trimStart().length
  while (term.lastIndex < search.length) {
    const from = term.lastIndex
    const match = term.exec(search)
    if (!match) break
    const [whole, minus, prefix = null, quote, inside = '', bare = ''] = match
    const to = from + whole.trimEnd().length
    found.push({
      excluded: minus === '-',
      prefix,
      value: quote ? inside : bare,
      quoted: quote !== undefined,
      from,
      to,
    })
  }
  return found
}

/**
 * Understands a search: words, "phrases in quotes", `prefix:value`, and -excluded terms. Never fails: what cannot be
 * understood is searched as the text it is, with a hint. `now` is what "7d" counts from.
 */
export function parseSearch(search: string, now: Date): SearchQuery {
  const understood = searchTokens(search).map((token) =>
    understand(token, search.slice(token.from, token.to), now),
  )
  return {
    terms: understood.flatMap(({ term: one }) => one ?? []),
    hints: understood.flatMap(({ hint }) => hint ?? []),
  }
}

interface Understood {
  term?: SearchTerm
  hint?: SearchHint
}

function understand(token: SearchToken, written: string, now: Date): Understood {
  const { prefix, value, quoted: phrase, excluded, from, to } = token
  const means = (criterion: Criterion) => ({ criterion, excluded, from, to })
  if (prefix === null || value.startsWith('//')) {
    const text = prefix === null ? value : `${prefix}:${value}`
    if (text.trim() !== '') return { term: means({ by: 'words', text, phrase }) }
    const dash = !phrase && written === '-'
    return dash ? { term: { ...means({ by: 'words', text: '-', phrase }), excluded: false } } : {}
  }
  const asText = means({ by: 'words', text: `${prefix}:${value}`, phrase })
  const known = toPrefix(prefix)
  if (!known && value === '') return { term: asText }
  if (!known) return { term: asText, hint: { why: 'prefix', prefix, written } }
  if (unfinished.test(value)) return { hint: { why: 'empty', prefix: known, written } }
  const criterion = prefixes[known](value, now)
  if (criterion) return { term: means(criterion) }
  return { term: asText, hint: { why: 'value', prefix: known, written } }
}

/** Nothing, or a comparison that has nothing after it yet: not held against a person who is typing. */
const unfinished = /^\s*(?:[<>]=?|\.\.|-)?\s*$/

/** The vocabularies whose names may follow a prefix; none where something else does. */
export function vocabulariesOf(prefix: SearchPrefix): readonly VocabularyId[] {
  const meaning = prefixes[prefix]('x', new Date(0))
  return meaning?.by === 'tag' ? meaning.within : []
}

/** The prefixes that begin with some letters, under the names that Naghma gives them; all of them for none. */
export function prefixesFrom(letters: string): SearchPrefix[] {
  const start = plain(letters)
  const meant = Object.entries(synonyms).flatMap(([name, prefix]) =>
    name.startsWith(start) ? prefix : [],
  )
  return searchPrefixes.filter((prefix) => prefix.startsWith(start) || meant.includes(prefix))
}

/** A value as it must be written after a prefix: quoted when it holds a space. */
export function writeTerm(prefix: SearchPrefix, value: string): string {
  const bare = value.replace(/["“”„«»]/g, ' ').trim()
  return /\s/.test(bare) ? `${prefix}:"${bare}"` : `${prefix}:${bare}`
}
