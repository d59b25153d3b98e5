import type { TFunction } from 'i18next'
import type { Criterion, SearchTerm } from '../../../../contract/search-query.ts'
import type { Range } from '../../../../contract/search-values.ts'
import { formatDuration } from '../../format.ts'
import { ofLanguage } from '../../locales/formats.ts'
import { fold } from '../tags/fold.ts'
import type { Terms } from '../tags/terms.ts'

const notes = ['A', 'B♭', 'B', 'C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭']
const day = ofLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))

/** How numbers of a range are said. Ranges end before their `to`: what is said is the last that belongs to them. */
const said: Readonly<Record<'year' | 'length' | 'added', (value: number) => string>> = {
  year: String,
  length: formatDuration,
  added: (at) => day().format(at),
}

/** A term as people are told what it means: "Year: 1950 to 1970", "not Artist: Anonim". */
export function termWords(t: TFunction, { criterion, excluded }: SearchTerm, terms: Terms): string {
  const words = meaning(t, criterion, terms)
  return excluded ? t('search.not', { term: words }) : words
}

/** The same as one would call it, without what it is of: "1950 to 1970", "not Anonim", "Hicaz". */
export function termName(t: TFunction, { criterion, excluded }: SearchTerm, terms: Terms): string {
  const name = plainly(t, criterion, terms)
  return excluded ? t('search.not', { term: name }) : name
}

function plainly(t: TFunction, criterion: Criterion, terms: Terms): string {
  switch (criterion.by) {
    case 'words':
    case 'text':
      return criterion.text.replace(/["“”„«»]/g, '').trim()
    case 'state':
      return t(`search.state.${criterion.state}`)
    case 'tag':
      return nameOf(criterion, terms)
    case 'tonic':
      return notes[criterion.note]!
    default:
      return rangeWords(t, criterion.range, said[criterion.by])
  }
}

function meaning(t: TFunction, criterion: Criterion, terms: Terms): string {
  switch (criterion.by) {
    case 'words':
      return criterion.phrase ? t('search.phrase', { words: criterion.text }) : criterion.text
    case 'state':
      return t(`search.state.${criterion.state}`)
    case 'text':
      return t('search.meaning', {
        what: t(`search.what.${criterion.field}`),
        value: criterion.text,
      })
    case 'tag': {
      const [vocabulary, ...others] = criterion.within
      const what =
        vocabulary && others.length === 0 ? t(`vocabulary.${vocabulary}`) : t('search.what.mode')
      return t('search.meaning', { what, value: nameOf(criterion, terms) })
    }
    case 'tonic':
      return t('search.meaning', { what: t('search.what.tonic'), value: notes[criterion.note]! })
    default:
      return t('search.meaning', {
        what: t(`search.what.${criterion.by}`),
        value: rangeWords(t, criterion.range, said[criterion.by]),
      })
  }
}

/** The name of the only tag that is called so; else what was written. */
function nameOf({ within, text }: Extract<Criterion, { by: 'tag' }>, terms: Terms): string {
  const wanted = fold(text)
  const found = within
    .flatMap((vocabulary) => terms.of(vocabulary))
    .filter(({ folded, family }) => !family && folded.includes(wanted))
  return found.length === 1 ? found[0]!.name : text
}

function rangeWords(t: TFunction, { from, to }: Range, inWords: (value: number) => string): string {
  if (from === null) return t('search.range.until', { to: to === null ? '' : inWords(to - 1) })
  if (to === null) return t('search.range.from', { from: inWords(from) })
  const [first, last] = [inWords(from), inWords(to - 1)]
  return first === last ? first : t('search.range.between', { from: first, to: last })
}
