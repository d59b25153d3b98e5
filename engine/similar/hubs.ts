/**
 * Neighbours that the local density of a track, and k-occurrence, are counted over.
 */
export const HUB_NEIGHBOURS = 10

/**
 * How strongly dense tracks are held back: the score of a neighbour is cosine - HUB_DAMPING x its density,
 * where the density is its mean cosine with its own ten nearest.
 *
 * 0.5 would be the cross-domain similarity local scaling of Conneau et al. (2018, "Word translation without
 * parallel data", section 2.3: 2 cos - r(x) - r(y), where r(x) is the same for all answers to one query); local
 * scaling as such is the remedy of Schnitzer et al. (2012, "Local and global scaling reduce hubs in space").
 * Half of it, because on the hard data set of bench/similar.ts (4,000 tracks) the full correction costs more
 * neighbours of the right group than the hubs it takes away are worth:
 *
 * | damping | skewness of N_10 | largest N_10 | tracks in nobody's list | neighbours of the right group |
 * |---|---|---|---|---|
 * | raw cosine, not centred | 5.62 | 380 | 39.9 % | 0.159 |
 * | 0 | 1.67 | 74 | 1.6 % | 0.375 |
 * | 0.25 | 1.03 | 46 | 0.2 % | 0.353 |
 * | 0.5 | -0.11 | 25 | 0 | 0.322 |
 */
export const HUB_DAMPING = 0.25

interface Hubness {
  /** Third standardised moment of the k-occurrence; 0 without hubs, above about 1.5 with many. */
  skewness: number
  largest: number
  /** Share of tracks that are in nobody's list. */
  orphans: number
}

/**
 * k-occurrence N_k: in how many of the neighbour lists each of `count` items stands, and how unequal that is
 * (Radovanovic et al. 2010, "Hubs in space").
 */
export function hubness(lists: Iterable<ArrayLike<number>>, count: number): Hubness {
  const occurrence = new Uint32Array(count)
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) occurrence[list[i]!]!++
  }
  const mean = occurrence.reduce((sum, n) => sum + n, 0) / count
  let second = 0
  let third = 0
  let largest = 0
  let orphans = 0
  for (const n of occurrence) {
    second += (n - mean) ** 2
    third += (n - mean) ** 3
    largest = Math.max(largest, n)
    if (n === 0) orphans++
  }
  const deviation = Math.sqrt(second / count)
  return {
    skewness: deviation === 0 ? 0 : third / count / deviation ** 3,
    largest,
    orphans: orphans / count,
  }
}
