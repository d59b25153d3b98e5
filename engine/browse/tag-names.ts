import { ownVocabulary, type Term, type VocabularyId } from '../../contract/vocabulary.ts'
import { fold } from '../library/fold.ts'
import { indianSpelling } from '../tags/names/indian-spelling.ts'

/** Shorter words are names only when they are a whole name: "ud", "ney" would be found inside of too many. */
const SHORTEST_PART = 3
const SHORTEST_LOOSE = 5
const REMEMBERED = 64

/** The numbers of terms that a name may mean: their places among all terms of all vocabularies, from 0. */
export type FoundTerms = ReadonlySet<number>

export interface TagNames {
  /**
   * Terms one of whose names holds some words, given folded, in any script and however its words are parted. Names of
   * Indian music are compared by their sound where no name is spelled so.
   */
  holding(words: string): FoundTerms
  /** Terms of some vocabularies that are called so; where none is, those whose names hold it. */
  called(within: readonly VocabularyId[], name: string): FoundTerms
}

/** A term at its number; undefined where it is no more. */
export interface NumberedTerm {
  vocabulary: VocabularyId
  term: Term | undefined
}

interface NamedTerm {
  vocabulary: VocabularyId
  /** Folded, and without anything between the letters. */
  names: readonly string[]
  /** What the names of Indian music sound like; none for other terms. */
  sounds: readonly string[]
}

/** Folded text without what parts words, which every writer does differently. */
function letters(folded: string): string {
  return folded.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

const isIndian = ({ traditions }: Term) =>
  traditions.includes('hindustani') || traditions.includes('carnatic')

/** `numbered` are all terms by their number. */
export function tagNames(numbered: readonly NumberedTerm[]): TagNames {
  const terms: NamedTerm[] = numbered.map(({ vocabulary, term }) => {
    const names = term ? [term.name, ...term.aliases].map((name) => letters(fold(name))) : []
    const indian = term && vocabulary !== ownVocabulary && isIndian(term)
    return { vocabulary, names, sounds: indian ? names.map(indianSpelling) : [] }
  })

  function find(fits: (term: NamedTerm) => boolean): Set<number> {
    const found = new Set<number>()
    for (const [n, term] of terms.entries()) if (fits(term)) found.add(n)
    return found
  }

  function spelledOrSounding(name: string, among: (term: NamedTerm) => boolean): FoundTerms {
    if (name === '') return new Set()
    const fits =
      name.length < SHORTEST_PART
        ? (one: string) => one === name
        : (one: string) => one.includes(name)
    const found = find((term) => among(term) && term.names.some(fits))
    if (found.size > 0 || name.length < SHORTEST_LOOSE) return found
    const sound = indianSpelling(name)
    return find((term) => among(term) && term.sounds.some((one) => one.startsWith(sound)))
  }

  const remembered = new Map<string, FoundTerms>()
  return {
    holding(words) {
      const name = letters(words)
      const found = remembered.get(name) ?? spelledOrSounding(name, () => true)
      if (remembered.size >= REMEMBERED) remembered.clear()
      remembered.set(name, found)
      return found
    },
    called(within, name) {
      const wanted = letters(fold(name))
      const among = ({ vocabulary }: NamedTerm) => within.includes(vocabulary)
      const exact = find((term) => among(term) && term.names.includes(wanted))
      return exact.size > 0 ? exact : spelledOrSounding(wanted, among)
    },
  }
}
