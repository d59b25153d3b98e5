/** A peak of a distribution: a degree of the measured scale. */
export interface Peak {
  /** Cents above the tonic, 0..1200. */
  cents: number
  /** Share of the melody within half a semitone of it, 0..1. */
  share: number
}

/** A peak that holds less of the melody is ornament, not scale. */
const LEAST_SHARE = 0.02
/** Towards any higher peak the distribution falls below this share of a degree's own height: a shoulder is none. */
const VALLEY = 0.7
/** Two degrees are at least so far apart, cents. */
const APART = 60

/**
 * Degrees of a measured scale: the local maxima of a pitch-class distribution from the tonic, interpolated by a
 * parabola; weaker ones within 60 cents of a stronger one, shoulders, and those that hold under 2 % of the melody are left
 * out.
 */
export function scalePeaks(distribution: ArrayLike<number>): Peak[] {
  const bins = distribution.length
  const width = 1200 / bins
  const at = (k: number) => distribution[((k % bins) + bins) % bins] ?? 0
  const reach = Math.round(50 / width)
  const found: Peak[] = []
  for (let k = 0; k < bins; k++) {
    const [left, here, right] = [at(k - 1), at(k), at(k + 1)]
    if (here <= left || here < right) continue
    const bend = left - 2 * here + right
    const offset = bend === 0 ? 0 : (0.5 * (left - right)) / bend
    if (!standsOut(distribution, k)) continue
    let share = 0
    for (let n = -reach; n <= reach; n++) share += at(k + n)
    found.push({ cents: ((((k + offset) * width) % 1200) + 1200) % 1200, share })
  }
  const kept: Peak[] = []
  for (const peak of found.sort((a, b) => b.share - a.share)) {
    const near = kept.some(({ cents }) => {
      const apart = Math.abs(cents - peak.cents)
      return Math.min(apart, 1200 - apart) < APART
    })
    if (!near && peak.share >= LEAST_SHARE) kept.push(peak)
  }
  return kept.sort((a, b) => a.cents - b.cents)
}

/** Whether the way from a local maximum to anything higher leads through a valley, on both sides. */
function standsOut(distribution: ArrayLike<number>, peak: number): boolean {
  const bins = distribution.length
  const height = distribution[peak] ?? 0
  for (const step of [1, bins - 1]) {
    let lowest = height
    for (let n = 1, k = (peak + step) % bins; n < bins; n++, k = (k + step) % bins) {
      const here = distribution[k] ?? 0
      if (here > height) break
      lowest = Math.min(lowest, here)
    }
    if (lowest > VALLEY * height) return false
  }
  return true
}

/** A peak this near to the tonic is the tonic. Cents. */
const TONIC_REACH = 50

/**
 * The text of a Scala scale file (https://www.huygens-fokker.org/scala/scl_format.html): a description, the number of
 * notes, then each degree in cents above the implied 1/1, the octave last. `peaks` are from the tonic; those within 50
 * cents of it are the 1/1 itself.
 */
export function scalaFile(fileName: string, description: string, peaks: readonly Peak[]): string {
  const degrees = peaks
    .map(({ cents }) => cents)
    .filter((cents) => cents > TONIC_REACH && cents < 1200 - TONIC_REACH)
  const plain = (text: string) => text.replace(/[^\x20-\x7e]/g, '?')
  return [
    `! ${plain(fileName)}`,
    '!',
    plain(description),
    ` ${degrees.length + 1}`,
    '!',
    ...degrees.map((cents) => ` ${cents.toFixed(2)}`),
    ' 2/1',
    '',
  ].join('\n')
}
