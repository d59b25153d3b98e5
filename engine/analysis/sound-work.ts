import type { ProblemCode } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { CallClient } from '../processes/calls.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import type { Encoder } from '../sound/convert.ts'
import type { Inference } from '../sound/inference.ts'
import type { AnalysisWork } from './analyser.ts'
import { storeEmbedding } from './embedding-store.ts'
import { type QueuedSound, soundQueue } from './sound-queue.ts'

export interface SoundWorkParts {
  db: Database
  media: CallClient<MediaCalls>
  inference: Inference
  encoder(): Encoder | undefined
  ffmpeg(): string | null
  /** Called after an embedding is stored. */
  onStored(trackId: number): void
}

/** One track is decoded while another one's windows are with the encoder. */
const TRACKS_IN_FLIGHT = 2
const ownCodes: ReadonlySet<ProblemCode> = new Set(['encoder-failed', 'quarantined'])

/** The analysis of sound: a track is decoded, its windows are embedded by the current model, their mean is stored. */
export function soundWork(parts: SoundWorkParts): AnalysisWork<QueuedSound> {
  const { db, media, inference } = parts
  return {
    kind: 'sound',
    queue: soundQueue(db),
    lacking: 'No model has been chosen yet.',
    opening: () => {
      const encoder = parts.encoder()
      if (!encoder) return undefined
      return async () => {
        const { address, device } = await inference.open(encoder)
        const { modelId, layers, hiddenSize } = encoder
        return async ({ trackId, depth }, place, options) => {
          const embedding = await media.embed(
            { ...place, depth, ffmpeg: parts.ffmpeg(), inference: address, layers, hiddenSize },
            options,
          )
          return () => storeEmbedding(db, { trackId, modelId, device, embedding })
        }
      }
    },
    device: inference.device,
    tracksInFlight: () => TRACKS_IN_FLIGHT,
    isOwn: (code) => ownCodes.has(code),
    recovered: inference.check,
    hold: (paused) => media.pause({ kind: 'sound', paused }),
    onStored: parts.onStored,
  }
}
