import type { TuneResult } from '../../../../contract/tune.ts'

/** Windows of a track of four minutes. */
const usualWindows = 48

/**
 * About how many seconds tuning on so many tracks takes: by what a track took the last time, else by how fast the
 * device is. Null when neither is known.
 */
export function tuneSeconds(
  tracks: number,
  result: Pick<TuneResult, 'depths'> | null,
  windowsPerSecond: number | null,
): number | null {
  const full = result?.depths.find(({ windows }) => windows === null)
  if (full) return tracks * full.secondsPerTrack
  return windowsPerSecond ? (tracks * usualWindows) / windowsPerSecond : null
}
