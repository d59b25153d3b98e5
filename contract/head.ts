import { oc } from '@orpc/contract'
import { z } from 'zod'
import { tagRef, tagState } from './tag.ts'
import { trackRow } from './track.ts'
import { trackId } from './track-id.ts'
import { vocabularyId } from './vocabulary.ts'

/** What a head is taught: one tag; with `tag` null those tags of a vocabulary that enough tracks have. */
export const taught = z.object({ vocabulary: vocabularyId, tag: tagRef.shape.tag.nullable() })
export type Taught = z.infer<typeof taught>

/** How far a head can be trusted, by what it said of examples while it was not learned from them. */
export const headFigure = z.object({
  /**
   * In words: `unknown` with too few examples to hold any out; `chance` is no better than drawing lots; `rough` puts most of
   * what is right into the first half; `useful` is right more often than not where it says something; `good` can be relied on.
   */
  level: z.enum(['unknown', 'chance', 'rough', 'useful', 'good']),
  /** How often a track that has the tag is put above one that has it not: 0.5 by chance, 1 always. */
  rocAuc: z.number().min(0).max(1).nullable(),
  /** Standard error of that. */
  error: z.number().nullable(),
  /** What was never both learned from and judged by: tracks of one artist, of one album, or single tracks. */
  apart: z.enum(['artists', 'albums', 'tracks']).nullable(),
  /** Examples that had it and had it not; of a vocabulary, tracks of which one of its tags is known, and 0. */
  positives: z.int(),
  negatives: z.int(),
  /** Further tracks that nobody judged, taken from the library at random as not having it. */
  presumed: z.int(),
})
export type HeadFigure = z.infer<typeof headFigure>

/** A tag that a head predicts. A pack may bring vocabularies and tags that this library does not know. */
export const headTag = z.object({
  vocabulary: z.string(),
  tag: z.string(),
  name: z.string(),
  /** From this probability on it is said; null where the head abstains. */
  threshold: z.number().nullable(),
  positives: z.int(),
  negatives: z.int(),
  rocAuc: z.number().nullable(),
})

/** What the maker of a tag pack says of it. */
export const packAbout = z.object({
  name: z.string(),
  description: z.string(),
  author: z.string(),
  /** What others may do with it: an SPDX id or words, and where to read it. */
  licence: z.object({ id: z.string(), url: z.string().nullable() }),
  /** Figures of its evaluation, from 0 to 1, by name. */
  metrics: z.record(z.string(), z.number()),
})
export type PackAbout = z.infer<typeof packAbout>

/** A tag pack, before it is taken into the library. */
export const packSummary = z.object({
  about: packAbout,
  createdAt: z.string(),
  modelName: z.string(),
  /** How it fits the library's model, see docs/tag-packs.md; null while there is no model. */
  fit: z.enum(['exact', 'near', 'none']).nullable(),
  tracks: z.int(),
  /** What it was trained on. */
  description: z.string(),
  tags: z.array(headTag),
})
export type PackSummary = z.infer<typeof packSummary>

export const headVersion = z.object({
  version: z.int().positive(),
  madeAt: z.int(),
  /** The model whose embeddings it reads. */
  modelId: z.string(),
  modelName: z.string(),
  /** Tracks that it was learned from, and what they were, in words. */
  tracks: z.int(),
  description: z.string(),
  figure: headFigure,
  tags: z.array(headTag),
  /** Of packs only. */
  pack: packAbout.nullable(),
  bytes: z.int(),
})
export type HeadVersion = z.infer<typeof headVersion>

/** A head of the library with all its versions, the newest first. */
export const head = z.object({
  id: z.int().positive(),
  name: z.string(),
  origin: z.enum(['taught', 'pack']),
  /** Null for packs. */
  taught: taught.nullable(),
  /** The version in use; null before there is one. */
  version: z.int().nullable(),
  /** The version in use stays, whatever is learned, and what it says goes before what other heads say. */
  pinned: z.boolean(),
  versions: z.array(headVersion),
  /** Tracks that the version in use has judged, and tracks that it can judge. */
  predicted: z.int(),
  predictable: z.int(),
})
export type HeadSummary = z.infer<typeof head>

/** What is being taught, and how far it is. */
export const teaching = taught.extend({
  name: z.string(),
  headId: z.int().positive(),
  version: z.int().nullable(),
  pinned: z.boolean(),
  /** By the user, and tracks whose files name it for sure. */
  confirmed: z.int(),
  rejected: z.int(),
  named: z.int(),
  /** `waiting` for other trainings; `training` now. */
  state: z.enum(['idle', 'waiting', 'training']),
  /** Why the last training failed, in words; null when it did not. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Words of the user that the version in use has not learned from; from `retrainsAfter` of them on it learns by itself. */
  changes: z.int(),
  retrainsAfter: z.int(),
  /** Null before the first version. */
  figure: headFigure.nullable(),
})
export type Teaching = z.infer<typeof teaching>

export const rankedTrack = z.object({
  track: trackRow,
  probability: z.number(),
  /** The user's word on the tag. */
  said: tagState.exclude(['proposed']).nullable(),
})
export type RankedTrack = z.infer<typeof rankedTrack>

