import { parseSearch, searchTokens, toPrefix } from '../../../../contract/search-query.ts'
import { formatDuration } from '../../format.ts'

/** Whole seconds, both included; null where there is no limit. */
export interface LengthLimits {
  least: number | null
  most: number | null
}

/** Between which lengths the tracks of a search are, by its `length:` terms together. */
export function lengthLimits(search: string): LengthLimits {
  let [least, most]: [number | null, number | null] = [null, null]
  for (const { criterion, excluded } of parseSearch(search, new Date()).terms) {
    if (criterion.by !== 'length' || excluded) continue
    const { from, to } = criterion.range
    if (from !== null) least = Math.max(least ?? 0, from)
    if (to !== null) most = Math.min(most ?? Number.POSITIVE_INFINITY, to - 1)
  }
  return { least, most }
}

/** The search with these limits instead of its own; what it says besides of lengths (`-length:`) stays. */
export function withLengthLimits(search: string, { least, most }: LengthLimits): string {
  const kept = searchTokens(search)
    .filter(({ prefix, excluded }) => excluded || !prefix || toPrefix(prefix) !== 'length')
    .map(({ from, to }) => search.slice(from, to))
  if (least !== null) kept.push(`length:>=${formatDuration(least)}`)
  if (most !== null) kept.push(`length:<=${formatDuration(most)}`)
  return kept.join(' ')
}
