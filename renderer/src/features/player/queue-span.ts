import type { QueueEntry } from './queue.ts'

/** Places in the queue from `from` up to but without `to`. */
export interface Span {
  from: number
  to: number
}

/** Tracks are asked for by so many entries at once, so that scrolling does not ask at every row. */
const step = 50

/** The span to ask tracks of where the entries `first` to `last` are drawn. */
export function spanAround(first: number, last: number): Span {
  return { from: Math.floor(first / step) * step, to: (Math.floor(last / step) + 1) * step }
}

/** The tracks of a span, each once; in an order of their own, so that entries moved inside it ask nothing anew. */
export function tracksIn(entries: readonly QueueEntry[], { from, to }: Span): number[] {
  const ids = new Set(entries.slice(from, to).map(({ id }) => id))
  return [...ids].toSorted((a, b) => a - b)
}
