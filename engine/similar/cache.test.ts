import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CacheKey, loadCache, saveCache } from './cache.ts'
import {
  createGeneration,
  findNeighbours,
  indexSome,
  measureSome,
  putTrack,
  startIndex,
} from './generation.ts'

const shape = { layers: 2, hiddenSize: 8 }
let key: CacheKey
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-cache-'))
  key = { folder, modelId: 'model-a', shape }
})
afterEach(() => rm(key.folder, { recursive: true, force: true }))

function generation(count: number, epoch = 3) {
  const made = createGeneration({
    ...shape,
    epoch,
    fittedCount: count,
    dimension: 4,
    shrinkage: 0.25,
    layerWeights: Float32Array.of(0, 0.5),
    centre: Float32Array.from({ length: 8 }, (_, i) => i / 10),
    projection: Float32Array.from({ length: 32 }, (_, i) => Math.sin(i)),
  })
  for (let n = 0; n < count; n++) {
    const vector = Float32Array.from({ length: 4 }, (_, i) => Math.sin(n * 7.3 + i * 2.1 + i * n))
    const length = Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0))
    putTrack(
      made,
      n * 3 + 1,
      1000 + n,
      vector.map((v) => v / length),
    )
  }
  startIndex(made)
  indexSome(made, Number.POSITIVE_INFINITY)
  measureSome(made, Number.POSITIVE_INFINITY)
  return made
}

const search = { vector: Float32Array.of(0.5, 0.5, 0.5, 0.5), k: 10, exclude: [] }

async function fileOf(kind: 'vectors' | 'index'): Promise<string> {
  const found = (await readdir(key.folder)).filter((name) => name.startsWith(`${kind}-`))
  expect(found).toHaveLength(1)
  return join(key.folder, found[0]!)
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[Math.floor(at * (bytes.length - 1))]! ^= 0x10
  await writeFile(path, bytes)
}

describe('cache', () => {
  it('comes back as it was, index and all', async () => {
    const saved = generation(5000)
    await saveCache(key, saved)
    const { generation: loaded, faults } = await loadCache(key)
    expect(faults).toEqual([])
    expect(loaded?.space).toEqual(saved.space)
    expect(loaded?.unmeasured.size).toBe(0)
    expect(loaded && findNeighbours(loaded, search)).toEqual(findNeighbours(saved, search))
    expect(findNeighbours(saved, search).method).toBe('hnsw')
  })

  it('leaves nothing of earlier saves behind', async () => {
    await saveCache(key, generation(20, 1))
    await saveCache(key, generation(30, 2))
    await fileOf('vectors')
    await fileOf('index')
    expect((await loadCache(key)).generation?.space.epoch).toBe(2)
  })

  it('finds nothing, without a fault, where nothing was saved or for another model', async () => {
    expect(await loadCache(key)).toEqual({ generation: null, faults: [] })
    await saveCache(key, generation(20))
    for (const other of [{ modelId: 'model-b' }, { shape: { layers: 3, hiddenSize: 8 } }]) {
      expect(await loadCache({ ...key, ...other })).toEqual({ generation: null, faults: [] })
    }
  })

  it('does without a damaged index, and never hands it to the native code', async () => {
    for (const at of [0, 0.001, 0.5, 1]) {
      await saveCache(key, generation(200))
      await flip(await fileOf('index'), at)
      const { generation: loaded, faults } = await loadCache(key)
      expect(loaded?.table.count).toBe(200)
      expect(loaded?.index).toBeNull()
      expect(faults.join()).toMatch(/index-.*checksum/)
    }
    await saveCache(key, generation(200))
    await truncate(await fileOf('index'), 1000)
    expect((await loadCache(key)).generation?.index).toBeNull()
    await rm(await fileOf('index'))
    expect((await loadCache(key)).generation?.index).toBeNull()
  })

  it('throws away damaged vectors', async () => {
    for (const at of [0, 0.3, 0.99]) {
      await saveCache(key, generation(200))
      await flip(await fileOf('vectors'), at)
      const { generation: loaded, faults } = await loadCache(key)
      expect(loaded).toBeNull()
      expect(faults.join()).toMatch(/vectors-.*checksum/)
    }
    await saveCache(key, generation(200))
    await truncate(await fileOf('vectors'), 100)
    expect((await loadCache(key)).generation).toBeNull()
    await rm(await fileOf('vectors'))
    expect((await loadCache(key)).generation).toBeNull()
  })

  it('throws away a damaged manifest', async () => {
    await saveCache(key, generation(20))
    const path = join(key.folder, 'sound.json')
    const good = await readFile(path, 'utf8')
    for (const bad of [
      '',
      '{',
      'null',
      '[]',
      good.slice(0, -20),
      good.replace('"count": 20', '"count": 21'),
    ]) {
      await writeFile(path, bad)
      const { generation: loaded, faults } = await loadCache(key)
      expect(loaded).toBeNull()
      expect(faults).toHaveLength(1)
    }
  })

  it('does not try an index again that ended the process while it was loaded', async () => {
    await saveCache(key, generation(200))
    const file = await fileOf('index')
    await writeFile(join(key.folder, 'index-loading'), file.slice(key.folder.length + 1))
    const { generation: loaded, faults } = await loadCache(key)
    expect(loaded?.index).toBeNull()
    expect(faults.join()).toMatch(/ended the process/)
  })

  it('keeps the earlier cache when a save is interrupted, and says when one fails', async () => {
    await saveCache(key, generation(20, 1))
    await copyFile(await fileOf('vectors'), join(key.folder, 'vectors-0000.bin'))
    expect((await loadCache(key)).generation?.space.epoch).toBe(1)
    const blocked = { ...key, folder: join(key.folder, 'sound.json') }
    await expect(saveCache(blocked, generation(20, 2))).rejects.toThrow()
    expect((await loadCache(key)).generation?.space.epoch).toBe(1)
  })
})
