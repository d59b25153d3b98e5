import { createHash, type Hash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { loadVectorIndex, type VectorIndex } from '../../native/vectors.ts'
import { createGeneration, type Generation, GRAPH } from './generation.ts'
import type { MeansShape, Space } from './space.ts'
import { BLOCK_ROWS, reserve } from './vector-table.ts'

/** Raised when the layout of the files, or the meaning of a vector or density, changes. */
const FORMAT_VERSION = 2

const MANIFEST = 'sound.json'
const LOADING = 'index-loading'
const CHUNK = 1 << 20

interface CachedFile {
  file: string
  bytes: number
  sha256: string
}

/** The one file that makes the others count: it is replaced in one step, after they are safely on disk. */
interface Manifest {
  formatVersion: number
  modelId: string
  epoch: number
  layers: number
  hiddenSize: number
  dimension: number
  fittedCount: number
  shrinkage: number
  count: number
  vectors: CachedFile
  index: (CachedFile & typeof GRAPH) | null
}

export interface CacheKey {
  folder: string
  modelId: string
  shape: MeansShape
}

interface CacheLoad {
  generation: Generation | null
  /** What was found wrong, in words for a log; empty when all was well or nothing was there. */
  faults: string[]
}

/**
 * Writes a generation to the folder: vectors and index under new names, then the manifest that names them with
 * their checksums, then removes what no manifest names. Interrupted anywhere, the earlier cache still stands.
 * The generation must not change meanwhile. Throws what the file system throws (a full disk, no permission).
 */
export async function saveCache(key: CacheKey, generation: Generation): Promise<void> {
  await mkdir(key.folder, { recursive: true })
  const { space, table, index, unindexed } = generation
  try {
    const vectors = await writeVectors(key.folder, generation)
    const complete = index !== null && unindexed.size === 0
    const manifest: Manifest = {
      formatVersion: FORMAT_VERSION,
      modelId: key.modelId,
      epoch: space.epoch,
      ...key.shape,
      dimension: space.dimension,
      fittedCount: space.fittedCount,
      shrinkage: space.shrinkage,
      count: table.count,
      vectors,
      index: complete ? { ...(await writeIndex(key.folder, index)), ...GRAPH } : null,
    }
    await replaceManifest(key.folder, manifest)
  } finally {
    await removeUnnamed(key.folder)
  }
}

/**
 * Reads what {@link saveCache} wrote for this model. Anything missing, of another model or format, or whose
 * checksum does not match is left out: without vectors there is no generation, without its index a generation
 * that builds one.
 */
export async function loadCache(key: CacheKey): Promise<CacheLoad> {
  const faults: string[] = []
  const manifest = await readManifest(key.folder).catch((error: unknown) => {
    faults.push(`${MANIFEST}: ${words(error)}`)
    return null
  })
  if (manifest === null || !fits(manifest, key)) return { generation: null, faults }
  let generation: Generation
  try {
    generation = await readVectors(key.folder, manifest)
  } catch (error) {
    faults.push(`${manifest.vectors.file}: ${words(error)}`)
    return { generation: null, faults }
  }
  if (manifest.index !== null) {
    try {
      generation.index = await readIndex(key.folder, manifest.index, manifest.dimension)
    } catch (error) {
      faults.push(`${manifest.index.file}: ${words(error)}`)
    }
  }
  return { generation, faults }
}

function fits(manifest: Manifest, { modelId, shape }: CacheKey): boolean {
  return (
    manifest.formatVersion === FORMAT_VERSION &&
    manifest.modelId === modelId &&
    manifest.layers === shape.layers &&
    manifest.hiddenSize === shape.hiddenSize
  )
}

function spaceParts(space: Space): Float32Array[] {
  return [space.layerWeights, space.centre, space.projection]
}

/** Space, ids, versions, densities and vectors, one after the other, little-endian as in memory. */
async function writeVectors(folder: string, { space, table }: Generation): Promise<CachedFile> {
  const parts: ArrayBufferView[] = [
    ...spaceParts(space),
    table.ids.subarray(0, table.count),
    table.versions.subarray(0, table.count),
    table.densities.subarray(0, table.count),
    ...table.blocks.map((block, n) => {
      const rows = Math.max(0, Math.min(BLOCK_ROWS, table.count - n * BLOCK_ROWS))
      return block.subarray(0, rows * table.dimension)
    }),
  ]
  const file = `vectors-${randomUUID()}.bin`
  const hash = createHash('sha256')
  let bytes = 0
  const handle = await open(join(folder, file), 'wx')
  try {
    for (const part of parts) {
      for (const chunk of chunks(part)) {
        hash.update(chunk)
        await handle.write(chunk)
        bytes += chunk.byteLength
      }
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { file, bytes, sha256: hash.digest('hex') }
}

async function readVectors(folder: string, manifest: Manifest): Promise<Generation> {
  const { layers, hiddenSize, dimension, count, epoch, fittedCount, shrinkage } = manifest
  const generation = createGeneration({
    epoch,
    fittedCount,
    shrinkage,
    layers,
    hiddenSize,
    dimension,
    layerWeights: new Float32Array(layers),
    centre: new Float32Array(hiddenSize),
    projection: new Float32Array(dimension * hiddenSize),
  })
  const { table } = generation
  const hash = createHash('sha256')
  const handle = await open(join(folder, manifest.vectors.file), 'r')
  try {
    const { size } = await handle.stat()
    if (size !== manifest.vectors.bytes) throw new Error(`${size} bytes, not the bytes written`)
    reserve(table, count)
    for (const part of spaceParts(generation.space)) await fill(handle, part, hash)
    await fill(handle, table.ids.subarray(0, count), hash)
    await fill(handle, table.versions.subarray(0, count), hash)
    await fill(handle, table.densities.subarray(0, count), hash)
    for (let left = count, n = 0; left > 0; left -= BLOCK_ROWS, n++) {
      const rows = Math.min(BLOCK_ROWS, left)
      await fill(handle, table.blocks[n]!.subarray(0, rows * dimension), hash)
    }
  } finally {
    await handle.close()
  }
  if (hash.digest('hex') !== manifest.vectors.sha256) throw new Error('the checksum does not match')
  table.count = count
  for (let slot = 0; slot < count; slot++) {
    const trackId = table.ids[slot]!
    table.slots.set(trackId, slot)
    if (Number.isNaN(table.densities[slot]!)) generation.unmeasured.add(trackId)
  }
  return generation
}

async function fill(handle: FileHandle, part: ArrayBufferView, hash: Hash): Promise<void> {
  for (const chunk of chunks(part)) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.byteLength)
    if (bytesRead !== chunk.byteLength) throw new Error('the file ends too early')
    hash.update(chunk)
  }
}

function* chunks(part: ArrayBufferView): Generator<Uint8Array> {
  for (let from = 0; from < part.byteLength; from += CHUNK) {
    const length = Math.min(CHUNK, part.byteLength - from)
    yield new Uint8Array(part.buffer, part.byteOffset + from, length)
  }
}

async function writeIndex(folder: string, index: VectorIndex): Promise<CachedFile> {
  const file = `index-${randomUUID()}.hnsw`
  const path = join(folder, file)
  await index.save(path)
  // hnswlib is silent when the disk is full; it refuses a file that is cut off when it is loaded.
  return { file, ...(await digest(path, true)) }
}

/**
 * A file damaged so that its checksum still matches could crash the process inside hnswlib. So the attempt is
 * written down before it is made: an index that killed its reader is not tried again.
 */
async function readIndex(
  folder: string,
  cached: NonNullable<Manifest['index']>,
  dimension: number,
): Promise<VectorIndex> {
  if (cached.m !== GRAPH.m || cached.efConstruction !== GRAPH.efConstruction) {
    throw new Error('built with other settings')
  }
  const path = join(folder, cached.file)
  const marker = join(folder, LOADING)
  const attempted = await readFile(marker, 'utf8').catch(() => '')
  if (attempted === cached.file) throw new Error('loading it ended the process the last time')
  const { bytes, sha256 } = await digest(path, false)
  if (bytes !== cached.bytes || sha256 !== cached.sha256) {
    throw new Error('the checksum does not match')
  }
  await writeDurably(marker, cached.file)
  try {
    return await loadVectorIndex(path, dimension)
  } finally {
    await rm(marker, { force: true })
  }
}

async function digest(path: string, sync: boolean): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const chunk = new Uint8Array(CHUNK)
  let bytes = 0
  const handle = await open(path, sync ? 'r+' : 'r')
  try {
    if (sync) await handle.sync()
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK)
      if (bytesRead === 0) break
      hash.update(chunk.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await handle.close()
  }
  return { bytes, sha256: hash.digest('hex') }
}

async function readManifest(folder: string): Promise<Manifest | null> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const { sha256, manifest }: { sha256: string; manifest: Manifest } = JSON.parse(text)
  if (sha256 !== checksum(manifest)) throw new Error('the checksum does not match')
  return manifest
}

async function replaceManifest(folder: string, manifest: Manifest): Promise<void> {
  const temporary = join(folder, `${MANIFEST}.new`)
  await writeDurably(temporary, JSON.stringify({ sha256: checksum(manifest), manifest }, null, 1))
  await rename(temporary, join(folder, MANIFEST))
  await syncFolder(folder)
}

function checksum(manifest: Manifest): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex')
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a rename durable; Windows cannot open a folder, and its file system keeps the order itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes files of earlier or interrupted saves; what cannot be removed now is removed another time. */
async function removeUnnamed(folder: string): Promise<void> {
  const manifest = await readManifest(folder).catch(() => null)
  const named = [manifest?.vectors.file, manifest?.index?.file]
  for (const name of await readdir(folder)) {
    const ours = /^(vectors-[0-9a-f-]+\.bin|index-[0-9a-f-]+\.hnsw)$/.test(name)
    if (ours && !named.includes(name)) {
      await rm(join(folder, name), { force: true }).catch(() => undefined)
    }
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
