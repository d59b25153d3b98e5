import { useQueryClient } from '@tanstack/react-query'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { AlbumName, TrackRow, TrackSort } from '../../../../contract/track.ts'
import { engine, queries } from '../../client.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { forgetAfter, type KnownRows, usePages } from './use-pages.ts'

export interface TrackQuery {
  search: string
  sort: TrackSort
  descending: boolean
  browse?: BrowseFilter
  favourites?: boolean
  album?: AlbumName
  artist?: string
}

const known: KnownRows<TrackQuery, TrackRow> = {
  idOf: (track) => track.id,
  find: async (query, id) => (await engine.track.position({ ...query, id })).index,
}

/** The tracks of a query in the order of the page's language, see {@link usePages}. */
export function useTrackPages(query: TrackQuery) {
  const cache = useQueryClient()
  const language = useLanguage()
  const pages = usePages(
    { ...query, language },
    (of, part) => {
      const input = { ...of, ...part }
      return {
        queryKey: queries.track.list.key({ input }),
        queryFn: () => engine.track.list(input),
      }
    },
    known,
  )
  return {
    ...pages,
    /** The search whose rows are shown. */
    search: pages.shown.search,
    allIds: async () => {
      const { ids } = await cache.fetchQuery(
        queries.track.ids.queryOptions({ input: pages.shown, gcTime: forgetAfter }),
      )
      return ids
    },
  }
}

export type TrackPages = ReturnType<typeof useTrackPages>
