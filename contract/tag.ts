import { oc } from '@orpc/contract'
import { z } from 'zod'
import { trackId } from './track-id.ts'
import { vocabulary, vocabularyId } from './vocabulary.ts'

/** Who says that a tag belongs to a track. */
export const tagSource = z.enum(['file', 'mode', 'head', 'user'])
export type TagSource = z.infer<typeof tagSource>

/** What the user says of a tag; `proposed` is what anything else says. */
export const tagState = z.enum(['proposed', 'confirmed', 'rejected'])
export type TagState = z.infer<typeof tagState>

/** A name of a vocabulary. */
export const tagRef = z.object({ vocabulary: vocabularyId, tag: z.string().min(1).max(100) })
export type TagRef = z.infer<typeof tagRef>

/** What one source says of one tag, over the tracks that were asked about. */
const said = z.object({
  source: tagSource,
  tracks: z.int(),
  /** Mean over those tracks; null where the source is not calibrated (ragas and dromoi by their sound). */
  probability: z.number().min(0).max(1).nullable(),
  /** Best place among the modes that the tonal analysis finds likely, 1 first; null for other sources. */
  rank: z.int().positive().nullable(),
  /** Where files name it: "title", "field MAKAM"...; for `mode` and `head` the version that predicted it. */
  places: z.array(z.string()),
})

/** A tag and everything that is said of it, the user's word first. */
export const tagSummary = tagRef.extend({
  /** Tracks that have it by the default threshold: confirmed, or likely and not rejected. */
  tracks: z.int(),
  confirmed: z.int(),
  rejected: z.int(),
  said: z.array(said),
})
export type TagSummary = z.infer<typeof tagSummary>

/** Where the tradition of a track is known from; `none` when it is not known. */
export const traditionOrigin = z.enum(['user', 'file', 'head', 'folder', 'setting', 'none'])

/** One of the tags a track shows in a list. */
export const trackTag = tagRef.extend({
  state: tagState,
  source: tagSource,
  probability: z.number().nullable(),
  /** Only so if the music is of that tradition, which nothing tells. */
  guess: z.boolean(),
})
export type TrackTag = z.infer<typeof trackTag>

const ownName = z.string().trim().min(1).max(100)
/** A tag that the user made up. */
export const ownTag = tagRef.extend({ name: z.string() })
export type OwnTag = z.infer<typeof ownTag>

const trackIds = z.array(trackId).min(1).max(2_000_000)

export const tagContract = {
  /** Every vocabulary with its terms, the user's own tags too. */
  vocabularies: oc.output(z.array(vocabulary)),
  /** Makes a tag of the user's own. Problem: invalid-input for a name that is taken, or has no letters. */
  create: oc.input(z.object({ name: ownName })).output(ownTag),
  /** Calls one of the user's own tags otherwise. Problems: not-found, invalid-input. */
  rename: oc.input(z.object({ tag: tagRef.shape.tag, name: ownName })).output(ownTag),
  /** Removes one of the user's own tags, what was said of it, and what was learned of it. Problem: not-found. */
  remove: oc.input(z.object({ tag: tagRef.shape.tag })).output(z.object({ tracks: z.int() })),
  /** What is said of some tracks, tags that no track has and nobody rejected left out. Problem: not-found. */
  summary: oc
    .input(z.object({ trackIds: z.array(trackId).min(1).max(10_000) }))
    .output(z.object({ tracks: z.int(), tags: z.array(tagSummary) })),
  /**
   * The user's word on tags of some tracks, all at once: `proposed` takes it back. Confirming a tradition decides it.
   * Answers how many tracks changed, and the change to undo. Problems: not-found, invalid-input.
   */
  decide: oc
    .input(
      z.object({
        trackIds,
        decisions: z
          .array(tagRef.extend({ state: tagState }))
          .min(1)
          .max(200),
        /** Other confirmed tags of the same vocabulary are given up for these, and predicted ones rejected. */
        replace: z.boolean().default(false),
      }),
    )
    .output(z.object({ change: z.int(), tracks: z.int() })),
  /** Answers when names are read and modes told for all that is known by now. */
  settled: oc.output(z.object({ settled: z.boolean() })),
  /** Makes everything that a change touched as it was before it. Problem: not-found when it was undone already. */
  undo: oc.input(z.object({ change: z.int() })).output(z.object({ tracks: z.int() })),
}
