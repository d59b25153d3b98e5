import type { Language } from '../../../../contract/language.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import type {
  ModeVocabulary,
  Term,
  Tradition,
  Vocabulary,
  VocabularyId,
} from '../../../../contract/vocabulary.ts'
import { compareNames } from '../../format.ts'
import { ofLanguage } from '../../locales/formats.ts'
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
  'own',
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

const anyOf = ofLanguage((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }))

/** Of the languages that are not written in Latin letters. */
const scripts: { readonly [Key in Language]?: RegExp } = {
  hi: /\p{Script=Devanagari}/u,
  el: /\p{Script=Greek}/u,
  ta: /\p{Script=Tamil}/u,
}

type Named = Pick<Term, 'name' | 'aliases'>

/** A name as readers of the language know it, in their own letters first where the vocabulary has them. */
function nameIn(language: Language, { name, aliases }: Named): string {
  const native = aliases.find((alias) => scripts[language]?.test(alias))
  return native ? `${native} (${name})` : name
}

/** Families are named by their members: "Uşşak, Beyati or Neva". */
export function indexTerms(all: readonly Vocabulary[], language: Language): Terms {
  const byVocabulary = new Map<VocabularyId, NamedTerm[]>()
  const byId = new Map<string, NamedTerm>()
  for (const { vocabulary, terms } of all) {
    const known = new Map<string, Named>(terms.map((term) => [term.id, term]))
    const named = terms.map((term) => {
      const { id, aliases, traditions } = term
      const members = term.members?.map(
        (member) => known.get(member) ?? { name: member, aliases: [] },
      )
      return {
        vocabulary,
        tag: id,
        name: members
          ? anyOf().format(members.map((member) => nameIn(language, member)))
          : nameIn(language, term),
        traditions,
        folded: [term.name, ...aliases, ...(members ?? []).map(({ name }) => name)].map(fold),
        family: members !== undefined,
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
    .sort((a, b) => a.how - b.how || compareNames(a.term.name, b.term.name))
    .map(({ term }) => term)
}
