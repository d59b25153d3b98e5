import { useTranslation } from 'react-i18next'
import type { PlaylistQuery } from '../../../../contract/playlist.ts'
import { parseSearch } from '../../../../contract/search-query.ts'
import { formatLocale, ofLanguage } from '../../locales/formats.ts'
import { isChosen } from '../browse/filter.ts'
import { termName } from '../search/term-words.ts'
import { useTerms } from '../tags/use-terms.ts'

const list = ofLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }))
const enumeration = ofLanguage(
  (locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' }),
)

type Followed = Pick<PlaylistQuery, 'search' | 'browse' | 'favourites'>

/** What a smart playlist follows, in words: its search, and the names that are chosen. */
export function useQueryWords(followed: Followed): string {
  const { t } = useTranslation()
  const chosen = useChosenWords(followed)
  const search = followed.search.trim()
  const words = search === '' ? chosen : [t('playlist.searched', { search }), ...chosen]
  return words.length === 0 ? t('playlist.everything') : list().format(words)
}

/** What a smart playlist may be called: what it follows as a person would say it, with a capital. */
export function useQueryName(followed: Followed): string {
  const { t } = useTranslation()
  const terms = useTerms()
  const chosen = useChosenWords(followed)
  const found = parseSearch(followed.search, new Date()).terms
  const plain = found.filter(({ criterion, excluded }) => criterion.by === 'words' && !excluded)
  const others = found.filter((term) => !plain.includes(term))
  const names = [
    plain.map((term) => termName(t, term, terms)).join(' '),
    ...others.map((term) => termName(t, term, terms)),
    ...chosen,
  ].filter((name) => name !== '')
  const name = names.length === 0 ? t('playlist.everything') : enumeration().format(names)
  const [first = ''] = name
  return first.toLocaleUpperCase(formatLocale()) + name.slice(first.length)
}

/** The names that are chosen besides the search. */
function useChosenWords({ browse, favourites }: Pick<Followed, 'browse' | 'favourites'>): string[] {
  const { t } = useTranslation()
  const terms = useTerms()
  const words: string[] = []
  if (favourites) words.push(t('sidebar.favourites'))
  if (browse && isChosen(browse)) {
    words.push(...browse.traditions.map((tradition) => t(`tradition.${tradition}`)))
    words.push(...browse.tags.map(terms.nameOf), ...browse.artists)
    if (browse.unsure) words.push(t('browse.unsureTracks'))
  }
  return words
}
