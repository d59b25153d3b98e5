import { oc } from '@orpc/contract'
import { z } from 'zod'
import { tagRef } from './tag.ts'
import { trackRow } from './track.ts'
import { trackId } from './track-id.ts'

export const similar = {
  /**
   * The tracks nearest to one, best first: in the sound space of the current model, in the mode space (melodies
   * compared from their tonics, so that transposition does not matter), or between them.
   * Problems: not-found; not-analysed, no-model where the sound space is needed; no-melody where the mode space is
   * and the track has none.
   */
  query: oc
    .input(
      z.object({
        trackId,
        k: z.int().min(1).max(500).default(50),
        /** 0 sound alone ... 1 mode alone. Without it: sound, or mode while the track has no embedding. */
        blend: z.number().min(0).max(1).optional(),
        /** Compare sound by this model instead of the one that is compared by. */
        modelId: z.string().optional(),
      }),
    )
    .output(
      z.object({
        seed: trackRow,
        /** As answered; see the input. */
        blend: z.number(),
        /** Which spaces the seed has a place in. */
        spaces: z.object({ sound: z.boolean(), mode: z.boolean() }),
        /** Fit number of the sound space; every neighbour of one answer is of the same epoch. 0 for mode alone. */
        epoch: z.int(),
        method: z.enum(['exact', 'hnsw']),
        /** Tracks in the space (for a blend: in both). */
        size: z.int(),
        /** The model whose sound space was asked; null for mode alone. */
        modelId: z.string().nullable(),
        /** The sound space is of generated weights. */
        randomWeights: z.boolean(),
        neighbours: z.array(
          z.object({
            track: trackRow,
            /** What the order goes by: the blend of the two below. */
            similarity: z.number(),
            /** Cosine in the whitened space, hub-damped order; -1..1. Null when the blend leaves it out. */
            sound: z.number().nullable(),
            /** Overlap of the distributions from their tonics (Bhattacharyya coefficient); 0..1. */
            mode: z.number().nullable(),
            /** Share of the library this neighbour comes before, in the same order; 0..1. */
            percentile: z.number(),
          }),
        ),
      }),
    ),
  /** Why two tracks are alike: both distributions from their tonics, and the tags they share. Problem: not-found. */
  why: oc.input(z.object({ trackId, otherId: trackId })).output(
    z.object({
      /** 160 bins of 7.5 cents, bin 0 on the tonic; null for a track without melody. */
      distributions: z.tuple([
        z.array(z.number()).length(160).nullable(),
        z.array(z.number()).length(160).nullable(),
      ]),
      sharedTags: z.array(tagRef),
    }),
  ),
}
