import type { AnalysisKind } from '../../contract/analysis.ts'
import type { Database } from '../../native/sqlite.ts'
import { libraryProblem } from '../library/library-problem.ts'
import { endAttempt } from '../library/problems.ts'

export interface Attempts {
  /** An attempt ended through no fault of the track. On a full disk that is written down later. */
  release(trackId: number): void
  /** Writes down what could not be written then. */
  settle(): void
}

export function createAttempts(db: Database, kind: AnalysisKind): Attempts {
  const unreleased = new Set<number>()

  function release(trackId: number): void {
    try {
      endAttempt(db, kind, trackId)
      unreleased.delete(trackId)
    } catch (error) {
      if (!libraryProblem(error)) throw error
      unreleased.add(trackId)
    }
  }

  return {
    release,
    settle: () => {
      for (const trackId of unreleased) release(trackId)
    },
  }
}