/** A track whose judgement would teach most. */
export const nextTrack = z.object({
  track: trackRow,
  /** Null before there is a head. */
  probability: z.number().nullable(),
  /**
   * `likely` to have the tag; `uncertain`, and unlike what was judged before; `near` the tracks that were confirmed, before
   * there is a head; `doubtful`, where the user's word is not what was to be expected.
   */
  why: z.enum(['likely', 'uncertain', 'near', 'doubtful']),
})
export type NextTrack = z.infer<typeof nextTrack>

/** What one head says of a track. */
export const headPrediction = z.object({
  headId: z.int().positive(),
  name: z.string(),
  origin: head.shape.origin,
  version: z.int(),
  pinned: z.boolean(),
  /** The likeliest first. `said`: from its threshold on; `told`: taken as what all heads say of that tag. */
  tags: z.array(headTag.extend({ probability: z.number(), said: z.boolean(), told: z.boolean() })),
})
export type HeadPrediction = z.infer<typeof headPrediction>

/** Heads that are being learned, and applied to the library. */
export const headProgress = z.object({
  training: z.array(taught.extend({ name: z.string(), state: z.enum(['waiting', 'training']) })),
  /** Null while nothing is to be applied. */
  applying: z
    .object({ done: z.int(), total: z.int(), tracksPerMinute: z.number().nullable() })
    .nullable(),
  /** Applying was cancelled before it was done, and can be resumed. */
  cancelled: z.boolean(),
})
export type HeadProgress = z.infer<typeof headProgress>

export const teachContract = {
  /** Everything that is taught. */
  list: oc.output(z.array(teaching)),
  /** Begins to teach a tag or a vocabulary; what is taught already is answered as it is. Problem: not-found. */
  begin: oc.input(taught).output(teaching),
  /** Problem: not-found for what is not taught. */
  get: oc.input(taught).output(teaching),
  /** All tracks that a head judged, the likeliest first; by the head that is told of this tag. */
  ranking: oc
    .input(
      tagRef.extend({
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(100),
        /** Leave out what the user confirmed or rejected. */
        unjudgedOnly: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        /** Null while there is none: the ranking is empty then. */
        head: z.object({ id: z.int(), version: z.int() }).nullable(),
        rows: z.array(rankedTrack),
      }),
    ),
  /** The tracks to judge next. Empty before any track is confirmed. Problem: not-found. */
  next: oc
    .input(tagRef.extend({ count: z.int().min(1).max(50).default(10) }))
    .output(z.object({ tracks: z.array(nextTrack) })),
  /**
   * Learns now from all that is known, and answers when that is done. Problems: not-found, too-few-examples, no-model,
   * not-analysed, cancelled, process-died.
   */
  train: oc.input(taught).output(teaching),
  /** Gives up a training that waits or runs; what was learned before stays. */
  cancel: oc.input(taught).output(teaching),
  /** Removes what is taught, with all its versions; the user's words on tags stay. Problem: not-found. */
  forget: oc.input(taught).output(z.object({ removed: z.boolean() })),
  /** Answers when nothing is being learned or applied any more. */
  settled: oc.output(z.object({ settled: z.boolean() })),
}

const headId = z.object({ id: z.int().positive() })
const version = z.int().positive()
const path = z.string().min(1).max(32_768)

export const headContract = {
  list: oc.output(z.array(head)),
  /** Uses a version, and keeps to it; null lets newer ones take its place again. Problem: not-found. */
  pin: oc.input(headId.extend({ version: version.nullable() })).output(head),
  /** Uses an earlier version until something new is learned. Problem: not-found. */
  revert: oc.input(headId.extend({ version })).output(head),
  /** Removes a head, or one version that is not in use. Problems: not-found, invalid-input. */
  remove: oc
    .input(headId.extend({ version: version.optional() }))
    .output(z.object({ removed: z.boolean() })),
  /** Predicts anew with one head, or with all; answers for how many tracks. Problem: not-found. */
  apply: oc
    .input(z.object({ id: headId.shape.id.optional() }).default({}))
    .output(z.object({ tracks: z.int() })),
  /**
   * Ends applying heads to the library, also over a restart, until it is resumed, applied anew, or a head or model changes.
   * Each track keeps what was said of it last; tracks that are analysed meanwhile are judged all the same.
   */
  cancel: oc.output(headProgress),
  /** Goes on where applying was cancelled; answers for how many tracks. */
  resume: oc.output(z.object({ tracks: z.int() })),
  progress: oc.output(headProgress),
  /** Checks a tag pack (a zip or a folder), and says what it holds. Problems: pack-broken, pack-newer, io-error... */
  inspect: oc.input(z.object({ path })).output(packSummary),
  /**
   * Takes a tag pack into the library; of one that has its name already, as a new version. Tags that no vocabulary has
   * become tags of the user's own. Problems: pack-broken, pack-newer, invalid-input for one of another model, io-error...
   */
  import: oc.input(z.object({ path })).output(head),
  /**
   * Writes a version (the one in use unless told) as a tag pack: a zip where the path ends in .zip, else a folder. A pack
   * from elsewhere keeps what its maker says. Problems: not-found, invalid-input for a path where something is, io-error...
   */
  export: oc
    .input(
      headId.extend({
        version: version.optional(),
        path,
        about: packAbout.omit({ name: true, metrics: true }).partial().default({}),
      }),
    )
    .output(z.object({ path: z.string(), about: packAbout })),
  /** What each head says of a track, side by side. */
  predictions: oc.input(z.object({ trackId })).output(z.array(headPrediction)),
}
