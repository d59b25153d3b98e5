/**
 * The fields of one track as searched: title, artist, album, composer, everything else; folded, each
 * in the form of {@link searchField}, separated by line feeds.
 */
export type SearchText = string

const FIELDS = 5
/** A word as a whole field, at a field's start, at a word's start; better than inside a word of any field. */
const FITS = 3
/** Found by the name of a tag only, after all that is found by what the track says itself. */
const BY_TAG = FIELDS * FITS + FIELDS
const WORST = BY_TAG
const MAX_WORDS = 10
const NONE = 0xffff
/** The share of all tracks below which matches are taken out before they are put in order. */
const FEW = 0.25

const SPACE = 0x20
const LINE_FEED = 0x0a
const wordEnds = /([!-/:-@[-`{-~])(?=[^ ])/g

/** Folded text with a space before each word, after punctuation too: where a word starts, a space stands before it. */
export function searchField(folded: string): string {
  return ` ${folded.replace(wordEnds, '$1 ')}`
}

/** A folded word or phrase that texts must hold, in the form of {@link searchField}. */
export interface SearchWord {
  readonly text: string
  /** Where tags are called so: which these are, and who has one of them. */
  readonly named?: { readonly tags: ReadonlySet<number>; test(id: number): boolean } | undefined
}

/** Anything else that a track must be like. */
export interface SearchTest {
  /** The same for tests that are the same. */
  readonly key: string
  test(id: number): boolean
}

/** What is searched for: tracks that hold every word and pass every test. */
export interface Wanted {
  readonly words: readonly SearchWord[]
  readonly tests: readonly SearchTest[]
}

/** The words of an already folded text. */
export function searchWords(folded: string): string[] {
  return searchField(folded)
    .split(' ')
    .filter((word) => word !== '')
}

/** Distinct words, at most ten, the longest (rarest) first. */
export function rarestFirst(words: readonly string[]): string[] {
  return [...new Set(words)].slice(0, MAX_WORDS).sort((a, b) => b.length - a.length)
}

/**
 * How well one word fits a text, 0 best, or -1 when it does not occur. Title before artist before
 * album before composer before the rest; a whole field before its start before a word's start; and
 * any of these before the inside of a word. `spaced` is the word after a space.
 */
export function wordRank(text: SearchText, word: string, spaced = ` ${word}`): number {
  const first = text.indexOf(word)
  if (first < 0) return -1
  const start = text.charCodeAt(first - 1) === SPACE ? first - 1 : text.indexOf(spaced, first)
  if (start < 0) return FIELDS * FITS + fieldAt(text, first)
  const field = fieldAt(text, start)
  if (start > 0 && text.charCodeAt(start - 1) !== LINE_FEED) return field * FITS + 2
  const end = start + 1 + word.length
  const whole = end === text.length || text.charCodeAt(end) === LINE_FEED
  return field * FITS + (whole ? 0 : 1)
}

/** Whether one field of a text (0 title, 1 artist, 2 album, 3 composer) holds a word. */
export function fieldHolds(text: SearchText, field: number, word: string): boolean {
  if (!text.includes(word)) return false
  let from = 0
  for (let n = 0; n < field; n++) from = text.indexOf('\n', from) + 1
  const at = text.indexOf(word, from)
  const end = text.indexOf('\n', from)
  return at >= 0 && (end < 0 || at < end)
}

function fieldAt(text: SearchText, at: number): number {
  let field = 0
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1))
    field++
  return field
}

/** What a search found, before it is put in an order. */
export interface Matches {
  readonly wanted: Wanted
  /** Track ids, ascending. */
  readonly ids: Int32Array
  /** By id: 0 best, 0xffff no match. */
  readonly ranks: Uint16Array
}

/**
 * Finds the texts that are wanted. `texts` is by track id. `within` are matches of an earlier search of the same
 * texts that has these among its matches, see {@link narrows}.
 */
export function findMatches(
  wanted: Wanted,
  texts: readonly (SearchText | undefined)[],
  within: Matches | null,
): Matches {
  const ranks = new Uint16Array(texts.length).fill(NONE)
  const ids = new Int32Array(within ? within.ids.length : texts.length)
  const spaced = wanted.words.map(({ text }) => ` ${text}`)
  let count = 0
  const rankOne = (id: number) => {
    const text = texts[id]
    const rank = text === undefined ? -1 : rankOf(wanted, spaced, text, id)
    if (rank < 0) return
    ranks[id] = rank
    ids[count++] = id
  }
  if (within) within.ids.forEach(rankOne)
  else for (let id = 0; id < texts.length; id++) rankOne(id)
  return { wanted, ids: ids.slice(0, count), ranks }
}

function rankOf(
  { words, tests }: Wanted,
  spaced: readonly string[],
  text: SearchText,
  id: number,
): number {
  let sum = 0
  for (let n = 0; n < tests.length; n++) if (!tests[n]!.test(id)) return -1
  for (let n = 0; n < words.length; n++) {
    const word = words[n]!
    const rank = wordRank(text, word.text, spaced[n])
    if (rank < 0 && !word.named?.test(id)) return -1
    sum += rank < 0 ? BY_TAG : rank
  }
  return sum
}

/** True when whatever is found now was among what was found earlier. */
export function narrows(now: Wanted, earlier: Wanted): boolean {
  const words = earlier.words.every((before) =>
    now.words.some(
      ({ text, named }) =>
        text.includes(before.text) &&
        (named === undefined || isSubset(named.tags, before.named?.tags)),
    ),
  )
  return words && earlier.tests.every(({ key }) => now.tests.some((test) => test.key === key))
}

function isSubset(tags: ReadonlySet<number>, of: ReadonlySet<number> | undefined): boolean {
  return of !== undefined && [...tags].every((tag) => of.has(tag))
}

/** The matches among `ids`, best first; equals keep the order they came in. */
export function inRankOrder(ids: Int32Array, matches: Matches): Int32Array {
  const { ranks, wanted } = matches
  const few = matches.ids.length < ids.length * FEW
  const among = few ? inGivenOrder(ids, matches) : ids
  const starts = new Int32Array(WORST * wanted.words.length + 2)
  for (const id of among) {
    const rank = ranks[id] ?? NONE
    if (rank !== NONE) starts[rank + 1]!++
  }
  for (let rank = 1; rank < starts.length; rank++) starts[rank]! += starts[rank - 1]!
  const sorted = new Int32Array(starts.at(-1) ?? 0)
  for (const id of among) {
    const rank = ranks[id] ?? NONE
    if (rank !== NONE) sorted[starts[rank]!++] = id
  }
  return sorted
}

/** The matches among `ids`, in the order they came in. */
export function inGivenOrder(ids: Int32Array, { ids: found, ranks }: Matches): Int32Array {
  const among = new Int32Array(Math.min(ids.length, found.length))
  let count = 0
  for (let n = 0; n < ids.length && count < among.length; n++)
    if ((ranks[ids[n]!] ?? NONE) !== NONE) among[count++] = ids[n]!
  return among.slice(0, count)
}
