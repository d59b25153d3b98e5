import type { Estimate } from '../../../../contract/analysis.ts'
import { formatSpan } from '../../format.ts'

/** How long both depths would take, in words and never nothing; null where nothing was measured. */
export function estimateTimes({
  quickSeconds,
  fullSeconds,
}: Pick<Estimate, 'quickSeconds' | 'fullSeconds'>): { quick: string; full: string } | null {
  if (quickSeconds === null || fullSeconds === null) return null
  return {
    quick: formatSpan(Math.max(1, quickSeconds)),
    full: formatSpan(Math.max(1, fullSeconds)),
  }
}
