import type { PlaylistEntry } from '../../../../contract/playlist.ts'

/** The entries with the given ones taken out and put back, in their order, before position `before` (0..length). */
export function movedEntries(
  entries: readonly PlaylistEntry[],
  keys: ReadonlySet<number>,
  before: number,
): PlaylistEntry[] {
  const isMoved = (entry: PlaylistEntry) => keys.has(entry.entryId)
  const stays = (entry: PlaylistEntry) => !isMoved(entry)
  return [
    ...entries.slice(0, before).filter(stays),
    ...entries.filter(isMoved),
    ...entries.slice(before).filter(stays),
  ]
}

/**
 * Where to move the given entries for one step up (-1) or down (1): the `before` of `movedEntries`; undefined when
 * they are at that end already.
 */
export function stepTarget(
  entries: readonly PlaylistEntry[],
  keys: ReadonlySet<number>,
  by: 1 | -1,
): number | undefined {
  const places = entries.flatMap((entry, index) => (keys.has(entry.entryId) ? [index] : []))
  const edge = by === 1 ? places.at(-1) : places[0]
  if (edge === undefined) return undefined
  if (by === -1) return edge > 0 ? edge - 1 : undefined
  return edge < entries.length - 1 ? edge + 2 : undefined
}

/**
 * The entries of now in the order of another time: those of both are in the wanted order, in the places that they have
 * now; what came since stays where it is.
 */
export function rearranged(now: readonly number[], wanted: readonly number[]): number[] {
  const present = new Set(now)
  const inOrder = wanted.filter((entryId) => present.has(entryId))
  const known = new Set(inOrder)
  let next = 0
  return now.map((entryId) => (known.has(entryId) ? inOrder[next++]! : entryId))
}
