import { createHash, randomUUID } from 'node:crypto'
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { type DigestMemory, sha256OfFile } from './file-digest.ts'
import { type OnnxGraph, onnxModel, weightOffsets } from './onnx-model.ts'

export const modelFile = 'encoder.onnx'
const dataFile = 'encoder.onnx.data'
const sidecarFile = 'encoder.json'
const PARTIAL = '.partial'
const INT8 = '-int8'
/** A partial folder that was not touched for this long is left from a crash. */
const STALE_MS = 60 * 60 * 1000

const fileRecord = z.object({ bytes: z.number(), sha256: z.string() })
const factsSchema = z.object({
  /** How the matrices are stored: what was chosen when the encoder was made. */
  matrices: z.enum(['float32', 'float16', 'int8']),
  /** What looked odd in the checkpoint; see `checkpointWarnings`. */
  warnings: z.array(z.string()),
})
/** What is known of an encoder besides its files. */
export type EncoderFacts = z.infer<typeof factsSchema>

const sidecarSchema = z.object({
  /** Everything but the weights that the graph was made from, as JSON text. */
  settings: z.string(),
  facts: factsSchema,
  files: z.object({ [modelFile]: fileRecord, [dataFile]: fileRecord }),
})
type FileRecord = z.infer<typeof fileRecord>

async function writeSynced(
  file: string,
  write: (append: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<FileRecord> {
  const hash = createHash('sha256')
  let bytes = 0
  await using handle = await open(file, 'wx')
  await write(async (part) => {
    hash.update(part)
    bytes += part.byteLength
    await handle.appendFile(part)
  })
  await handle.sync()
  return { bytes, sha256: hash.digest('hex') }
}

/** Makes a rename durable; not every platform can open a folder, and there it need not. */
async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder, 'r')
    await handle.sync()
  } catch {
    return
  }
}

export interface WriteOptions {
  /** Told the share that is written, 0..1. */
  onProgress?: ((share: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/** A written encoder that is not yet in its place; disposing of it removes it unless it was kept. */
export interface EncoderDraft extends AsyncDisposable {
  /** The model, which can be loaded; it must be released before the draft is kept. */
  file: string
  /** Puts it in its folder in one step, in place of what was there. */
  keep(settings: string, facts: EncoderFacts): Promise<void>
}

/**
 * Writes the model and the weights of an encoder that is to lie in `folder`, under another name and flushed to the
 * disk, so that `folder` is whole or absent. One weight is in memory at a time. On any failure nothing is left behind.
 */
export async function draftEncoder(
  folder: string,
  graph: OnnxGraph,
  { onProgress, signal }: WriteOptions = {},
): Promise<EncoderDraft> {
  const partial = `${folder}.${randomUUID()}${PARTIAL}`
  /** What cannot be removed now is removed as stale. */
  const remove = () => rm(partial, { recursive: true, force: true }).catch(() => {})
  const { weights } = graph
  const offsets = weightOffsets(weights)
  try {
    await mkdir(partial, { recursive: true })
    const data = await writeSynced(join(partial, dataFile), async (append) => {
      let end = 0
      for (const [i, weight] of weights.entries()) {
        signal?.throwIfAborted()
        const values = await weight.load()
        await append(new Uint8Array((offsets[i] ?? 0) - end))
        await append(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
        end = (offsets[i] ?? 0) + values.byteLength
        onProgress?.((i + 1) / weights.length)
      }
    })
    const model = await writeSynced(join(partial, modelFile), (append) =>
      append(onnxModel(graph, 'encoder', dataFile)),
    )
    return {
      file: join(partial, modelFile),
      keep: async (settings, facts) => {
        const files = { [modelFile]: model, [dataFile]: data }
        const sidecar: z.infer<typeof sidecarSchema> = { settings, facts, files }
        const text = JSON.stringify(sidecar, null, 2)
        await writeFile(join(partial, sidecarFile), text, { flush: true })
        await rm(folder, { recursive: true, force: true })
        await rename(partial, folder)
        await syncFolder(dirname(folder))
      },
      [Symbol.asyncDispose]: remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}

async function readSidecar(folder: string): Promise<z.infer<typeof sidecarSchema> | undefined> {
  try {
    return sidecarSchema.parse(JSON.parse(await readFile(join(folder, sidecarFile), 'utf8')))
  } catch {
    return undefined
  }
}

/** The facts of the encoder in `folder` when it is whole, undamaged and made with these settings. */
export async function findEncoder(
  folder: string,
  settings: string,
  memory: DigestMemory,
  signal?: AbortSignal,
): Promise<EncoderFacts | undefined> {
  const sidecar = await readSidecar(folder)
  if (sidecar?.settings !== settings) return undefined
  for (const [name, record] of Object.entries(sidecar.files)) {
    const file = join(folder, name)
    const info = await stat(file).catch(() => undefined)
    if (info?.size !== record.bytes) return undefined
    if ((await memory.sha256(file, () => sha256OfFile(file, signal))) !== record.sha256)
      return undefined
  }
  return sidecar.facts
}

/** Removes what conversions that died left in the cache. */
export async function removeStalePartials(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name)
    if (!name.endsWith(PARTIAL)) continue
    const info = await stat(path).catch(() => undefined)
    if (info && Date.now() - info.mtimeMs > STALE_MS)
      await rm(path, { recursive: true, force: true })
  }
}

/** Notes that an encoder is in use now, for {@link removeOldEncoders}. */
export async function markEncoderUsed(folder: string): Promise<void> {
  const now = new Date()
  await utimes(join(folder, sidecarFile), now, now).catch(() => {})
}

/** The folder of an encoder's int8 form. */
export function int8FolderOf(folder: string): string {
  return folder + INT8
}

/**
 * Removes the encoders beside `folder`, each with its int8 form, but the `others` used last, to which a user may go back:
 * an encoder is as large as its checkpoint. One that this version cannot read is of no use and goes, too; one that
 * cannot be removed now is removed another time.
 */
export async function removeOldEncoders(folder: string, others: number): Promise<void> {
  const cacheFolder = dirname(folder)
  const beside = new Map<string, { paths: string[]; usedAt: number }>()
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name)
    const model = name.endsWith(INT8) ? name.slice(0, -INT8.length) : name
    const sidecar = await stat(join(path, sidecarFile)).catch(() => undefined)
    if (!sidecar || model === basename(folder) || name.endsWith(PARTIAL)) continue
    const usedAt = (await readSidecar(path)) ? sidecar.mtimeMs : Number.NEGATIVE_INFINITY
    const known = beside.get(model) ?? { paths: [], usedAt }
    beside.set(model, { paths: [...known.paths, path], usedAt: Math.max(known.usedAt, usedAt) })
  }
  const usable = [...beside.values()].filter(({ usedAt }) => usedAt > Number.NEGATIVE_INFINITY)
  const kept = usable.sort((a, b) => b.usedAt - a.usedAt).slice(0, others)
  for (const other of beside.values())
    for (const path of kept.includes(other) ? [] : other.paths)
      await rm(path, { recursive: true, force: true }).catch(() => {})
}
