import { oc } from '@orpc/contract'
import { z } from 'zod'
import { trackId, trackRow } from './track.ts'

export const similar = {
  /**
   * The tracks nearest to one track in the sound space of the current model, best first.
   * Problems: not-found, not-analysed, no-model.
   */
  query: oc.input(z.object({ trackId, k: z.int().min(1).max(500).default(50) })).output(
    z.object({
      seed: trackRow,
      /** Fit number of the space; every neighbour of one answer is of the same epoch. */
      epoch: z.int(),
      method: z.enum(['exact', 'hnsw']),
      /** Tracks in the space. */
      size: z.int(),
      randomWeights: z.boolean(),
      neighbours: z.array(
        z.object({
          track: trackRow,
          /** Cosine in the whitened space, hub-damped order; -1..1. */
          similarity: z.number(),
          /** Share of the library this neighbour comes before, in the same order; 0..1. */
          percentile: z.number(),
        }),
      ),
    }),
  ),
}
