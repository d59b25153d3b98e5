import type { ModeRow } from './mode-store.ts'
import { REFERENCE_HZ } from './pitch-class-distribution.ts'

/** The frequency of cents above 55 Hz. */
export function hzOf(cents: number): number {
  return REFERENCE_HZ * 2 ** (cents / 1200)
}

/**
 * The tonic (Hz) of folded cents in the octave where the melody moves: the highest one that is not above three quarters
 * of its range; what the user gave, where it was given.
 */
export function tonicHz(
  tonic: number,
  { lowest, highest, given_tonic }: Pick<ModeRow, 'lowest' | 'highest' | 'given_tonic'>,
): number {
  if (given_tonic !== null) return given_tonic
  const ceiling = (lowest ?? 1200) + ((highest ?? 2400) - (lowest ?? 1200)) * 0.75
  return hzOf(tonic + 1200 * Math.max(0, Math.floor((ceiling - tonic) / 1200)))
}
