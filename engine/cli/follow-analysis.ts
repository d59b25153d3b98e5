import type { AnalysisKind, AnalysisProgress } from '../../contract/analysis.ts'
import { problem } from '../../contract/problem.ts'
import type { Depth } from '../../contract/track.ts'
import type { Context } from './context.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { clock } from './words.ts'

interface AskedAnalysis {
  kind: AnalysisKind
  /** All that need it when absent. */
  trackIds?: number[]
  depth?: Depth
}

/** How many tracks were done, and how many could not be. */
export interface AnalysisEnd {
  done: number
  problems: number
}

/**
 * Has tracks analysed, shows how far that is, and waits until nothing of the kind is queued. Undefined when the user
 * interrupts: then it is paused. Problems: those of `analysis.start`; `io-error` when it cannot go on.
 */
export async function followAnalysis(
  context: Context,
  title: string,
  asked: AskedAnalysis,
): Promise<AnalysisEnd | undefined> {
  const { client } = context
  const { kind } = asked
  const line = progressLine(title, context.json)
  let last: AnalysisProgress | undefined
  let begun = false

  function isOver(progress: AnalysisProgress): boolean {
    last = progress
    if (progress.state === 'paused' && progress.waiting) throw problem('io-error', progress.waiting)
    return progress.state === 'idle'
  }

  const finished = await follow(
    context,
    async () => {
      await client.analysis.start(asked)
      begun = true
      return isOver((await client.analysis.resume({ kind }))[kind])
    },
    (event) => {
      if (event.type !== 'analysis.progress' || event.progress.kind !== kind || !begun) return false
      const { done, total, tracksPerMinute, secondsLeft, waiting, current } = event.progress
      const pace = tracksPerMinute ? `${tracksPerMinute.toFixed(1)} tracks/min, ` : ''
      const words = waiting ?? current.map((track) => track.title).join(', ')
      line.show(done, total, `${pace}${clock(secondsLeft)} left  ${words}`)
      return isOver(event.progress)
    },
  ).finally(line.end)
  if (!finished) {
    await client.analysis.pause({ kind })
    return undefined
  }
  const problems = last?.problems ?? 0
  return { done: (last?.done ?? 0) - problems, problems }
}
