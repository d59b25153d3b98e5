import { apart, binCents, folded } from './pitch-axis.ts'

export interface NamedPitch {
  /** Above the tonic. */
  cents: number
  name: string
}

export interface Peak {
  /** Above the tonic, 0 ... 1200. */
  cents: number
  /** Of the melody's time, up to the valleys on both sides; 0..1. */
  share: number
}

/** A peak is the highest of its surroundings: so many bins on each side, 30 cents. */
const around = 4
/** Peaks lower than this share of the highest are noise. */
const least = 0.06
/** A degree names a peak that is at most so many cents away. */
const nearDegree = 45

/** The pitches that a distribution is highest at, from the tonic upwards. */
export function peaksOf(distribution: readonly number[]): Peak[] {
  const bins = distribution.length
  const at = (bin: number) => distribution[(bin + bins) % bins] ?? 0
  const highest = Math.max(...distribution)
  if (!(highest > 0)) return []
  const tops: number[] = []
  for (let bin = 0; bin < bins; bin++) {
    if (at(bin) < highest * least) continue
    let top = true
    for (let step = 1; step <= around && top; step++)
      top = at(bin) > at(bin - step) && at(bin) >= at(bin + step)
    if (top) tops.push(bin)
  }
  return tops
    .map((top, index) => {
      const before = tops[(index + tops.length - 1) % tops.length] ?? top
      const after = tops[(index + 1) % tops.length] ?? top
      const low = valley(at, before >= top ? before - bins : before, top)
      const high = valley(at, top, after <= top ? after + bins : after)
      let share = 0
      for (let bin = low; bin < high; bin++) share += at(bin)
      return { cents: folded(summit(at, top) * binCents), share }
    })
    .sort((a, b) => a.cents - b.cents)
}

/** The lowest bin between two peaks. */
function valley(at: (bin: number) => number, from: number, to: number): number {
  let lowest = from
  for (let bin = from; bin <= to; bin++) if (at(bin) < at(lowest)) lowest = bin
  return lowest
}

/** Where a parabola through a bin and its neighbours is highest, in bins. */
function summit(at: (bin: number) => number, bin: number): number {
  const [left, mid, right] = [at(bin - 1), at(bin), at(bin + 1)]
  const bend = left - 2 * mid + right
  return bend === 0 ? bin : bin + (left - right) / (2 * bend)
}

/** The degree a pitch is played for, if any is near. */
export function degreeNear(cents: number, degrees: readonly NamedPitch[]): NamedPitch | undefined {
  let near: NamedPitch | undefined
  let least = nearDegree
  for (const degree of degrees) {
    const distance = Math.abs(apart(degree.cents, cents))
    if (distance > least) continue
    near = degree
    least = distance
  }
  return near
}
