import { keepPreviousData, type QueryKey, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { pageSize, pagesBetween, rowOf } from './pages.ts'

export interface Page<Row> {
  total: number
  rows: Row[]
}

/** How one page of a query is asked for. */
export interface PageRequest<Row> {
  queryKey: QueryKey
  queryFn: () => Promise<Page<Row>>
}

/** Pages that are not looked at are forgotten after this long, so that scrolling through a million rows costs little. */
export const forgetAfter = 30_000

/**
 * The rows of a query, fetched in pages as they come into view. While a new query is on its way the rows of the
 * one before it stay, so that typing never blanks the list; `shown` is the query that is shown.
 */
export function usePages<Query, Row>(
  query: Query,
  request: (query: Query, part: { offset: number; limit: number }) => PageRequest<Row>,
) {
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const pageOf = (of: Query, page: number) => ({
    ...request(of, { offset: page * pageSize, limit: pageSize }),
    gcTime: forgetAfter,
  })
  const head = useQuery({ ...pageOf(query, 0), placeholderData: keepPreviousData })
  const shown = useRef(query)
  if (head.data && !head.isPlaceholderData) shown.current = query

  const wanted = pagesBetween(visible.first, visible.last).filter((page) => page > 0)
  const fetched = useQueries({ queries: wanted.map((page) => pageOf(shown.current, page)) })
  const pages = new Map<number, readonly Row[]>()
  if (head.data) pages.set(0, head.data.rows)
  wanted.forEach((page, index) => {
    const rows = fetched[index]?.data?.rows
    if (rows) pages.set(page, rows)
  })

  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])
  return {
    total: head.data?.total,
    error: head.error,
    shown: shown.current,
    view: JSON.stringify(shown.current),
    /** The rows shown are not yet those of the query. */
    busy: head.isPlaceholderData,
    rowAt: (index: number) => rowOf(pages, index),
    onVisible,
  }
}
