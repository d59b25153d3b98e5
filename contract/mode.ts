import { oc } from '@orpc/contract'
import { z } from 'zod'
import { obstacle } from './obstacle.ts'
import { traditionOrigin } from './tag.ts'
import { trackRow } from './track.ts'
import { trackId } from './track-id.ts'
import { modeVocabularies, tradition } from './vocabulary.ts'

/** 160 bins of 7.5 cents, bin 0 on the tonic; sums to 1. */
const fromTonic = z.array(z.number()).length(160)

/** A pitch of the picture: cents above the tonic and what musicians of the tradition call it. */
export const namedPitch = z.object({ cents: z.number(), name: z.string() })

/** A mode that the melody of a track may be in. */
export const likelyMode = z.object({
  vocabulary: z.enum(modeVocabularies),
  tag: z.string(),
  tradition,
  /** Calibrated for makams; null for ragas and dromoi, which are only in order of likelihood. */
  probability: z.number().nullable(),
  /** Above its threshold: shown as a tag. Else only as a guess. */
  certain: z.boolean(),
  /** Its members share the probability (makam families). */
  members: z.array(z.string()),
  /** What the mode looks like from its tonic. */
  template: fromTonic,
  /** Cents by which this mode's own best tonic is above the track's tonic, 0..1200. */
  tonicOffset: z.number(),
  /** Confirmed tracks of the user that shaped the template. */
  taughtBy: z.int(),
  degrees: z.array(namedPitch),
})
export type LikelyMode = z.infer<typeof likelyMode>

export const modePicture = z.object({
  track: trackRow,
  tradition: z.object({ tradition: tradition.nullable(), origin: traditionOrigin }),
  /** Null before the track was listened to. */
  analysis: z
    .object({
      version: z.int(),
      analysedAt: z.int(),
      decoder: z.string(),
      obstacle: obstacle.nullable(),
      /** The end is faded out, so the tonic is less certain. */
      fadedOut: z.boolean(),
      /** Seconds of melody that were found, and of sound that were listened to. */
      melodySeconds: z.number(),
      listenedSeconds: z.number(),
      /** Null with an obstacle. */
      tonic: z
        .object({
          hz: z.number(),
          /** Of equal temperament at A = 440 Hz, with its octave: "D4". */
          note: z.string(),
          centsFromNote: z.number(),
          /** 0..1; 1 when the user gave it. */
          confidence: z.number(),
          givenByUser: z.boolean(),
        })
        .nullable(),
      /** Lowest and highest pitch of the melody (2nd and 98th percentile), Hz. */
      range: z.object({ lowest: z.number(), highest: z.number() }).nullable(),
      distribution: fromTonic,
      /** Melody of the analysed parts: cents above the tonic per frame, null where none sounds. */
      contour: z.array(
        z.object({ start: z.number(), hop: z.number(), cents: z.array(z.number().nullable()) }),
      ),
      /** Best first, at most three of each tradition that competes. */
      likely: z.array(likelyMode),
    })
    .nullable(),
})
export type ModePicture = z.infer<typeof modePicture>

export const modeContract = {
  /**
   * What was heard of a track's mode, with all that its pictures show; with `tradition` as if its music were of that
   * one. Problem: not-found.
   */
  get: oc.input(z.object({ trackId, tradition: tradition.optional() })).output(modePicture),
  /** The user gives the tonic (Hz), or takes it back (null). Problems: not-found, not-analysed. */
  setTonic: oc
    .input(z.object({ trackId, hz: z.number().min(20).max(2000).nullable() }))
    .output(z.object({ trackId })),
  /** The measured scale as a Scala file (.scl): the peaks of the distribution above the tonic. Problems: not-found, not-analysed. */
  scale: oc
    .input(z.object({ trackId }))
    .output(z.object({ fileName: z.string(), content: z.string() })),
}
