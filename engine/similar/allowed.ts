/** Which tracks may be in an answer: a byte for each id, 1 where it may; ids beyond the end may not. */
export type Allowed = Uint8Array<ArrayBuffer>

export function allowOnly(trackIds: ArrayLike<number>): Allowed {
  let highest = -1
  for (let n = 0; n < trackIds.length; n++) highest = Math.max(highest, trackIds[n]!)
  const allowed = new Uint8Array(highest + 1)
  for (let n = 0; n < trackIds.length; n++) allowed[trackIds[n]!] = 1
  return allowed
}

/** The same by slot, where slot n is the track `ids[n]`. */
export function allowedSlots(allowed: Allowed, ids: ArrayLike<number>, count: number): Uint8Array {
  const slots = new Uint8Array(count)
  for (let slot = 0; slot < count; slot++) slots[slot] = allowed[ids[slot]!] ?? 0
  return slots
}
