import { keepPreviousData, type QueryKey, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import {
  type Held,
  indexIn,
  nextShown,
  pageSize,
  pagesBetween,
  rowOf,
  type Shown,
} from './pages.ts'
import { useSettling } from './use-settling.ts'

export interface Page<Row> {
  total: number
  rows: Row[]
}

/** How one page of a query is asked for. */
export interface PageRequest<Row> {
  queryKey: QueryKey
  queryFn: () => Promise<Page<Row>>
}

/** How rows are known again when the list has changed around them. */
export interface KnownRows<Query, Row> {
  idOf: (row: Row) => number
  /** Where a row is in the order of the query; null when it is not in it. */
  find: (query: Query, id: number) => Promise<number | null>
}

/** The rows drawn; see the grid's `onVisible`. */
interface InView {
  first: number
  last: number
  topRow: () => number | undefined
}

/** Pages that are not looked at are forgotten after this long, so that scrolling through a million rows costs little. */
export const forgetAfter = 30_000
/** While a scroll bar is dragged through the list, pages are asked for at most this often, milliseconds. */
const pause = 100

const noPages: readonly number[] = []

/**
 * The rows of a query, fetched in pages as they come into view. While a new query is on its way the rows of the
 * one before it stay, so that typing never blanks the list; `shown` is the query that is shown. Where rows are
 * `known`, the one at the top of the view stays there however many others arrive before it. Pass a constant.
 */
export function usePages<Query, Row>(
  query: Query,
  request: (query: Query, part: { offset: number; limit: number }) => PageRequest<Row>,
  known?: KnownRows<Query, Row>,
) {
  const [wanted, want] = useSettling(noPages, pause)
  const pageOf = (of: Query, page: number) => ({
    ...request(of, { offset: page * pageSize, limit: pageSize }),
    gcTime: forgetAfter,
  })
  const head = useQuery({ ...pageOf(query, 0), placeholderData: keepPreviousData })
  const asked = useRef(query)
  if (head.data && !head.isPlaceholderData) asked.current = query

  const fetched = useQueries({ queries: wanted.map((page) => pageOf(asked.current, page)) })
  const pages = new Map<number, readonly Row[]>()
  if (head.data) pages.set(0, head.data.rows)
  wanted.forEach((page, index) => {
    const rows = fetched[index]?.data?.rows
    if (rows) pages.set(page, rows)
  })
  const coming = {
    view: JSON.stringify(asked.current),
    total: head.data?.total,
    pages,
    // Whatever changes the library has the head fetched anew.
    state: head.isFetching ? undefined : head.dataUpdatedAt,
    // Answers that count otherwise are of different states, and more are on their way.
    settled: [head, ...fetched].every(
      (answer) => !answer.isFetching && answer.data?.total === head.data?.total,
    ),
  }

  const inView = useRef<InView>({ first: 0, last: 0, topRow: () => undefined })
  const before = useRef<Shown<Row>>(undefined)
  const [lost, setLost] = useState<number>()
  const held = known && heldRow(before.current, inView.current, known)
  const { shown, sought } = nextShown(before.current, coming, held?.id === lost ? undefined : held)
  before.current = shown

  const { id, index: from } = sought ?? {}
  // Where the row was found it may be no more when its page has come, so whatever comes without it has it sought again.
  const arrival = sought && [head, ...fetched].map((answer) => answer.dataUpdatedAt).join()
  useEffect(() => {
    if (!known || id === undefined || from === undefined || arrival === undefined) return
    let isCurrent = true
    // When it cannot be told where the row is, the list has to go on without it.
    const finding = known.find(asked.current, id).catch(() => null)
    void finding.then((index) => {
      if (!isCurrent) return
      const { first, last } = inView.current
      if (index === null) setLost(id)
      else want(pagesToAsk(first + index - from, last + index - from))
    })
    return () => {
      isCurrent = false
    }
  }, [known, id, from, arrival, want])

  const onVisible = useCallback(
    (first: number, last: number, topRow: () => number | undefined = () => undefined) => {
      inView.current = { first, last, topRow }
      want(pagesToAsk(first, last))
    },
    [want],
  )
  return {
    total: shown.total,
    error: head.error,
    shown: asked.current,
    view: shown.view,
    /** The rows shown are not yet those of the query. */
    busy: head.isPlaceholderData,
    rowAt: (index: number) => rowOf(shown.pages, index),
    indexOf: (key: number) => known && indexIn(shown.pages, (row) => known.idOf(row) === key),
    onVisible,
  }
}

/** The pages that hold these rows, without the first one, which is always asked for. */
function pagesToAsk(first: number, last: number): number[] {
  return pagesBetween(first, last).filter((page) => page > 0)
}

function heldRow<Query, Row>(
  shown: Shown<Row> | undefined,
  { first, last, topRow }: InView,
  { idOf }: KnownRows<Query, Row>,
): Held<Row> | undefined {
  const index = topRow()
  const row = index === undefined || !shown ? undefined : rowOf(shown.pages, index)
  if (row === undefined || index === undefined) return undefined
  const id = idOf(row)
  return { index, id, is: (other) => idOf(other) === id, first, last }
}
