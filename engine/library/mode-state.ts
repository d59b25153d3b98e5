import type { Obstacle } from '../../contract/obstacle.ts'
import type { TrackTag } from '../../contract/tag.ts'
import type { ModeState, TrackRow } from '../../contract/track.ts'
import { nearestNote } from '../mode/note-names.ts'
import { tonicHz } from '../mode/tonic-pitch.ts'
import { effectiveTags, hasCertainMode, modeTagsOf, type TagRow } from '../tags/effective-tags.ts'
import type { WeightsOf } from '../tags/fusion-weights.ts'

/** Columns of a statement over `track LEFT JOIN mode`. */
export const modeColumns = /* sql */ `
  mode.obstacle, mode.tonic, mode.lowest, mode.highest, mode.given_tonic,
  mode.track_id IS NOT NULL AS heard,
  EXISTS (SELECT 1 FROM mode_queue WHERE mode_queue.track_id = track.id) AS mode_queued,
  EXISTS (SELECT 1 FROM problem
          WHERE problem.track_id = track.id AND stage IN ('decode', 'mode')) AS mode_failed`

export interface ModeColumns {
  obstacle: Obstacle | null
  tonic: number | null
  lowest: number | null
  highest: number | null
  given_tonic: number | null
  heard: number
  mode_queued: number
  mode_failed: number
}

/** What a row says of its track's mode, by all that is said of its tags. */
export function modeOf(
  said: readonly TagRow[],
  row: ModeColumns,
  listening: boolean,
  weights: WeightsOf,
): Pick<TrackRow, 'mode' | 'obstacle' | 'modeTags' | 'confidence' | 'tonic'> {
  const effective = effectiveTags(said, weights)
  const modeTags = modeTagsOf(effective)
  return {
    mode: modeState(row, listening, hasCertainMode(effective)),
    obstacle: row.obstacle,
    modeTags,
    confidence: confidenceOf(modeTags[0]),
    tonic: row.tonic === null ? null : nearestNote(tonicHz(row.tonic, row)).note,
  }
}

/** How certain a tag is, 0..1; null where nothing is calibrated. The user's word is 1. */
export function confidenceOf(
  tag: Pick<TrackTag, 'source' | 'probability'> | undefined,
): number | null {
  return tag?.source === 'user' ? 1 : (tag?.probability ?? null)
}

function modeState(row: ModeColumns, listening: boolean, certain: boolean): ModeState {
  if (listening) return 'running'
  if (row.mode_queued) return 'queued'
  if (row.heard) return certain ? 'done' : 'unsure'
  return row.mode_failed ? 'problem' : 'none'
}
