/** How near a neighbour is among all that could be, for words to say. */
export type Closeness =
  | { is: 'nearest' }
  | { is: 'farthest' }
  /** Its place, where a percentage would say more than so few tracks can. */
  | { is: 'place'; place: number; others: number }
  /** The share (0..1) of the others that it is closer than. */
  | { is: 'share'; share: number }

/** Among fewer tracks a place is told. */
const manyTracks = 20
/** Below this share it is closer than next to nothing. */
const leastShare = 0.01

/** `place` is 1 for the nearest of `others` tracks. */
export function closenessOf({ place }: { place: number }, others: number): Closeness {
  if (place <= 1) return { is: 'nearest' }
  if (others < manyTracks) return { is: 'place', place, others }
  const share = (others - place) / others
  return share < leastShare ? { is: 'farthest' } : { is: 'share', share }
}
