import { availableParallelism } from 'node:os'
import type { ProblemCode } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { CallClient, CallOptions } from '../processes/calls.ts'
import type { Embedding, FilePlace, MediaCalls } from '../processes/media-calls.ts'
import type { Encoder } from '../sound/convert.ts'
import type { Inference, OpenInference } from '../sound/inference.ts'
import type { WantedWindows } from '../sound/windows.ts'
import { withInference } from '../sound/with-inference.ts'
import type { AnalysisWork } from './analyser.ts'
import { storeEmbedding } from './embedding-store.ts'
import { type QueuedSound, soundQueue } from './sound-queue.ts'

export interface SoundWorkParts {
  db: Database
  media: CallClient<MediaCalls>
  inference: Inference
  encoder(): Encoder | undefined
  ffmpeg(): string | null
  quickWindows(): number
  /** Cores the user lets analysis have; null for all. */
  cores(): number | null
  secondsLeft(): number | null
  /** Called after an embedding is stored. */
  onStored(trackId: number): void
}

/** Where the processor encodes, it has no time for more decoding: one track is decoded while another is encoded. */
const TRACKS_BESIDE_ENCODING = 2
const ownCodes: ReadonlySet<ProblemCode> = new Set(['too-short', 'encoder-failed', 'quarantined'])

/** Windows a track may have with the encoder, so that all tracks in flight together keep two batches ready. */
export function windowsInFlight(batch: number, tracks: number): number {
  return Math.max(2, Math.ceil((2 * batch) / tracks))
}

/** The analysis of sound: a track is decoded, its windows are embedded by the current model, their mean is stored. */
export function soundWork(parts: SoundWorkParts): AnalysisWork<QueuedSound> {
  const { db, media, inference } = parts
  let opened: OpenInference | undefined

  /** On a graphics card every core decodes; else they are the encoder's. */
  function tracksInFlight(): number {
    if (!opened || opened.provider === 'cpu') return TRACKS_BESIDE_ENCODING
    return Math.max(TRACKS_BESIDE_ENCODING, parts.cores() ?? availableParallelism())
  }

  async function embed(
    encoder: Encoder,
    place: FilePlace,
    wanted: WantedWindows,
    options: CallOptions,
  ): Promise<{ device: string; embedding: Embedding }> {
    return withInference(inference, encoder, async (used) => {
      opened = used
      const { layers, hiddenSize } = encoder
      const embedding = await media.embed(
        {
          ...place,
          wanted,
          windowsInFlight: windowsInFlight(used.batch, tracksInFlight()),
          pausable: true,
          ffmpeg: parts.ffmpeg(),
          inference: used.address,
          layers,
          hiddenSize,
        },
        options,
      )
      return { device: used.device, embedding }
    })
  }

  return {
    kind: 'sound',
    queue: soundQueue(db),
    lacking: 'No model has been chosen yet.',
    opening: () => {
      const encoder = parts.encoder()
      if (!encoder) return undefined
      const { modelId } = encoder
      return async () => {
        opened = await inference.open(encoder)
        return async ({ trackId, depth }, place, options) => {
          const wanted = depth === 'full' ? null : parts.quickWindows()
          const { device, embedding } = await embed(encoder, place, wanted, options)
          return () => storeEmbedding(db, { trackId, modelId, device, embedding })
        }
      }
    },
    device: inference.device,
    tracksInFlight,
    isOwn: (code) => ownCodes.has(code),
    recovered: inference.check,
    hold: (paused) => media.pause({ kind: 'sound', paused }),
    secondsLeft: parts.secondsLeft,
    onStored: parts.onStored,
  }
}
