const STEP = 10
const STEPS = 1200 / STEP
/** A pitch class is counted with what lies within 55 cents of it. */
const REACH = 5

/** Share of pitches (cents, none NaN) that lie on the `classes` commonest pitch classes, 0..1; 0 of none. */
export function shareOfCommonest(cents: readonly number[], classes: number): number {
  const counts = new Float64Array(STEPS)
  for (const pitch of cents)
    counts[Math.floor((((pitch % 1200) + 1200) % 1200) / STEP) % STEPS]! += 1 / cents.length
  let share = 0
  for (let found = 0; found < classes; found++) {
    let most = 0
    let at = 0
    for (let step = 0; step < STEPS; step++) {
      let near = 0
      for (let d = -REACH; d <= REACH; d++) near += counts[(step + d + STEPS) % STEPS]!
      if (near > most) [most, at] = [near, step]
    }
    share += most
    for (let d = -REACH; d <= REACH; d++) counts[(at + d + STEPS) % STEPS] = 0
  }
  return Math.min(1, share)
}
