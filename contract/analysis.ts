import { oc } from '@orpc/contract'
import { z } from 'zod'
import { depth } from './track.ts'
import { trackId } from './track-id.ts'

export const model = z.object({
  /** sha256 of the checkpoint's weights + converter version. */
  modelId: z.string(),
  name: z.string(),
  /** True for generated weights: fixtures and demonstrations, never shown as meaningful. */
  randomWeights: z.boolean(),
  /** Hidden states per window (13 for the 95M encoders) and values in each. */
  layers: z.int(),
  hiddenSize: z.int(),
  path: z.string(),
})

/** The two analyses of a track: its sound by the model, its mode by the tonal analysis, which needs no model. */
export const analysisKind = z.enum(['sound', 'mode'])
export type AnalysisKind = z.infer<typeof analysisKind>

export const analysisProgress = z.object({
  kind: analysisKind,
  state: z.enum(['idle', 'running', 'paused']),
  done: z.int(),
  total: z.int(),
  problems: z.int(),
  /** Median over the last tracks; null until enough are done. */
  tracksPerMinute: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Titles of the tracks in flight. */
  current: z.array(z.object({ id: trackId, title: z.string(), progress: z.number().nullable() })),
  device: z.string(),
  /** Why nothing runs, when something should: no model yet, a crashed process that restarts... */
  waiting: z.string().nullable(),
})
export type AnalysisProgress = z.infer<typeof analysisProgress>

export const modelConversion = z.object({
  state: z.enum(['none', 'converting', 'ready', 'failed']),
  fraction: z.number().min(0).max(1),
  message: z.string(),
  model: model.nullable(),
})
export type ModelConversion = z.infer<typeof modelConversion>

export const bothProgress = z.object({ sound: analysisProgress, mode: analysisProgress })
export type BothProgress = z.infer<typeof bothProgress>

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
}

export const modelContract = {
  get: oc.output(modelConversion),
  /** Checks and converts a checkpoint (folder or weights file), then makes it the current model. */
  use: oc.input(z.object({ path: z.string().min(1).max(32_768) })).output(modelConversion),
}
