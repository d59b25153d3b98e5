import type { Database } from '../../native/sqlite.ts'
import type { AnalysisWork } from '../analysis/analyser.ts'
import type { QueuedTrack } from '../analysis/queue.ts'
import type { CallClient } from '../processes/calls.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import { modeQueue } from './mode-queue.ts'
import { storeModeFacts } from './mode-store.ts'

export interface ModeWorkParts {
  db: Database
  media: CallClient<MediaCalls>
  ffmpeg(): string | null
  /** Called after what was heard of a track is stored. */
  onStored(trackId: number): void
}

/** The analysis of modes: a media process listens to a track's beginning and end, and what it heard is stored. */
export function modeWork({
  db,
  media,
  ffmpeg,
  onStored,
}: ModeWorkParts): AnalysisWork<QueuedTrack> {
  return {
    kind: 'mode',
    queue: modeQueue(db),
    lacking: '',
    opening: () => async () => async (track, place, options) => {
      const facts = await media.listen({ ...place, ffmpeg: ffmpeg() }, options)
      return () => storeModeFacts(db, track.trackId, facts)
    },
    device: () => 'cpu',
    isOwn: (code) => code === 'quarantined',
    recovered: async () => {},
    hold: (paused) => media.pause({ kind: 'mode', paused }),
    onStored,
  }
}
