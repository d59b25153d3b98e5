/** Rows asked for at once. */
export const pageSize = 200

/** Numbers of the pages that hold the rows `first`..`last`. */
export function pagesBetween(first: number, last: number): number[] {
  const from = Math.floor(first / pageSize)
  const to = Math.floor(Math.max(first, last) / pageSize)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

export function rowOf<Row>(
  pages: ReadonlyMap<number, readonly Row[]>,
  index: number,
): Row | undefined {
  return pages.get(Math.floor(index / pageSize))?.[index % pageSize]
}
