import { octave } from './pitch-axis.ts'

export interface ContourPart {
  /** Seconds into the track. */
  start: number
  /** Seconds from one frame to the next. */
  hop: number
  /** Above the tonic; null where no melody sounds. */
  cents: readonly (number | null)[]
}

/** A step that no melody makes within a frame: the tracker went to another octave or voice. */
const leap = 700

export interface PitchRange {
  lowest: number
  highest: number
}

/** What the picture has to show: all but the rarest pitches, with some room, on whole hundreds. */
export function pitchRange(parts: readonly ContourPart[]): PitchRange {
  const pitches = parts
    .flatMap(({ cents }) => cents.filter((pitch) => pitch !== null))
    .sort((a, b) => a - b)
  const at = (share: number) => pitches[Math.round(share * (pitches.length - 1))] ?? 0
  if (pitches.length === 0) return { lowest: 0, highest: octave }
  const lowest = Math.floor((at(0.01) - 60) / 100) * 100
  const highest = Math.ceil((at(0.99) + 60) / 100) * 100
  return { lowest, highest: Math.max(highest, lowest + 400) }
}

interface Scales {
  /** Px of seconds into the track. */
  x: (seconds: number) => number
  /** Px of cents above the tonic. */
  y: (cents: number) => number
  range: PitchRange
}

/** A melody as SVG path data: broken where nothing sounds, at leaps, and outside of the range. */
export function contourPath({ start, hop, cents }: ContourPart, { x, y, range }: Scales): string {
  let path = ''
  let before: number | undefined
  for (const [frame, pitch] of cents.entries()) {
    if (pitch === null || pitch < range.lowest || pitch > range.highest) {
      before = undefined
      continue
    }
    const joined = before !== undefined && Math.abs(pitch - before) < leap
    path += `${joined ? 'L' : 'M'}${x(start + frame * hop).toFixed(1)},${y(pitch).toFixed(1)}`
    before = pitch
  }
  return path
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600]

/** Round times between two, so few that their labels have room. Seconds. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? to - from
  const ticks: number[] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at)
  return ticks
}

/** Degrees in every octave of a range, as pitches above the tonic. */
export function degreesWithin<Degree extends { cents: number }>(
  degrees: readonly Degree[],
  { lowest, highest }: PitchRange,
): (Degree & { pitch: number })[] {
  const within: (Degree & { pitch: number })[] = []
  for (let base = Math.floor(lowest / octave) * octave; base <= highest; base += octave)
    for (const degree of degrees) {
      const pitch = base + degree.cents
      if (pitch >= lowest && pitch <= highest) within.push({ ...degree, pitch })
    }
  return within
}
