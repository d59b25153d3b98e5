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
/** A partial folder that was not touched for this long is left from a crash. */
const STALE_MS = 60 * 60 * 1000

const fileRecord = z.object({ bytes: z.number(), sha256: z.string() })
const sidecarSchema = z.object({
  /** Everything but the weights that the graph was made from, as JSON text. */
  settings: z.string(),
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

/**
 * Writes an encoder into `folder`: model, weights and a sidecar with their checksums. It is made under another name,
 * flushed to the disk and then renamed, so that `folder` is whole or absent; what was there is replaced. One weight is
 * in memory at a time. On any failure nothing is left behind.
 */
export async function writeEncoderFiles(
  folder: string,
  graph: OnnxGraph,
  settings: string,
  { onProgress, signal }: WriteOptions,
): Promise<void> {
  const partial = `${folder}.${randomUUID()}${PARTIAL}`
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
    const sidecar: z.infer<typeof sidecarSchema> = {
      settings,
      files: { [modelFile]: model, [dataFile]: data },
    }
    await writeFile(join(partial, sidecarFile), JSON.stringify(sidecar, null, 2), { flush: true })
    await rm(folder, { recursive: true, force: true })
    await rename(partial, folder)
    await syncFolder(dirname(folder))
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
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

/** Whether `folder` holds a whole, undamaged encoder made with these settings. */
export async function encoderFilesAreGood(
  folder: string,
  settings: string,
  memory: DigestMemory,
  signal?: AbortSignal,
): Promise<boolean> {
  const sidecar = await readSidecar(folder)
  if (sidecar?.settings !== settings) return false
  for (const [name, record] of Object.entries(sidecar.files)) {
    const file = join(folder, name)
    const info = await stat(file).catch(() => undefined)
    if (info?.size !== record.bytes) return false
    if ((await memory.sha256(file, () => sha256OfFile(file, signal))) !== record.sha256)
      return false
  }
  return true
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

/**
 * Removes the encoders beside `folder` but the one used last, to which a user may go back: each is as large as its
 * checkpoint. One that cannot be removed now is removed another time.
 */
export async function removeOldEncoders(folder: string): Promise<void> {
  const cacheFolder = dirname(folder)
  const others: { path: string; usedAt: number }[] = []
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name)
    const sidecar = await stat(join(path, sidecarFile)).catch(() => undefined)
    if (sidecar && name !== basename(folder) && !name.endsWith(PARTIAL))
      others.push({ path, usedAt: sidecar.mtimeMs })
  }
  others.sort((a, b) => b.usedAt - a.usedAt)
  for (const { path } of others.slice(1))
    await rm(path, { recursive: true, force: true }).catch(() => {})
}
