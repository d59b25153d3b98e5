import { oc } from '@orpc/contract'
import { z } from 'zod'

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
  /** What looked odd when the checkpoint was checked, in words; empty for one that looks sound. */
  warnings: z.array(z.string()),
})

/** A checkpoint on its way to be the current model: converted, then run once on a fixed window, then ready. */
export const modelConversion = z.object({
  state: z.enum(['none', 'converting', 'checking', 'ready', 'failed']),
  fraction: z.number().min(0).max(1),
  message: z.string(),
  model: model.nullable(),
})
export type ModelConversion = z.infer<typeof modelConversion>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A file of a published checkpoint, with what is known of it beforehand. */
const manifestFile = z.object({
  name: z.string(),
  bytes: z.int().positive().optional(),
  sha256: sha256.optional(),
})

/** A published checkpoint that Naghma can fetch: a file in models/encoders. */
export const encoderManifest = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  /** One sentence: what it is good for. */
  about: z.string(),
  repository: z.string(),
  revision: z.string(),
  /** `{repository}`, `{revision}` and `{file}` are filled in; a mirror takes the place of the origin. */
  address: z.string(),
  /** Where a person can read about it. */
  page: z.string(),
  files: z.array(manifestFile),
  /** The weights under the names they may have, tried in this order: the first that is there is taken. */
  weights: z.array(manifestFile).min(1),
  /** About how many bytes all of it is, for those who decide. */
  bytes: z.int().positive(),
  licence: z.object({ id: z.string(), name: z.string(), url: z.string(), words: z.string() }),
  /** What its authors ask of those who use it. */
  ethics: z.array(z.string()),
  citation: z.string(),
})
export type EncoderManifest = z.infer<typeof encoderManifest>

/** What is offered, and how much of it is on this machine. */
export const offer = encoderManifest.extend({
  state: z.enum(['absent', 'partial', 'here']),
  bytesHere: z.int(),
  /** Its folder when all of it is here. */
  path: z.string().nullable(),
})
export type Offer = z.infer<typeof offer>

export const modelDownload = z.object({
  state: z.enum(['none', 'downloading', 'paused', 'failed']),
  /** Which offer; null for none. */
  id: z.string().nullable(),
  name: z.string(),
  bytes: z.int(),
  /** Null until the server has told. */
  total: z.int().nullable(),
  bytesPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** What went wrong and what to do, or what is waited for; empty when all is well. */
  message: z.string(),
})
export type ModelDownload = z.infer<typeof modelDownload>

/** A model of which the library holds embeddings, or the current one. */
export const keptModel = z.object({
  modelId: z.string(),
  name: z.string(),
  randomWeights: z.boolean(),
  path: z.string(),
  /** Tracks with an embedding of it. */
  tracks: z.int(),
  usedAt: z.int(),
  /** New embeddings are made with it. */
  current: z.boolean(),
  /** Similar tracks are looked for with it. */
  compared: z.boolean(),
})
export type KeptModel = z.infer<typeof keptModel>

export const modelContract = {
  get: oc.output(modelConversion),
  /** Checks and converts a checkpoint (folder or weights file), then makes it the current model. */
  use: oc.input(z.object({ path: z.string().min(1).max(32_768) })).output(modelConversion),
  /** The published checkpoints that can be fetched. */
  offers: oc.output(z.array(offer)),
  /**
   * Fetches an offer, or goes on where it stopped, and then uses it. Answers at once; `model.download` events tell
   * how far it is. Problem: licence-needed unless the licence is accepted.
   */
  download: oc
    .input(z.object({ id: z.string(), acceptLicence: z.boolean() }))
    .output(modelDownload),
  pauseDownload: oc.output(modelDownload),
  /** Stops and removes what was fetched so far. */
  cancelDownload: oc.output(modelDownload),
  /** Models whose embeddings are in the library. */
  kept: oc.output(z.array(keptModel)),
  /** Looks for similar tracks with the embeddings of this model from now on; null: with whichever has most. */
  compareBy: oc.input(z.object({ modelId: z.string().nullable() })).output(z.array(keptModel)),
  /** Removes the embeddings of a model that is neither current nor compared by. */
  forget: oc.input(z.object({ modelId: z.string() })).output(z.array(keptModel)),
  /**
   * How far two models agree: of a sample of tracks that both have, the mean share of the ten nearest tracks by one
   * model that are among the ten nearest by the other. Problem: not-analysed with fewer than 12 such tracks.
   */
  agreement: oc
    .input(z.object({ modelIds: z.tuple([z.string(), z.string()]) }))
    .output(z.object({ tracks: z.int(), sample: z.int(), agreement: z.number() })),
}
