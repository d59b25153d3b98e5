import { oc } from '@orpc/contract'
import { z } from 'zod'
import { browseFilter } from './browse.ts'
import { namedPitch } from './mode.ts'
import { tagRef } from './tag.ts'
import { trackRow } from './track.ts'
import { trackId } from './track-id.ts'

/** Which tracks may be in an answer. Every part that is given narrows it. */
export const similarFilter = z.object({
  /** In any of these folders; empty means all. */
  folderIds: z.array(z.int().positive()).max(200).default([]),
  /** By traditions, tags and artists. */
  browse: browseFilter.optional(),
  /** Seconds. A track whose duration is not known is within no limit. */
  minDuration: z.number().min(0).optional(),
  maxDuration: z.number().min(0).optional(),
  /** At most so many of one artist, the nearest of them; who is not named is no artist. */
  perArtist: z.int().min(1).max(100).optional(),
  /** Only music whose tradition is known and is that of no seed. */
  otherTraditions: z.boolean().default(false),
  /** Only tracks that a file of can be found at the moment. */
  withoutMissing: z.boolean().default(false),
})
export type SimilarFilter = z.infer<typeof similarFilter>

/** What of a filter can be taken back by itself. */
export const similarFilterPart = z.enum([
  'folders',
  'traditions',
  'tags',
  'artists',
  'unsure',
  'duration',
  'otherTraditions',
  'withoutMissing',
])
export type SimilarFilterPart = z.infer<typeof similarFilterPart>

const seedIds = z.array(trackId).min(1).max(100)

/** A track that others are compared with. */
const similarSeed = z.object({
  track: trackRow,
  /** It has no place in the spaces that were asked, so the answer does not go by it. */
  leftOut: z.boolean(),
  /** Other copies of the same recording, which are no neighbours. */
  copies: z.array(trackRow),
})

export type SimilarSeed = z.infer<typeof similarSeed>

export const similar = {
  /**
   * The tracks nearest to one or to several together, best first: in the sound space of the current model, in the
   * mode space (melodies compared from their tonics, so that transposition does not matter), or between them.
   * What a filter leaves out is left out before the nearest are counted, so there are k where the library has them.
   * Problems: not-found when no seed is in the library; not-analysed, no-model where the sound space is needed and
   * no seed has a place in it; no-melody where the mode space is.
   */
  query: oc
    .input(
      z.object({
        /** The seeds; each once. None of them is in the answer. */
        trackIds: seedIds,
        k: z.int().min(1).max(500).default(50),
        /** 0 sound alone ... 1 mode alone. Without it: sound, or mode while no seed has an embedding. */
        blend: z.number().min(0).max(1).optional(),
        /** Compare sound by this model instead of the one that is compared by. */
        modelId: z.string().optional(),
        filter: similarFilter.optional(),
        /** Other rips and editions of one recording are one neighbour with copies; false tells each by itself. */
        fold: z.boolean().default(true),
      }),
    )
    .output(
      z.object({
        /** In the order asked for; tracks that left the library are left out. */
        seeds: z.array(similarSeed),
        /** As answered; see the input. */
        blend: z.number(),
        /** Which spaces any seed has a place in. */
        spaces: z.object({ sound: z.boolean(), mode: z.boolean() }),
        /** Fit number of the sound space; every neighbour of one answer is of the same epoch. 0 for mode alone. */
        epoch: z.int(),
        method: z.enum(['exact', 'hnsw']),
        /** Tracks in the space (for a blend: in both). */
        size: z.int(),
        /** Tracks of the space that are neither seeds nor copies of one that were found. */
        others: z.int(),
        /** The model whose sound space was asked; null for mode alone. */
        modelId: z.string().nullable(),
        /** The sound space is of generated weights. */
        randomWeights: z.boolean(),
        neighbours: z.array(
          z.object({
            track: trackRow,
            /** Other copies of the same recording that the filter lets through, nearest first. */
            copies: z.array(trackRow),
            /** What the order goes by: the blend of the two below. */
            similarity: z.number(),
            /** Cosine in the whitened space, hub-damped order; -1..1. Null when the blend leaves it out. */
            sound: z.number().nullable(),
            /** Overlap of the distributions from their tonics (Bhattacharyya coefficient); 0..1. */
            mode: z.number().nullable(),
            /** 1 is the nearest of the whole space, filters aside. */
            place: z.int().positive(),
            /** Share of the others this neighbour comes before: (others - place) / others. */
            percentile: z.number(),
          }),
        ),
        /**
         * Where a filter leaves no neighbour: how many tracks of the space each part of it alone costs, the one that
         * costs most first. Parts that cost nothing are left out.
         */
        costs: z.array(z.object({ part: similarFilterPart, tracks: z.int() })),
      }),
    ),
  /**
   * Why a track is near to the seed that it is nearest to: how alike they are, both distributions from their tonics,
   * and the tags they share. Problem: not-found.
   */
  why: oc
    .input(z.object({ trackIds: seedIds, otherId: trackId, modelId: z.string().optional() }))
    .output(
      z.object({
        seed: trackRow,
        /** Cosine of the two, and overlap of their distributions; null where one of them has no place in the space. */
        sound: z.number().nullable(),
        mode: z.number().nullable(),
        /** 160 bins of 7.5 cents, bin 0 on the tonic; null for a track without melody. */
        distributions: z.tuple([
          z.array(z.number()).length(160).nullable(),
          z.array(z.number()).length(160).nullable(),
        ]),
        /** Degrees of the likeliest mode of the seed, or else of the other; empty where none is told. */
        degrees: z.array(namedPitch),
        sharedTags: z.array(tagRef),
      }),
    ),
}
