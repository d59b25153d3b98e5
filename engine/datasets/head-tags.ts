import { isProblem } from '../../contract/problem.ts'
import { type Vocabulary, vocabularyId } from '../../contract/vocabulary.ts'
import type { HeadTag } from '../heads/head.ts'
import { findTerm } from '../tags/find-term.ts'

/** What stands before the two dashes; empty for a plain name. */
export function categoryOf(tag: string): string {
  const at = tag.indexOf('--')
  return at < 0 ? '' : tag.slice(0, at)
}

/** The vocabulary of tags that are in none of those that Naghma brings. */
const OWN = 'own'

/**
 * A tag of a dataset as heads have it: a term of a vocabulary where the category is one (`makam--Hicaz`,
 * `instruments--Ney`), else by its name.
 */
export function headTagOf(
  tag: string,
  vocabularies: readonly Vocabulary[],
): Pick<HeadTag, 'vocabulary' | 'tag' | 'name'> {
  const category = categoryOf(tag)
  const name = category === '' ? tag : tag.slice(category.length + 2)
  const known = vocabularyId.options.find((id) => id === category.toLowerCase().replace(/s$/, ''))
  if (known === undefined) return { vocabulary: category || OWN, tag: name, name }
  try {
    const { vocabulary, term } = findTerm(vocabularies, `${known}:${name}`)
    return { vocabulary, tag: term.id, name: term.name }
  } catch (error) {
    if (isProblem(error)) return { vocabulary: known, tag: name, name }
    throw error
  }
}
