import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { TrackRow, TrackSort } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { pageSize, pagesBetween, rowOf } from './pages.ts'

export interface TrackQuery {
  search: string
  sort: TrackSort
  descending: boolean
  browse?: BrowseFilter
}

/** Pages that are not looked at are forgotten after this long, so that scrolling through a million rows costs little. */
const forgetAfter = 30_000

function pageOptions(query: TrackQuery, page: number) {
  return queries.track.list.queryOptions({
    input: { ...query, offset: page * pageSize, limit: pageSize },
    gcTime: forgetAfter,
  })
}

/**
 * The rows of a query, fetched in pages as they come into view. While a new query is on its way the rows of the
 * one before it stay, so that typing never blanks the table; `view` tells which query is shown.
 */
export function useTrackPages(query: TrackQuery) {
  const cache = useQueryClient()
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const head = useQuery({ ...pageOptions(query, 0), placeholderData: keepPreviousData })
  const shown = useRef(query)
  if (head.data && !head.isPlaceholderData) shown.current = query

  const wanted = pagesBetween(visible.first, visible.last).filter((page) => page > 0)
  const fetched = useQueries({ queries: wanted.map((page) => pageOptions(shown.current, page)) })
  const pages = new Map<number, readonly TrackRow[]>()
  if (head.data) pages.set(0, head.data.rows)
  wanted.forEach((page, index) => {
    const rows = fetched[index]?.data?.rows
    if (rows) pages.set(page, rows)
  })

  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  return {
    total: head.data?.total,
    error: head.error,
    /** The search whose rows are shown. */
    search: shown.current.search,
    view: JSON.stringify(shown.current),
    /** The rows shown are not yet those of the query. */
    busy: head.isPlaceholderData,
    rowAt: (index: number) => rowOf(pages, index),
    onVisible,
    allIds: async () => {
      const { ids } = await cache.fetchQuery(
        queries.track.ids.queryOptions({ input: shown.current, gcTime: forgetAfter }),
      )
      return ids
    },
  }
}
