import { cosines } from './exact.ts'
import { type VectorTable, vectorAt } from './vector-table.ts'

/**
 * Cosine in the whitened space from which two tracks may be one recording. On the hard data set of
 * bench/similar.ts, copies that differ by 3 % of noise have 0.996 or more, and of 12,000 tracks the nearest stranger
 * 0.931; encoded again, real recordings have 0.99 (docs/measurements.md). Where a small encoder makes more of what a
 * codec changes, copies stay apart: in doubt, two tracks.
 */
export const SAME_RECORDING = 0.95

/** A space of fewer dimensions, as that of a handful of tracks, has no room for strangers to be apart. */
const LEAST_DIMENSION = 8

/** Two copies differ in duration by so many seconds, or by this share of the longer one. */
const SECONDS_APART = 2
const SHARE_APART = 0.02

/** Whether two durations (seconds, null when not known) may be those of one recording. */
export function durationsAgree(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return false
  const apart = Math.abs(a - b)
  return apart <= SECONDS_APART || apart <= SHARE_APART * Math.max(a, b)
}

export interface CopyQuestion {
  trackIds: readonly number[]
  /** Seconds, of each track; null when not known. */
  durations: readonly (number | null)[]
}

/**
 * For each track the place of the first one in the list that is the same recording; its own place where none before it
 * is, or the space cannot tell. Only firsts are compared with, so that a chain of likenesses never makes two recordings one.
 */
export function firstCopies(table: VectorTable, { trackIds, durations }: CopyQuestion): number[] {
  if (table.dimension < LEAST_DIMENSION) return trackIds.map((_, place) => place)
  const firsts: { place: number; vector: Float32Array; duration: number | null }[] = []
  const cosine = new Float32Array(1)
  return trackIds.map((trackId, place) => {
    const slot = table.slots.get(trackId)
    if (slot === undefined) return place
    const duration = durations[place] ?? null
    const vector = vectorAt(table, slot)
    const half = new Float16Array(vector)
    const first = firsts.find((one) => {
      if (!durationsAgree(one.duration, duration)) return false
      cosines(half, one.vector, 1, cosine)
      return cosine[0]! >= SAME_RECORDING
    })
    if (first) return first.place
    firsts.push({ place, vector, duration })
    return place
  })
}
