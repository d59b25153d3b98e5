import type { TrackRow } from '../../../../contract/track.ts'

/** One place in a playlist. */
export interface Entry {
  entryId: number
  track: TrackRow
}

/** The entries with the given ones taken out and put back, in their order, before position `before` (0..length). */
export function movedEntries(
  entries: readonly Entry[],
  keys: ReadonlySet<number>,
  before: number,
): Entry[] {
  const isMoved = (entry: Entry) => keys.has(entry.entryId)
  const stays = (entry: Entry) => !isMoved(entry)
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
  entries: readonly Entry[],
  keys: ReadonlySet<number>,
  by: 1 | -1,
): number | undefined {
  const places = entries.flatMap((entry, index) => (keys.has(entry.entryId) ? [index] : []))
  const edge = by === 1 ? places.at(-1) : places[0]
  if (edge === undefined) return undefined
  if (by === -1) return edge > 0 ? edge - 1 : undefined
  return edge < entries.length - 1 ? edge + 2 : undefined
}

/** The given entries as runs of tracks with the positions at which adding them, in this order, restores the list. */
export function runsOf(entries: readonly Entry[], keys: ReadonlySet<number>) {
  const runs: { at: number; trackIds: number[] }[] = []
  entries.forEach((entry, index) => {
    if (!keys.has(entry.entryId)) return
    const last = runs.at(-1)
    if (last && last.at + last.trackIds.length === index) last.trackIds.push(entry.track.id)
    else runs.push({ at: index, trackIds: [entry.track.id] })
  })
  return runs
}
