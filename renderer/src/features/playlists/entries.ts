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
