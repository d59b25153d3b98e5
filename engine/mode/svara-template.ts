import type { Term } from '../../contract/vocabulary.ts'
import type { ModeTemplate } from './makam-templates.ts'
import { distributionOf } from './pitch-class-distribution.ts'

/** Width of a degree in cents: intonation and ornaments. */
const WIDTH = 30
/** How much more is heard of the resting notes than of others. */
const EMPHASIS = { tonic: 1.5, dominant: 1.5, second: 1.25 } as const

/**
 * A template from theory alone: each degree weighs as often as it occurs on the way up and down, more on the resting
 * notes. `tonicWeighs` adds to the tonic where the way up and down do not dwell on it (dromoi). Undefined for a term
 * without a scale.
 */
export function scaleTemplate(
  { id, rising, falling, degrees, dominant, second }: Term,
  { tonicWeighs }: { tonicWeighs: boolean },
): ModeTemplate | undefined {
  const walked = rising || falling ? [...(rising ?? []), ...(falling ?? [])] : degrees
  if (!walked || walked.length === 0) return undefined
  const weights = new Map<number, number>()
  for (const cents of walked) weights.set(cents, (weights.get(cents) ?? 0) + 1)
  const emphasise = (cents: number | undefined, factor: number) => {
    const weight = cents === undefined ? undefined : weights.get(cents)
    if (cents !== undefined && weight !== undefined) weights.set(cents, weight * factor)
  }
  if (tonicWeighs) emphasise(0, EMPHASIS.tonic)
  emphasise(dominant, EMPHASIS.dominant)
  emphasise(second, EMPHASIS.second)
  return {
    id,
    whole: distributionOf(weights, WIDTH),
    begin: null,
    end: null,
    transitions: null,
  }
}
