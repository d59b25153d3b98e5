import { oc } from '@orpc/contract'
import { z } from 'zod'
import { problemCodes } from './problem.ts'

const folder = z.string().min(1).max(32_768)
const rows = z.int().min(0)

/** The mean of each track's windows; what was heard of its melody; the windows themselves, kept or computed anew. */
export const embeddingsContent = z.enum(['means', 'profiles', 'windows'])
export type EmbeddingsContent = z.infer<typeof embeddingsContent>

export const embeddingsFormat = z.enum(['npy', 'parquet'])
export type EmbeddingsFormat = z.infer<typeof embeddingsFormat>

const exportOptions = z.object({
  /** A whole path, where nothing lies yet or an empty folder does. */
  folder,
  format: embeddingsFormat.default('npy'),
  contents: z.array(embeddingsContent).min(1).default(['means']),
  /** Whose embeddings; without one those that tracks are compared by. Profiles need none. */
  modelId: z.string().max(1_000).optional(),
  /** Of windows; without any all. */
  layers: z.array(z.int().min(0)).min(1).max(1_024).optional(),
  /** Only these tracks. */
  trackIds: z.array(z.int().positive()).max(1_000_000).optional(),
})
export type ExportOptions = z.infer<typeof exportOptions>

/** An export or import of embeddings, or what became of the last one. */
export const embeddingsProgress = z.object({
  state: z.enum(['none', 'running', 'done', 'cancelled', 'failed']),
  work: z.enum(['export', 'import']).nullable(),
  folder: z.string(),
  /** What is being written or read, and rows of all contents. */
  content: embeddingsContent.nullable(),
  done: rows,
  total: rows,
  model: z.object({ modelId: z.string(), name: z.string(), current: z.boolean() }).nullable(),
  /** Rows that were written, or stored. */
  means: rows,
  profiles: rows,
  windows: rows,
  /** What an export of windows will still take; null while nothing tells. */
  secondsLeft: z.number().nullable(),
  /** Of an import: rows of audio that the library does not have, and of tracks that have as much already. */
  unknown: rows,
  kept: rows,
  /** Rows that could not be used, or tracks whose windows could not be computed, of which at most 1,000 are told. */
  refused: rows,
  failures: z.array(z.object({ title: z.string(), message: z.string() })),
  /** Why it failed; the code is null where nobody foresaw it. */
  code: z.enum(problemCodes).nullable(),
  message: z.string(),
})
export type EmbeddingsProgress = z.infer<typeof embeddingsProgress>

export const embeddingsContract = {
  progress: oc.output(embeddingsProgress),
  /**
   * Begins to write embeddings to a folder, with a manifest; contents without a row are left out. `embeddings.progress`
   * events tell of it. The folder is there when all of it is. Windows are computed by the current model, at those places that the
   * stored means were made of, unless an import was asked to keep them; an export of them that ended before goes on where it was. Problems: invalid-input while another work goes on or where something lies, not-analysed when
   * there is nothing to write, no-model for windows that are not kept of a model that is not in use, disk-full, permission-denied, not-found.
   */
  export: oc.input(exportOptions).output(embeddingsProgress),
  /**
   * Begins to take in what an export holds of tracks of this library, found by their audio. Nothing is taken of an
   * export that is damaged, and nothing is replaced by less. Windows are kept where that is asked, of tracks whose mean here is
   * made of them. Problems: invalid-input, unrecognised-format,
   * embeddings-newer, damaged, checkpoint-mismatch, permission-denied, not-found.
   */
  import: oc
    .input(z.object({ folder, windows: z.boolean().default(false) }))
    .output(embeddingsProgress),
  /** An export that is cancelled leaves nothing; an import what it had stored. */
  cancel: oc.output(embeddingsProgress),
}
