import type { AlbumSort } from '../../../../contract/collection.ts'
import { engine, queries } from '../../client.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { usePages } from '../library/use-pages.ts'

interface AlbumQuery {
  search: string
  sort: AlbumSort
  descending: boolean
  artist?: string
}

/** The albums of a query in the order of the page's language. */
export function useAlbumPages(query: AlbumQuery) {
  const language = useLanguage()
  return usePages({ ...query, language }, (of, part) => {
    const input = { ...of, ...part }
    return {
      queryKey: queries.albums.list.key({ input }),
      queryFn: () => engine.albums.list(input),
    }
  })
}

export type AlbumPages = ReturnType<typeof useAlbumPages>
