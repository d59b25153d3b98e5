import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { embeddingsFormat } from '../../contract/embeddings.ts'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import { HOP_SECONDS } from '../mode/melody-tracker.ts'
import { sha256OfFile } from '../sound/file-digest.ts'
import { SAMPLE_RATE, WINDOW } from '../sound/windows.ts'
import { npyTable } from './npy-table.ts'
import { parquetTable } from './parquet-table.ts'
import type { TableFiles } from './table.ts'

export const MANIFEST_NAME = 'manifest.json'
/** Of the layout of an export. */
const VERSION = 1
const MOST_BYTES = 1_000_000

const count = z.int().min(0)
const text = z.string().max(10_000)

const file = z.object({
  /** In the folder itself. */
  name: z.string().regex(/^[a-z]+\.(npy|csv|parquet)$/),
  /** Checked where they are given. */
  bytes: count.optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

const model = z.object({
  id: text.min(1),
  name: text,
  /** Of the checkpoint's weights; null where the id does not tell. */
  sha256: text.nullable(),
  /** Version of the conversion to ONNX. */
  converter: z.int().nullable(),
  layers: z.int().min(1).max(1_024),
  hiddenSize: z.int().min(1).max(65_536),
  randomWeights: z.boolean(),
})

const table = z.object({
  rows: count,
  vector: z.object({
    dtype: z.enum(['float16', 'float32']),
    parts: z.array(z.string().min(1).max(100)).min(1).max(1_024),
    width: z.int().min(1).max(65_536),
  }),
  files: z.array(file).min(1).max(2),
})

const manifestSchema = z.object({
  format: z.literal('naghma-embeddings'),
  version: z.literal(VERSION),
  createdAt: text,
  /** Version of Naghma. */
  library: text,
  files: embeddingsFormat,
  model: model.nullable(),
  /** Devices that computed. */
  devices: z.array(text).max(1_000),
  settings: z.object({
    sampleRate: z.number(),
    windowSeconds: z.number(),
    quickWindows: count,
    /** Of contours: seconds from frame to frame. */
    hopSeconds: z.number().optional(),
  }),
  /** How windows lie, in words; the rows of windows and means tell their times. */
  segments: text,
  tables: z.object({
    means: table.optional(),
    profiles: table.optional(),
    windows: table.optional(),
  }),
})
export type Manifest = z.infer<typeof manifestSchema>
export type TableManifest = z.infer<typeof table>

/** By the manifest's `files`. */
export const tableFiles: Record<Manifest['files'], TableFiles> = {
  npy: npyTable,
  parquet: parquetTable,
}

/** What every manifest of this version says alike. */
export const manifestBasis = {
  format: 'naghma-embeddings',
  version: VERSION,
  segments:
    'Windows follow each other without gap or overlap; the last one ends with the track. A track shorter than a window is one window. Quick depth takes some of them, evenly, with the first and the last. Times are in seconds.',
} as const

export const fixedSettings = {
  sampleRate: SAMPLE_RATE,
  windowSeconds: WINDOW / SAMPLE_RATE,
  hopSeconds: HOP_SECONDS,
}

/** Size and digest of files that were written, for the manifest. */
export async function describeFiles(
  folder: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<TableManifest['files']> {
  const described: TableManifest['files'] = []
  for (const name of names) {
    const path = join(folder, name)
    const { size } = await stat(path)
    described.push({ name, bytes: size, sha256: await sha256OfFile(path, signal) })
  }
  return described
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const content = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(join(folder, MANIFEST_NAME), content, { flush: true })
}

function unusable(path: string, reason: string, cause?: unknown): Error {
  return problem('unrecognised-format', `${path} is not the manifest of an export: ${reason}.`, {
    cause,
  })
}

/** Problems: `unrecognised-format`, `embeddings-newer`, `not-found` for a folder that is no export. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST_NAME)
  try {
    const { size } = await stat(path)
    if (size > MOST_BYTES) throw unusable(path, 'it is far too long')
    const json: unknown = JSON.parse(await readFile(path, 'utf8'))
    const stamped = z.object({ format: z.string(), version: z.number() }).safeParse(json).data
    if (stamped?.format === manifestBasis.format && stamped.version > VERSION)
      throw problem(
        'embeddings-newer',
        'These embeddings were exported by a newer version of Naghma. Update Naghma to import them.',
      )
    return manifestSchema.parse(json)
  } catch (error) {
    if (isProblem(error)) throw error
    if (error instanceof z.ZodError) throw unusable(path, z.prettifyError(error), error)
    if (error instanceof SyntaxError) throw unusable(path, 'it is no JSON', error)
    throw ioProblem(error, `${path} could not be read`, 'folder')
  }
}

/** Refuses an export whose files are not those that were written. Problem: `damaged`. */
export async function checkFiles(
  folder: string,
  { files }: TableManifest,
  signal: AbortSignal,
): Promise<void> {
  for (const { name, bytes, sha256 } of files) {
    const path = join(folder, name)
    const size = await stat(path).then(
      (facts) => facts.size,
      (error: unknown) => {
        throw ioProblem(error, `${path} could not be read`, 'folder')
      },
    )
    const isOther =
      (bytes !== undefined && size !== bytes) ||
      (sha256 !== undefined && (await sha256OfFile(path, signal)) !== sha256)
    if (isOther)
      throw problem(
        'damaged',
        `${path} is not as it was written: it was damaged, cut or changed. Copy the export again; nothing was imported.`,
        { field: 'folder' },
      )
  }
}
