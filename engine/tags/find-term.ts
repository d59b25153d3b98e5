import { problem } from '../../contract/problem.ts'
import {
  type Term,
  type Vocabulary,
  type VocabularyId,
  vocabularyId,
} from '../../contract/vocabulary.ts'
import { fold } from '../library/fold.ts'

export interface FoundTerm {
  vocabulary: VocabularyId
  term: Term
}

/** How names are compared: folded, whatever is between the letters and digits. */
function letters(name: string): string {
  return fold(name).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/** `makam:hicaz` names one of a vocabulary; anything else may be of any. */
function parted(given: string): { only: VocabularyId | undefined; name: string } {
  const colon = given.indexOf(':')
  const only = vocabularyId.options.find((id) => id === fold(given.slice(0, Math.max(0, colon))))
  return only ? { only, name: given.slice(colon + 1) } : { only, name: given }
}

/**
 * The term that a name means: its name, its id or an alias in any spelling, in all vocabularies or the one that is
 * named before a colon. A term that is called so goes before those that only have the name as an alias. Problems:
 * `not-found`; `invalid-input` where several are meant, naming them.
 */
export function findTerm(vocabularies: readonly Vocabulary[], given: string): FoundTerm {
  const { only, name } = parted(given)
  const wanted = letters(name)
  const all = vocabularies
    .filter(({ vocabulary }) => only === undefined || vocabulary === only)
    .flatMap(({ vocabulary, terms }) => terms.map((term) => ({ vocabulary, term })))
  const having = (names: (term: Term) => readonly string[]) =>
    all.filter(({ term }) => names(term).some((one) => letters(one) === wanted))
  const called = having((term) => [term.name, term.id])
  const found = called.length > 0 ? called : having(({ aliases }) => aliases)
  const [first] = found
  if (!first || wanted === '')
    throw problem(
      'not-found',
      `No tag ${only ? `of the vocabulary ${only} ` : ''}is called “${name}”.`,
    )
  if (found.length === 1) return first
  const possible = found.map(
    ({ vocabulary, term }) => `${vocabulary}:${term.id} (${term.name}, ${term.traditions[0]})`,
  )
  throw problem('invalid-input', `“${given}” may be any of: ${possible.join(', ')}. Name one.`)
}
