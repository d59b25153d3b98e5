import { useTranslation } from 'react-i18next'
import type { PlaylistQuery } from '../../../../contract/playlist.ts'
import { ofLanguage } from '../../locales/formats.ts'
import { isChosen } from '../browse/filter.ts'
import { useTerms } from '../tags/use-terms.ts'

const list = ofLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }))

type Followed = Pick<PlaylistQuery, 'search' | 'browse' | 'favourites'>

/** What a smart playlist follows, in words: its search, and the names that are chosen. */
export function useQueryWords({ search, browse, favourites }: Followed): string {
  const { t } = useTranslation()
  const terms = useTerms()
  const words: string[] =
    search.trim() === '' ? [] : [t('playlist.searched', { search: search.trim() })]
  if (favourites) words.push(t('sidebar.favourites'))
  if (browse && isChosen(browse)) {
    words.push(...browse.traditions.map((tradition) => t(`tradition.${tradition}`)))
    words.push(...browse.tags.map(terms.nameOf), ...browse.artists)
    if (browse.unsure) words.push(t('browse.unsureTracks'))
  }
  return words.length === 0 ? t('playlist.everything') : list().format(words)
}
