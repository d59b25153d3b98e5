/** Rows asked for at once. */
export const pageSize = 100

export type Pages<Row> = ReadonlyMap<number, readonly Row[]>

/** Numbers of the pages that hold the rows `first`..`last`. */
export function pagesBetween(first: number, last: number): number[] {
  const from = Math.floor(first / pageSize)
  const to = Math.floor(Math.max(first, last) / pageSize)
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
}

interface Coming<Row> extends Shown<Row> {
  /** All pages asked for have come, of one state of the library. */
  settled: boolean
}

/** The row at the top of the view, which is to stay there. */
export interface Held<Row> {
  index: number
  id: number
  is: (row: Row) => boolean
}

/**
 * What to show of the rows that have come, given those shown until now. While the library changes under the list, the
 * rows of before stay until all of the new have come, and until the held row is among them: else the list would jump.
 * `sought` is the held row when it has first to be found, because it is not where it was.
 */
export function nextShown<Row>(
  shown: Shown<Row> | undefined,
  coming: Coming<Row>,
  held: Held<Row> | undefined,
): { shown: Shown<Row>; sought: Held<Row> | undefined } {
  const { settled, ...fresh } = coming
  if (!shown || shown.view !== fresh.view) return { shown: fresh, sought: undefined }
  const isLost =
    held !== undefined &&
    fresh.pages.has(Math.floor(held.index / pageSize)) &&
    indexIn(fresh.pages, held.is) === undefined
  if (settled && !isLost) return { shown: fresh, sought: undefined }
  const pages = new Map(fresh.pages)
  for (const [page, rows] of shown.pages) pages.set(page, rows)
  return { shown: { ...shown, pages }, sought: settled ? held : undefined }
}
