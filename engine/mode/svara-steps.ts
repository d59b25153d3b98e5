import type { Term } from '../../contract/vocabulary.ts'

/** Degrees of the equal-tempered octave that steps are counted between. */
const DEGREES = 12
/** A note is heard as one from this long on, seconds. */
const SHORTEST_NOTE = 0.08
/** A pitch farther than this from a degree is a glide, not a note. Cents. */
const NEAR = 40
/** Share of steps that no way up or down explains. */
const UNEXPLAINED = 0.15
/** Of steps that leave one note of the way out. */
const SKIP = 0.35

/** Steps between degrees, [from * 12 + to]. */
type Steps = Float64Array

/**
 * Steps between the notes of a melody with its tonic at `tonic` (cents above 55 Hz): what is held for at least 80 ms
 * within 40 cents of a degree, repetitions taken as one. Frames last `hop` seconds.
 */
export function melodySteps(parts: readonly Float32Array[], hop: number, tonic: number): Steps {
  const steps = new Float64Array(DEGREES * DEGREES)
  const shortest = Math.max(1, Math.round(SHORTEST_NOTE / hop))
  for (const cents of parts) {
    let held = -1
    let frames = 0
    let last = -1
    for (const pitch of cents) {
      const degree = degreeOf(pitch - tonic)
      frames = degree === held ? frames + 1 : 1
      held = degree
      if (degree < 0 || frames !== shortest || degree === last) continue
      if (last >= 0) steps[last * DEGREES + degree]!++
      last = degree
    }
  }
  return steps
}

/** 0..11, or -1 for a glide or silence. */
function degreeOf(cents: number): number {
  const nearest = Math.round(cents / 100)
  if (!(Math.abs(cents - nearest * 100) <= NEAR)) return -1
  return ((nearest % DEGREES) + DEGREES) % DEGREES
}

/** How probable each step is by the ways up and down of a mode, [from * 12 + to], rows sum to 1; undefined without them. */
export function expectedSteps({ rising, falling }: Term): Steps | undefined {
  if (!rising || !falling) return undefined
  const expected = new Float64Array(DEGREES * DEGREES)
  for (const way of [rising, falling]) {
    const degrees = way.map((cents) => Math.round(cents / 100) % DEGREES)
    for (const [at, from] of degrees.entries())
      for (const [to, weight] of [
        [degrees[at + 1], 1],
        [degrees[at + 2], SKIP],
      ] as const)
        if (to !== undefined && to !== from) expected[from * DEGREES + to]! += weight
  }
  for (let from = 0; from < DEGREES; from++) {
    const row = expected.subarray(from * DEGREES, (from + 1) * DEGREES)
    const sum = row.reduce((total, weight) => total + weight, 0)
    for (let to = 0; to < DEGREES; to++)
      row[to] = (sum > 0 ? ((1 - UNEXPLAINED) * row[to]!) / sum : 0) + UNEXPLAINED / DEGREES
    if (sum === 0) row.fill(1 / DEGREES)
  }
  return expected
}

/** Mean logarithm of the probability of a melody's steps; 0 where it has none. */
export function stepScore(steps: Steps, expected: Steps): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < steps.length; i++) {
    if (steps[i] === 0) continue
    sum += steps[i]! * Math.log(expected[i]!)
    count += steps[i]!
  }
  return count === 0 ? 0 : sum / count
}
