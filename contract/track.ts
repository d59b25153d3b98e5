import { oc } from '@orpc/contract'
import { z } from 'zod'
import { browseFilter } from './browse.ts'
import { language } from './language.ts'
import { obstacle } from './obstacle.ts'
import { trackTag } from './tag.ts'
import { trackId } from './track-id.ts'
import { tradition } from './vocabulary.ts'

export const depth = z.enum(['quick', 'full'])
export type Depth = z.infer<typeof depth>

/** What is known of a track's place in the sound space; `earlier`: another model than the current one knows it. */
export const soundState = z.enum([
  'none',
  'queued',
  'running',
  'earlier',
  'quick',
  'full',
  'problem',
])
export type SoundState = z.infer<typeof soundState>

/** How far the listening for a track's mode is; `unsure` when no mode is above its threshold. */
export const modeState = z.enum(['none', 'queued', 'running', 'done', 'unsure', 'problem'])
export type ModeState = z.infer<typeof modeState>

export const trackRow = z.object({
  id: trackId,
  /** Never empty: the tag, else made from the file's name. */
  title: z.string(),
  artist: z.string(),
  albumArtist: z.string(),
  album: z.string(),
  composer: z.string(),
  genre: z.string(),
  year: z.int().nullable(),
  trackNumber: z.int().nullable(),
  /** Seconds; null when neither the container nor a decode has told. */
  duration: z.number().nullable(),
  /** Container and codec in words, e.g. "flac", "m4a (ALAC)". */
  format: z.string(),
  addedAt: z.int(),
  /** True when none of the track's files can be found at the moment. */
  missing: z.boolean(),
  /** True when a decode was shorter than the container promised or skipped bad packets. */
  damaged: z.boolean(),
  artwork: z.boolean(),
  sound: soundState,
  mode: modeState,
  obstacle: obstacle.nullable(),
  /** The mode of the track by its most certain tags (confirmed, in the file, likely), at most three. */
  modeTags: z.array(trackTag),
  /** How certain the first of them is, 0..1, 1 by the user's word; null without one, or where nothing is calibrated. */
  confidence: z.number().nullable(),
  /** Of equal temperament at A = 440 Hz, with its octave: "D4"; null where no melody was heard. */
  tonic: z.string().nullable(),
  tradition: tradition.nullable(),
  /** The user marked it. */
  favourite: z.boolean(),
})
export type TrackRow = z.infer<typeof trackRow>

export const trackSort = z.enum([
  'relevance',
  'title',
  'artist',
  'album',
  'composer',
  'genre',
  'year',
  'duration',
  'format',
  'addedAt',
  'sound',
  'albumArtist',
  'trackNumber',
  'mode',
  'confidence',
  'modeState',
  'tonic',
  'tradition',
  'favourite',
])
export type TrackSort = z.infer<typeof trackSort>

/** Accents and capitals make no difference. An empty album artist: of the tracks that name none. */
export const albumName = z.object({
  album: z.string().max(1000),
  albumArtist: z.string().max(1000),
})
export type AlbumName = z.infer<typeof albumName>

export const trackQuery = z.object({
  /**
   * What to find. Words and "phrases" are folded (diacritics, case, dotless i, tonos) on both sides, and each must occur
   * as a substring, or in any spelling of a tag that the track has for certain. Besides: `prefix:value` terms and terms
   * excluded with a minus, see search-query.ts; what it does not understand is searched as text.
   */
  search: z.string().max(500).default(''),
  folderId: z.int().positive().optional(),
  browse: browseFilter.optional(),
  /** Only what the user marked. */
  favourites: z.boolean().default(false),
  /** Only this album; see `albums.list`. */
  album: albumName.optional(),
  /** Only tracks of this artist; accents and capitals make no difference. */
  artist: z.string().max(1000).optional(),
  /** `relevance` means rank when searching, else artist, album, track number. */
  sort: trackSort.default('relevance'),
  descending: z.boolean().default(false),
  /** Whose alphabet names are sorted by. */
  language: language.default('en'),
})

