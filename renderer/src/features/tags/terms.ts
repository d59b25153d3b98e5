import type { TagRef } from '../../../../contract/tag.ts'
import type {
  ModeVocabulary,
  Tradition,
  Vocabulary,
  VocabularyId,
} from '../../../../contract/vocabulary.ts'
import { fold } from './fold.ts'

export const traditions: readonly Tradition[] = [
  'turkish',
  'hindustani',
  'carnatic',
  'greek',
  'other',
]
export const modeVocabularies: readonly ModeVocabulary[] = ['makam', 'raga', 'dromos']
/** In the order in which people are shown them. */
export const vocabularies: readonly VocabularyId[] = [
  'tradition',
  ...modeVocabularies,
  'form',
  'usul',
  'tala',
  'instrument',
]

/** A name of a vocabulary, as the page needs it. */
export interface NamedTerm extends TagRef {
  name: string
  traditions: readonly Tradition[]
  /** The name and every alias, of families the names of the members too; folded. */
  folded: readonly string[]
  /** A family of modes that the tones may not tell apart. */
  family: boolean
}

export interface Terms {
  /** Of one vocabulary, in the order of its file. */
  of(vocabulary: VocabularyId): readonly NamedTerm[]
  get(ref: TagRef): NamedTerm | undefined
  /** What people call it; its id when the vocabulary does not have it. */
  nameOf(ref: TagRef): string
}

/** en-GB: no comma before the last. */
const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' })

/** Families are named by their members: "Uşşak, Beyati or Neva". */
export function indexTerms(all: readonly Vocabulary[]): Terms {
  const byVocabulary = new Map<VocabularyId, NamedTerm[]>()
  const byId = new Map<string, NamedTerm>()
  for (const { vocabulary, terms } of all) {
    const names = new Map(terms.map(({ id, name }) => [id, name]))
    const named = terms.map(({ id, name, aliases, traditions, members }) => {
      const memberNames = members?.map((member) => names.get(member) ?? member)
      return {
        vocabulary,
        tag: id,
        name: memberNames ? anyOf.format(memberNames) : name,
        traditions,
        folded: [name, ...aliases, ...(memberNames ?? [])].map(fold),
        family: memberNames !== undefined,
      }
    })
    byVocabulary.set(vocabulary, named)
    for (const term of named) byId.set(`${vocabulary}/${term.tag}`, term)
  }
  const get = ({ vocabulary, tag }: TagRef) => byId.get(`${vocabulary}/${tag}`)
  return {
    of: (vocabulary) => byVocabulary.get(vocabulary) ?? [],
    get,
    nameOf: (ref) => get(ref)?.name ?? ref.tag,
  }
}

/** How well words fit a term: 0 its name, 3 somewhere within a name; undefined when they do not. Both folded. */
function fitOf(term: NamedTerm, words: string): number | undefined {
  let best: number | undefined
  for (const name of term.folded) {
    const at = name.indexOf(words)
    if (at < 0) continue
    const here = name === words ? 0 : at === 0 ? 1 : /[\s-]/.test(name[at - 1] ?? '') ? 2 : 3
    best = Math.min(best ?? here, here)
  }
  return best
}

/** The terms that have words in their name or an alias, best fit first; all of them without words. */
export function matchTerms(terms: readonly NamedTerm[], words: string): NamedTerm[] {
  const wanted = fold(words.trim())
  if (wanted === '') return [...terms]
  return terms
    .flatMap((term) => {
      const how = fitOf(term, wanted)
      return how === undefined ? [] : [{ term, how }]
    })
    .sort((a, b) => a.how - b.how || a.term.name.localeCompare(b.term.name))
    .map(({ term }) => term)
}
