import { availableParallelism } from 'node:os'
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
  /** Cores the user lets analysis have; null leaves one to others. */
  cores(): number | null
  /** Called after what was heard of a track is stored. */
  onStored(trackId: number): void
}

/** The analysis of modes: a media process listens to a track's beginning and end, and what it heard is stored. */
export function modeWork(parts: ModeWorkParts): AnalysisWork<QueuedTrack> {
  const { db, media, ffmpeg, cores, onStored } = parts
  return {
    kind: 'mode',
    queue: modeQueue(db),
    lacking: '',
    opening: () => async () => async (track, place, options) => {
      const facts = await media.listen({ ...place, ffmpeg: ffmpeg() }, options)
      return () => storeModeFacts(db, track.trackId, facts)
    },
    device: () => 'cpu',
    // Each takes one core: it decodes, then follows the melody.
    tracksInFlight: () => cores() ?? Math.max(2, availableParallelism() - 1),
    isOwn: (code) => code === 'quarantined',
    recovered: async () => {},
    hold: (paused) => media.pause({ kind: 'mode', paused }),
    onStored,
  }
}