export const trackFile = z.object({
  id: z.int().positive(),
  folderId: z.int().positive(),
  /** Absolute path for display; what is not valid UTF-8, a control or a bidi override shows as U+FFFD. */
  path: z.string(),
  size: z.int(),
  modifiedAt: z.number(),
  missingSince: z.int().nullable(),
})

export const trackDetail = trackRow.extend({
  performers: z.string(),
  comment: z.string(),
  discNumber: z.int().nullable(),
  codec: z.string(),
  sampleRate: z.number().nullable(),
  channels: z.int().nullable(),
  bitrate: z.number().nullable(),
  fields: z.array(z.object({ key: z.string(), value: z.string() })),
  files: z.array(trackFile),
  /** How the stored embedding of the current model was made; null before analysis. */
  analysis: z
    .object({
      modelId: z.string(),
      depth,
      windows: z.int(),
      device: z.string(),
      decoder: z.string(),
      analysedAt: z.int(),
    })
    .nullable(),
})
export type TrackDetail = z.infer<typeof trackDetail>

/** How loud a track is, as its tags say: gains in dB, peaks as a share of full scale; null when not tagged. */
export const loudness = z.object({
  trackGain: z.number().nullable(),
  trackPeak: z.number().nullable(),
  albumGain: z.number().nullable(),
  albumPeak: z.number().nullable(),
})
export type Loudness = z.infer<typeof loudness>

export const track = {
  /** A page of rows in the given order, and how many there are in all. */
  list: oc
    .input(
      trackQuery.extend({
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(1000).default(200),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(trackRow) })),
  /** Every id of a query in its order, for "select all"; at most 2,000,000. */
  ids: oc.input(trackQuery).output(z.object({ ids: z.array(trackId) })),
  /** Where a track stands in a query's order, counted from 0; null when the query does not find it. */
  position: oc
    .input(trackQuery.extend({ id: trackId }))
    .output(z.object({ index: z.int().min(0).nullable() })),
  get: oc.input(z.object({ id: trackId })).output(trackDetail),
  /** The rows of these tracks, in this order; those that are no longer in the library are left out. */
  rows: oc
    .input(z.object({ ids: z.array(trackId).max(1000) }))
    .output(z.object({ rows: z.array(trackRow) })),
  /** Which of these tracks are still in the library, missing ones too; in this order. */
  known: oc
    .input(z.object({ ids: z.array(trackId).max(100_000) }))
    .output(z.object({ ids: z.array(trackId) })),
  /** What a player needs to play the track as loud as others. Problem: not-found. */
  playback: oc.input(z.object({ id: trackId })).output(loudness),
  /**
   * The waveform: about 1000 peaks in equal parts of the track, base64 of one byte each with 255 at full scale, and the
   * seconds they cover. Problems: not-found, file-missing, those of decoding.
   */
  peaks: oc
    .input(z.object({ id: trackId }))
    .output(z.object({ peaks: z.string(), duration: z.number() })),
  /** The track whose file is at an absolute path. Problem: not-found. */
  find: oc
    .input(z.object({ path: z.string().min(1).max(32_768) }))
    .output(z.object({ id: trackId })),
  /**
   * The absolute paths of tracks, for display and for copying, in the order asked for: a file that is there rather than
   * a missing one. Tracks that have no file are left out.
   */
  places: oc
    .input(z.object({ trackIds: z.array(trackId).max(10_000) }))
    .output(z.object({ places: z.array(z.object({ trackId, path: z.string() })) })),
  /** Marks tracks as favourites, or takes the mark away. Answers those that were not so before. */
  setFavourite: oc
    .input(z.object({ trackIds: z.array(trackId).min(1).max(2_000_000), favourite: z.boolean() }))
    .output(z.object({ changed: z.array(trackId) })),
  /** Opens the folder of a track's file in the system's file manager. Problems: not-found, file-missing, io-error. */
  show: oc.input(z.object({ id: trackId })).output(z.object({ path: z.string() })),
}
