/** Rows asked for at once: about as many as are drawn. */
export const pageSize = 50

export type Pages<Row> = ReadonlyMap<number, readonly Row[]>

/** Numbers of the pages that hold the rows `first`..`last`, which may begin before the first row. */
export function pagesBetween(first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / pageSize))
  const to = Math.max(from, Math.floor(last / pageSize))
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

export function rowOf<Row>(pages: Pages<Row>, index: number): Row | undefined {
  return pages.get(Math.floor(index / pageSize))?.[index % pageSize]
}

/** Where a row is in the pages that there are. */
export function indexIn<Row>(pages: Pages<Row>, is: (row: Row) => boolean): number | undefined {
  for (const [page, rows] of pages) {
    const at = rows.findIndex(is)
    if (at >= 0) return page * pageSize + at
  }
  return undefined
}

/** The rows of one query as they are shown. */
export interface Shown<Row> {
  view: string
  total: number | undefined
  pages: Pages<Row>
  /** Says of which state of the library the pages are; undefined while that is not known. */
  state: number | undefined
}

interface Coming<Row> extends Shown<Row> {
  /** All pages asked for have come, of one state of the library. */
  settled: boolean
}

/** The row at the top of the view, which is to stay there, and the rows drawn around it. */
export interface Held<Row> {
  index: number
  id: number
  is: (row: Row) => boolean
  first: number
  last: number
}

/**
 * What to show of the rows that have come, given those shown until now. While the library changes under the list, the
 * rows of before stay until all of the new have come, the held row and those around it among them: else the list would
 * jump. Pages of the same state are shown one by one as they come. `sought` is the held row when the pages around it
 * have first to be asked for, because it is not where it was.
 */
export function nextShown<Row>(
  shown: Shown<Row> | undefined,
  coming: Coming<Row>,
  held: Held<Row> | undefined,
): { shown: Shown<Row>; sought: Held<Row> | undefined } {
  const { settled, ...fresh } = coming
  if (!shown || shown.view !== fresh.view) return { shown: fresh, sought: undefined }
  if (settled && (!held || isSurrounded(fresh.pages, held)))
    return { shown: fresh, sought: undefined }
  const pages =
    shown.state === fresh.state ? new Map([...shown.pages, ...fresh.pages]) : shown.pages
  return { shown: { ...shown, pages }, sought: settled ? held : undefined }
}

/** Whether the held row is where it was, or all that is to be drawn around its new place has come. */
function isSurrounded<Row>(pages: Pages<Row>, held: Held<Row>): boolean {
  const index = indexIn(pages, held.is)
  if (index === undefined) return false
  const moved = index - held.index
  return (
    moved === 0 ||
    pagesBetween(held.first + moved, held.last + moved).every((page) => pages.has(page))
  )
}
