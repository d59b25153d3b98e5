/** How far back the rate looks. */
const REMEMBERED_MS = 5_000
/** A shorter time says nothing about a rate. */
const SHORTEST_MS = 500
/** Bytes arrive in thousands of pieces a second; so many need not be remembered. */
const MARK_EVERY_MS = 100

export interface TransferRate {
  /** Notes that so many bytes are here at `now`; fewer than before, or a gap, begin anew. */
  reached(bytes: number, now: number): void
  /** Forgets the past, e.g. while nothing is fetched. */
  reset(): void
  /** Bytes per second of the last five seconds; null until there is half a second to go by. */
  perSecond(): number | null
}

/** The rate at which bytes arrive. Times are milliseconds. */
export function createTransferRate(): TransferRate {
  let marks: { bytes: number; at: number }[] = []
  return {
    reached: (bytes, now) => {
      const last = marks.at(-1)
      if (last && (bytes < last.bytes || now - last.at > REMEMBERED_MS)) marks = []
      const previous = marks.at(-1)
      if (previous && now - previous.at < MARK_EVERY_MS) return
      marks.push({ bytes, at: now })
      while (marks.length > 2 && now - marks[1]!.at >= REMEMBERED_MS) marks.shift()
    },
    reset: () => {
      marks = []
    },
    perSecond: () => {
      const first = marks[0]
      const last = marks.at(-1)
      if (!first || !last || last.at - first.at < SHORTEST_MS) return null
      return ((last.bytes - first.bytes) * 1000) / (last.at - first.at)
    },
  }
}
