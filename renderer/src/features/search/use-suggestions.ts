import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queries } from '../../client.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { useTerms } from '../tags/use-terms.ts'
import { useRecentSearches } from './recent-searches.ts'
import { type Suggestion, suggest, typingPlace } from './suggestions.ts'

const leastLetters = 3
const mostArtists = 4

/**
 * What may be meant by what is typed: names, terms and their values; of an empty search what was searched before. While
 * the search itself is `busy`, artists are not asked for: they would make it wait.
 */
export function useSuggestions(
  search: string,
  caret: number,
  busy: boolean,
): readonly Suggestion[] {
  const terms = useTerms()
  const language = useLanguage()
  const recent = useRecentSearches(({ searches }) => searches)
  const place = typingPlace(search, caret)
  const wanted = place && (place.prefix === null || place.prefix === 'artist') ? place.value : ''
  const rows = useQuery(
    queries.artists.list.queryOptions({
      input: { search: wanted, language, limit: mostArtists },
      enabled: !busy && wanted.length >= leastLetters,
    }),
  ).data?.rows
  return useMemo(() => {
    if (search.trim() === '')
      return recent.map((text) => ({
        kind: 'recent',
        prefix: null,
        name: text,
        text,
        from: 0,
        to: search.length,
      }))
    const artists = wanted.length < leastLetters ? [] : (rows ?? []).map(({ artist }) => artist)
    return suggest(search, caret, { terms, artists })
  }, [search, caret, wanted, rows, terms, recent])
}
