import type { ContourPart } from './contour-path.ts'
import { degreeNear, type NamedPitch } from './peaks.ts'

export interface Stretch {
  /** Seconds into the track. */
  from: number
  to: number
  /** Pitches above the tonic; null where no melody sounds. */
  pitches: { lowest: number; highest: number; middle: number } | null
  /** The degrees that sound longest, at most three, the longest first. */
  degrees: string[]
}

const mostDegrees = 3

/** A melody in words' reach: what happens in each stretch of so many seconds. */
export function summarise(
  part: ContourPart,
  degrees: readonly NamedPitch[],
  seconds: number,
): Stretch[] {
  const frames = Math.max(1, Math.round(seconds / part.hop))
  const stretches: Stretch[] = []
  for (let first = 0; first < part.cents.length; first += frames) {
    const some = part.cents.slice(first, first + frames)
    const from = part.start + first * part.hop
    stretches.push({ from, to: from + some.length * part.hop, ...heardIn(some, degrees) })
  }
  return stretches
}

function heardIn(frames: readonly (number | null)[], degrees: readonly NamedPitch[]) {
  const pitches = frames.filter((pitch) => pitch !== null).sort((a, b) => a - b)
  const at = (share: number) => pitches[Math.round(share * (pitches.length - 1))]
  const [lowest, middle, highest] = [at(0.05), at(0.5), at(0.95)]
  const counts = new Map<string, number>()
  for (const pitch of pitches) {
    const name = degreeNear(pitch, degrees)?.name
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return {
    pitches:
      lowest === undefined || middle === undefined || highest === undefined
        ? null
        : { lowest, middle, highest },
    degrees: [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, mostDegrees)
      .map(([name]) => name),
  }
}
