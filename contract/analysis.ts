import { oc } from '@orpc/contract'
import { z } from 'zod'
import { depth } from './track.ts'
import { trackId } from './track-id.ts'

/** The two analyses of a track: its sound by the model, its mode by the tonal analysis, which needs no model. */
export const analysisKind = z.enum(['sound', 'mode'])
export type AnalysisKind = z.infer<typeof analysisKind>

/** Why an analysis waits that could run: the computer is on battery, in use, or it is outside the hours given. */
export const hold = z.enum(['battery', 'busy', 'hours'])
export type Hold = z.infer<typeof hold>

export const analysisProgress = z.object({
  kind: analysisKind,
  /** `held`: it goes on by itself when what `heldBy` names is over. */
  state: z.enum(['idle', 'running', 'paused', 'held']),
  heldBy: hold.nullable(),
  done: z.int(),
  total: z.int(),
  problems: z.int(),
  /** Median over the last tracks; null until enough are done. */
  tracksPerMinute: z.number().nullable(),
  /** By the rate of the last tracks; before there is one, by what the device was measured to do. */
  secondsLeft: z.number().nullable(),
  /** Titles of the tracks in flight. */
  current: z.array(z.object({ id: trackId, title: z.string(), progress: z.number().nullable() })),
  device: z.string(),
  /** Why nothing runs, when something should: no model yet, a crashed process that restarts... */
  waiting: z.string().nullable(),
})
export type AnalysisProgress = z.infer<typeof analysisProgress>

export const bothProgress = z.object({ sound: analysisProgress, mode: analysisProgress })
export type BothProgress = z.infer<typeof bothProgress>

/** How long the analysis of sound would take on this machine. */
export const estimate = z.object({
  /** Tracks that would be analysed. */
  tracks: z.int(),
  /** Seconds of music in them, as far as it is known. */
  musicSeconds: z.number(),
  /** Null while nothing was measured here: there is no model yet. */
  quickSeconds: z.number().nullable(),
  fullSeconds: z.number().nullable(),
  /** Windows of 5 s per second, as measured on this machine. */
  windowsPerSecond: z.number().nullable(),
  device: z.string(),
})
export type Estimate = z.infer<typeof estimate>

/** Of one analysis, or of both when none is named. */
const ofKind = z.object({ kind: analysisKind.optional() }).default({})

export const analysis = {
  /**
   * Queues tracks that lack the analysis: the given ones, else all. For sound those without an embedding of the
   * current model at this depth. Problem: no-model (sound only).
   */
  start: oc
    .input(
      z.object({
        kind: analysisKind.default('sound'),
        trackIds: z.array(trackId).max(2_000_000).optional(),
        depth: depth.optional(),
      }),
    )
    .output(z.object({ queued: z.int() })),
  pause: oc.input(ofKind).output(bothProgress),
  resume: oc.input(ofKind).output(bothProgress),
  /** Empties the queue; what is done stays. */
  cancel: oc.input(ofKind).output(bothProgress),
  progress: oc.output(bothProgress),
  /**
   * What the analysis of sound would cost: of all tracks that lack it by the current model, or of those that would
   * lack it if the checkpoint at `path` became the model.
   */
  estimate: oc
    .input(z.object({ path: z.string().max(32_768).optional() }).default({}))
    .output(estimate),
  /**
   * These tracks are before the user's eyes, or being played: what is queued of them comes first. A track that is
   * played is queued if the user wants that (`analyseOnPlay`).
   */
  attend: oc
    .input(z.object({ trackIds: z.array(trackId).max(500), playing: z.boolean().default(false) }))
    .output(z.object({ attended: z.int() })),
}
