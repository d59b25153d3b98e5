import type { Split } from '../heads/examples.ts'
import { type Shares, splitAtRandom, splitByGroups } from '../heads/splits.ts'
import type { DatasetTrack } from './open-dataset.ts'

/** `given`: the list's, else by groups. `groups`: artists, albums and works never on both sides. `random`: by chance alone. */
export const splitWays = ['given', 'groups', 'random'] as const
export type SplitWay = (typeof splitWays)[number]

/** As ccml splits. */
const SHARES: Shares = { train: 0.7, validation: 0.1, test: 0.2 }
/** Of what a list gives to learn from, where it gives nothing to choose by; as ccml does with Lyra. */
const VALIDATION_SHARE = 0.1

/** Whether the parts are those of the list. */
export function isGiven(tracks: readonly DatasetTrack[], way: SplitWay): boolean {
  return way === 'given' && tracks.some(({ part }) => part !== null)
}

/**
 * The part of each track. A list that has a split but nothing to choose by gives a tenth of what is learnt from for it,
 * by groups.
 */
export function splitTracks(tracks: readonly DatasetTrack[], way: SplitWay, seed: number): Split[] {
  if (way === 'random') return splitAtRandom(tracks.length, SHARES, seed)
  const groups = tracks.map((track) => track.groups)
  if (!isGiven(tracks, way)) return splitByGroups(groups, SHARES, seed)
  const split = tracks.map(({ part }) => part ?? 'train')
  if (split.includes('validation')) return split
  const learnt = [...split.keys()].filter((row) => split[row] === 'train')
  const shares = { train: 1 - VALIDATION_SHARE, validation: VALIDATION_SHARE, test: 0 }
  const dealt = splitByGroups(
    learnt.map((row) => groups[row] ?? []),
    shares,
    seed,
  )
  for (const [i, row] of learnt.entries()) split[row] = dealt[i] ?? 'train'
  return split
}
