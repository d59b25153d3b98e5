import { oc } from '@orpc/contract'
import { z } from 'zod'

/** How a cheaper analysis compares with the full one on the same tracks. */
const tunedDepth = z.object({
  /** Windows of 5 s a track; null for all. */
  windows: z.int().nullable(),
  /** Mean share of the ten nearest tracks that full depth finds, too; 1 for full depth itself. */
  agreement: z.number(),
  secondsPerTrack: z.number(),
})

export const tuneResult = z.object({
  at: z.int(),
  modelId: z.string(),
  /** Generated weights: the figures say nothing about music. */
  randomWeights: z.boolean(),
  tracks: z.int(),
  /** Neighbours compared; fewer than ten in a small sample. */
  neighbours: z.int(),
  depths: z.array(tunedDepth),
  /** Windows of the cheapest depth that keeps 0.9 of the neighbours; null for full depth. */
  recommended: z.int().nullable(),
  int8: z.object({
    /** Share of the ten nearest by fp32 that int8 finds, too. Null when it was not tried. */
    agreement: z.number().nullable(),
    /** Windows per second of int8 over those of fp32. */
    speedup: z.number().nullable(),
    /** It may be switched on. */
    allowed: z.boolean(),
    reason: z.string(),
  }),
})
export type TuneResult = z.infer<typeof tuneResult>

export const tuneProgress = z.object({
  state: z.enum(['none', 'running', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  message: z.string(),
  secondsLeft: z.number().nullable(),
  result: tuneResult.nullable(),
})
export type TuneProgress = z.infer<typeof tuneProgress>

export const tuneContract = {
  /** The running or the last one of the current model. */
  get: oc.output(tuneProgress),
  /** Analyses a sample of the library in several ways. Problems: no-model; not-analysed with fewer than 12 tracks. */
  start: oc.input(z.object({ tracks: z.int().min(12).max(200).default(40) })).output(tuneProgress),
  cancel: oc.output(tuneProgress),
}
