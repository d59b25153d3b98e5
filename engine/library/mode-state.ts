import type { Obstacle } from '../../contract/obstacle.ts'
import type { ModeState, TrackRow } from '../../contract/track.ts'
import { effectiveTags, hasCertainMode, modeTagsOf, type TagRow } from '../tags/effective-tags.ts'

/** Columns of a statement over `track`. */
export const modeColumns = /* sql */ `
  (SELECT obstacle FROM mode WHERE mode.track_id = track.id) AS obstacle,
  EXISTS (SELECT 1 FROM mode WHERE mode.track_id = track.id) AS heard,
  EXISTS (SELECT 1 FROM mode_queue WHERE mode_queue.track_id = track.id) AS mode_queued,
  EXISTS (SELECT 1 FROM problem
          WHERE problem.track_id = track.id AND stage IN ('decode', 'mode')) AS mode_failed`

export interface ModeColumns {
  obstacle: Obstacle | null
  heard: number
  mode_queued: number
  mode_failed: number
}

/** What a row says of its track's mode, by all that is said of its tags. */
export function modeOf(
  said: readonly TagRow[],
  row: ModeColumns,
  listening: boolean,
): Pick<TrackRow, 'mode' | 'obstacle' | 'modeTags'> {
  const effective = effectiveTags(said)
  return {
    mode: modeState(row, listening, hasCertainMode(effective)),
    obstacle: row.obstacle,
    modeTags: modeTagsOf(effective),
  }
}

function modeState(row: ModeColumns, listening: boolean, certain: boolean): ModeState {
  if (listening) return 'running'
  if (row.mode_queued) return 'queued'
  if (row.heard) return certain ? 'done' : 'unsure'
  return row.mode_failed ? 'problem' : 'none'
}
