import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { fold } from '../tags/fold.ts'
import { matchTerms, type NamedTerm, type Terms, vocabularies } from '../tags/terms.ts'

/** What can be taught: a tag there is, one that is made for it, or those tags of a vocabulary that enough tracks have. */
export type TeachOption =
  | { kind: 'tag'; id: string; term: NamedTerm }
  | { kind: 'new'; id: string; name: string }
  | { kind: 'whole'; id: string; vocabulary: VocabularyId }

const mostTags = 40

/** Vocabularies that make sense to be told apart as a whole: of one's own tags, each is for itself. */
const wholes = vocabularies.filter((vocabulary) => vocabulary !== 'own')

/**
 * What fits the words that are typed, best first. A tag is made of words that no tag is called. Whole vocabularies are
 * offered where `nameOfWhole` fits, and only where no tracks are to be marked (`tagsOnly`).
 */
export function teachOptions(
  terms: Terms,
  words: string,
  { tagsOnly, nameOfWhole }: { tagsOnly: boolean; nameOfWhole(vocabulary: VocabularyId): string },
): TeachOption[] {
  const name = words.trim().replace(/\s+/g, ' ')
  const all = vocabularies
    .toSorted((a, b) => Number(b === 'own') - Number(a === 'own'))
    .flatMap((vocabulary) => terms.of(vocabulary))
    .filter((term) => !term.family)
  const tags = matchTerms(all, name)
    .slice(0, mostTags)
    .map((term): TeachOption => ({ kind: 'tag', id: `${term.vocabulary}/${term.tag}`, term }))
  const wanted = fold(name)
  const isNew = name !== '' && !terms.of('own').some((term) => fold(term.name) === wanted)
  const isTag = all.some((term) => term.folded.includes(wanted))
  const made: TeachOption[] = isNew ? [{ kind: 'new', id: 'new', name }] : []
  const whole = tagsOnly
    ? []
    : wholes
        .filter((vocabulary) => fold(nameOfWhole(vocabulary)).includes(wanted))
        .map((vocabulary): TeachOption => ({ kind: 'whole', id: vocabulary, vocabulary }))
  return isTag ? [...tags, ...whole, ...made] : [...made, ...tags, ...whole]
}
