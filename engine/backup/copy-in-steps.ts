import type { Database } from '../../native/sqlite.ts'

/** A few milliseconds of work: 2 MB of pages of 4 KB. */
const PAGES_AT_ONCE = 512

/** Copies a whole database into a file, a step at a time; `onFraction` is told 0..1. Aborting throws the reason. */
export async function copyInSteps(
  db: Database,
  to: string,
  onFraction: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  await db.backup(to, {
    progress({ totalPages, remainingPages }) {
      signal?.throwIfAborted()
      onFraction(totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
      return PAGES_AT_ONCE
    },
  })
}
