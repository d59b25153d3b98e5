import { oc } from '@orpc/contract'
import { z } from 'zod'
import { obstacle } from './obstacle.ts'
import { tagRef } from './tag.ts'
import { tradition } from './vocabulary.ts'

/** Which tracks of the library are meant, by their tags. */
export const browseFilter = z.object({
  /** Any of these; `unknown` is music whose tradition nothing tells. Empty means all. */
  traditions: z.array(z.union([tradition, z.literal('unknown')])).default([]),
  /** Of one vocabulary any, of several vocabularies all. */
  tags: z.array(tagRef).max(200).default([]),
  /** Any of these, as written in the files. */
  artists: z.array(z.string().max(1000)).max(200).default([]),
  /** Only tracks that were listened to and have no certain mode; music of unknown tradition when nothing was heard. */
  unsure: z.boolean().default(false),
  /**
   * How certain a tag must be, 0..1. The user's word is 1. The likeliest raga or dromos has no probability: it
   * counts up to 0.6, the second and third up to 0.3.
   */
  threshold: z.number().min(0).max(1).default(0.6),
})
export type BrowseFilter = z.infer<typeof browseFilter>

/** Why a track is on the shelf of the unsure: an obstacle, or several modes fit about as well. */
export const unsureReason = z.union([obstacle, z.literal('several-fit')])

/** How many tracks of a filter have each value, as if nothing of the same group were chosen. */
export const browseCounts = z.object({
  /** Tracks that the whole filter finds. */
  total: z.int(),
  traditions: z.array(
    z.object({ tradition: z.union([tradition, z.literal('unknown')]), tracks: z.int() }),
  ),
  tags: z.array(tagRef.extend({ tracks: z.int() })),
  /** The most frequent first, at most 200; `artistCount` is how many there are. */
  artists: z.array(z.object({ artist: z.string(), tracks: z.int() })),
  artistCount: z.int(),
  unsure: z.array(z.object({ reason: unsureReason, tracks: z.int() })),
  /** Tracks of the library that were not listened to yet. */
  waiting: z.int(),
})
export type BrowseCounts = z.infer<typeof browseCounts>

export const browseContract = {
  /** Counts for every value that can be chosen. */
  counts: oc
    .input(z.object({ search: z.string().max(500).default(''), filter: browseFilter }))
    .output(browseCounts),
}
