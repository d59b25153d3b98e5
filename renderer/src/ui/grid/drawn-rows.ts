/** Rows drawn beyond each end of the view, so that a turn of the wheel shows no empty place. */
const beyond = 12
/** The rows drawn change by so many at once: a change for each single row would cost more than it saves. */
const step = 4
/** Browsers place nothing further than some 30 million pixels away, so rows of a very long list hang on every 1,000th. */
const reach = 1000

/** The first row in a view that begins at `top` px, in steps. */
export function firstInView(top: number, rowHeight: number): number {
  return Math.floor(top / rowHeight / step) * step
}

/**
 * The indexes to draw in a list of `count` where the view begins at `start` and `inView` rows are seen at once; only
 * those in view for a first drawing that is to be `quick`.
 */
export function drawnRows(start: number, count: number, inView: number, quick = false): number[] {
  const around = quick ? 0 : beyond
  const length = inView + step + 2 * around
  const first = Math.max(0, Math.min(start - around, count - length))
  return Array.from({ length: Math.min(length, count - first) }, (_, at) => first + at)
}

/** The row that the rows of a very long list are placed from. */
export function originOf(index: number): number {
  return Math.floor(index / reach) * reach
}
