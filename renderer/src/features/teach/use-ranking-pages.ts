import { useQueryClient } from '@tanstack/react-query'
import type { RankedTrack } from '../../../../contract/head.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import { engine, queries } from '../../client.ts'
import { forgetAfter, usePages } from '../library/use-pages.ts'

export interface RankingQuery extends TagRef {
  unjudgedOnly: boolean
}

/** Rows asked for at once where all of them are wanted. */
const most = 500

/** All tracks that the head of a tag judged, the likeliest first. */
export function useRankingPages(query: RankingQuery) {
  const cache = useQueryClient()
  const pages = usePages<RankingQuery, RankedTrack>(query, (of, part) => {
    const input = { ...of, ...part }
    return {
      queryKey: queries.teach.ranking.key({ input }),
      queryFn: () => engine.teach.ranking(input),
    }
  })

  async function allIds(): Promise<number[]> {
    const ids: number[] = []
    for (let offset = 0; ; offset += most) {
      const { rows, total } = await cache.fetchQuery(
        queries.teach.ranking.queryOptions({
          input: { ...pages.shown, offset, limit: most },
          gcTime: forgetAfter,
        }),
      )
      ids.push(...rows.map(({ track }) => track.id))
      if (rows.length === 0 || ids.length >= total) return ids
    }
  }
  return { ...pages, allIds }
}
