import type { ModePicture } from '../../../../contract/mode.ts'

type Analysis = NonNullable<ModePicture['analysis']>

/** How far from a degree a pitch may be to be called by its name, cents. */
const near = 60

/** The pitch of the melody at a time (seconds), cents above the tonic; null where none sounds, or none was listened to. */
export function pitchAt(contour: Analysis['contour'], seconds: number): number | null {
  for (const { start, hop, cents } of contour) {
    const frame = Math.floor((seconds - start) / hop)
    if (frame >= 0 && frame < cents.length) return cents[frame] ?? null
  }
  return null
}

/** The name of the degree that a pitch is nearest to, in whichever octave; null between degrees. */
export function degreeName(
  degrees: readonly { cents: number; name: string }[],
  pitch: number,
): string | null {
  const within = ((pitch % 1200) + 1200) % 1200
  let best: { name: string; away: number } | null = null
  for (const { cents, name } of degrees) {
    const distance = Math.abs((((cents % 1200) + 1200) % 1200) - within)
    const away = Math.min(distance, 1200 - distance)
    if (away <= near && (!best || away < best.away)) best = { name, away }
  }
  return best?.name ?? null
}
