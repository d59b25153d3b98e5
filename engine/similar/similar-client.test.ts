import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allowOnly } from './allowed.ts'
import { hardLibrary } from './hard-library.ts'
import { type HardSource, hardSource } from './hard-source.ts'
import type { SimilarStatus } from './messages.ts'
import { openSimilar, type SimilarClient } from './similar-client.ts'

const shape = { layers: 3, hiddenSize: 32 }
const library = hardLibrary(2, shape)
let folder = ''
const open: SimilarClient[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-similar-'))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((index) => index.close()))
  await rm(folder, { recursive: true, force: true })
})

interface Opened {
  index: SimilarClient
  threads: Worker[]
  seen: SimilarStatus[]
  faults: string[]
}

function start(source: HardSource, modelId = 'model'): Opened {
  const threads: Worker[] = []
  const seen: SimilarStatus[] = []
  const faults: string[] = []
  const index = openSimilar({
    cacheFolder: join(folder, 'similar'),
    modelId,
    shape,
    source,
    onThread: (thread) => threads.push(thread),
    onStatus: (status) => seen.push(status),
    onFault: (words) => faults.push(words),
  })
  open.push(index)
  return { index, threads, seen, faults }
}

async function near(index: SimilarClient, trackId: number, k = 5): Promise<number[]> {
  const { neighbours } = await index.query({ seed: { trackIds: [trackId] }, k })
  return neighbours.map((neighbour) => neighbour.trackId)
}

function add(source: HardSource, trackId: number, means?: Uint8Array): void {
  source.versions.set(trackId, (source.versions.get(trackId) ?? 0) + 1)
  if (means) source.replaced.set(trackId, means)
}

describe('openSimilar', () => {
  it('answers for three tracks, one, and none', async () => {
    const source = hardSource(library, 3)
    const { index } = start(source)
    expect(await near(index, 1)).toHaveLength(2)
    source.versions.delete(2)
    source.versions.delete(3)
    await index.changed([2, 3])
    expect(await near(index, 1)).toEqual([])
    source.versions.delete(1)
    await index.changed([1])
    await expect(near(index, 1)).rejects.toMatchObject({ code: 'not-analysed' })
  })

  it('starts empty and shows each track as it comes', async () => {
    const source = hardSource(library, 0)
    const { index } = start(source)
    await expect(near(index, 1)).rejects.toMatchObject({ code: 'not-analysed' })
    for (let trackId = 1; trackId <= 12; trackId++) {
      add(source, trackId)
      await index.changed([trackId])
      expect(await near(index, trackId, 100)).toHaveLength(trackId - 1)
    }
    await index.settled()
    const { state, size, fault } = index.status()
    expect({ state, size, fault }).toEqual({ state: 'ready', size: 12, fault: null })
  })

  it('finds another copy first, removals gone, replacements moved', async () => {
    const source = hardSource(library, 300)
    const { index } = start(source)
    add(source, 1000, library.means(41))
    await index.changed([1000])
    expect((await near(index, 42))[0]).toBe(1000)
    add(source, 1000, library.means(99))
    await index.changed([1000])
    expect((await near(index, 100))[0]).toBe(1000)
    source.versions.delete(1000)
    await index.changed([1000])
    expect(await near(index, 100, 300)).not.toContain(1000)
    const byMeans = await index.query({ seed: { means: library.means(41) }, k: 1 })
    expect(byMeans.neighbours[0]?.trackId).toBe(42)
    expect(byMeans.neighbours[0]?.similarity).toBeCloseTo(1, 4)
    const only = await index.query({
      seed: { trackIds: [5] },
      k: 9,
      allow: allowOnly([5, 8, 9]),
    })
    expect(only.neighbours.map((n) => n.trackId).sort()).toEqual([8, 9])
  })

  it('refuses sounds that are none, and takes them once they are repaired', async () => {
    const source = hardSource(library, 50)
    const zeros = new Uint8Array(3 * 32 * 2)
    const nan = new Uint8Array(new Float16Array(3 * 32).fill(Number.NaN).buffer)
    source.replaced.set(7, zeros).set(8, nan).set(9, new Uint8Array(5))
    const { index } = start(source)
    expect(await near(index, 1, 100)).toHaveLength(46)
    for (const trackId of [7, 8, 9]) {
      await expect(near(index, trackId)).rejects.toMatchObject({
        code: 'not-analysed',
        message: expect.stringContaining('damaged'),
      })
    }
    await index.settled()
    expect(index.status().refused.sort()).toEqual([7, 8, 9])
    await expect(index.query({ seed: { means: nan }, k: 3 })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    await expect(near(index, 1, 0)).rejects.toMatchObject({ code: 'invalid-input' })
    add(source, 7, library.means(6))
    await index.changed([7])
    expect(await near(index, 7, 100)).toHaveLength(47)
  })

  it('starts from its cache, reading only what has changed meanwhile', async () => {
    const source = hardSource(library, 400)
    const first = start(source)
    const before = await first.index.query({ seed: { trackIds: [5] }, k: 5 })
    await first.index.settled()
    await first.index.close()
    source.versions.delete(400)
    add(source, 3)
    add(source, 401)
    source.reads = 0
    const second = start(source)
    const after = await second.index.query({ seed: { trackIds: [5] }, k: 5 })
    expect(source.reads).toBe(2)
    expect(after.epoch).toBe(before.epoch)
    expect(after.size).toBe(400)
    await expect(near(second.index, 400)).rejects.toMatchObject({ code: 'not-analysed' })
    expect(await near(second.index, 401)).toHaveLength(5)
  })

  it('rebuilds from the source what is damaged, and says so', async () => {
    const source = hardSource(library, 100)
    const first = start(source)
    const truth = await near(first.index, 5)
    await first.index.close()
    const cacheFolder = join(folder, 'similar')
    const name = (await readdir(cacheFolder)).find((file) => file.startsWith('vectors-'))
    const path = join(cacheFolder, name!)
    const bytes = await readFile(path)
    bytes[bytes.length >> 1]! ^= 1
    await writeFile(path, bytes)
    source.reads = 0
    const second = start(source)
    expect(await near(second.index, 5)).toEqual(truth)
    expect(source.reads).toBeGreaterThanOrEqual(100)
    expect(second.index.status().fault).toMatch(/damaged/)
    expect(second.faults).toEqual([expect.stringMatching(/damaged/)])
    expect(first.faults).toEqual([])
  })

  it('takes nothing over from another model', async () => {
    const source = hardSource(library, 40)
    const first = start(source, 'model-a')
    await near(first.index, 1)
    await first.index.close()
    source.reads = 0
    await near(start(source, 'model-b').index, 1)
    expect(source.reads).toBeGreaterThanOrEqual(40)
  })

  it('keeps an index that was built over a cache without one', async () => {
    const source = hardSource(library, 6000)
    const indexFiles = async () =>
      (await readdir(join(folder, 'similar'))).filter((file) => file.endsWith('.hnsw'))
    const first = start(source)
    await near(first.index, 1)
    await first.index.close()
    expect(await indexFiles()).toEqual([])

    const second = start(source)
    await second.index.settled()
    await second.index.close()
    expect(await indexFiles()).toHaveLength(1)
  })

  it('never mixes epochs: while the library grows, an answer is of one fit', async () => {
    const source = hardSource(library, 70)
    const { index } = start(source)
    const epochs = new Map<number, Set<string>>()
    let growing = true
    const asking = (async () => {
      while (growing) {
        const { epoch, neighbours } = await index.query({ seed: { trackIds: [1] }, k: 3 })
        // The cosine of tracks 1 and 2 is a property of an epoch; a mixed answer would show another one.
        const pair = await index.query({ seed: { trackIds: [1] }, k: 1, allow: allowOnly([2]) })
        expect(neighbours).toHaveLength(3)
        const seen = epochs.get(pair.epoch) ?? new Set()
        epochs.set(pair.epoch, seen.add(pair.neighbours[0]!.similarity.toFixed(6)))
        expect(pair.epoch).toBeGreaterThanOrEqual(epoch)
      }
    })()
    for (let trackId = 71; trackId <= 160; trackId++) {
      add(source, trackId)
      await index.changed([trackId])
      if (trackId % 20 === 0) await index.settled()
    }
    await index.settled()
    growing = false
    await asking
    expect(epochs.size).toBeGreaterThan(2)
    for (const cosines of epochs.values()) expect(cosines.size).toBe(1)
  })

  it('comes back after its thread was killed in the middle of a build, calls included', async () => {
    const source = hardSource(library, 3000)
    const { index, threads } = start(source)
    const read = source.read
    let killed = false
    source.read = (trackIds) => {
      if (!killed && source.reads > 1000) {
        killed = true
        void threads[0]!.terminate()
      }
      return read(trackIds)
    }
    expect(await near(index, 1)).toHaveLength(5)
    expect(killed).toBe(true)
    expect(threads).toHaveLength(2)
    add(source, 3001, library.means(0))
    await threads[1]!.terminate()
    await index.changed([3001])
    expect((await near(index, 1))[0]).toBe(3001)
    expect(threads).toHaveLength(3)
  })

  it('gives up a call that its thread dies under again and again', async () => {
    const source = hardSource(library, 10)
    const { index, threads } = start(source)
    source.list = () => {
      void threads.at(-1)!.terminate()
      return { trackIds: new Uint32Array(0), versions: new Float64Array(0) }
    }
    await expect(near(index, 1)).rejects.toMatchObject({ code: 'process-died' })
  })

  it('answers while it indexes, exactly at first and through the index in the end', async () => {
    const source = hardSource(library, 6000)
    const { index, seen } = start(source)
    const first = await index.query({ seed: { trackIds: [9] }, k: 10 })
    expect(first.method).toBe('exact')
    let during = 0
    const finished = index.settled().then(() => 'finished')
    while ((await Promise.race([finished, near(index, 1).then(() => 'more')])) === 'more') during++
    expect(during).toBeGreaterThan(5)
    const last = await index.query({ seed: { trackIds: [9] }, k: 10 })
    expect({ method: last.method, damped: last.damped }).toEqual({ method: 'hnsw', damped: true })
    expect(new Set(seen.map((status) => status.state))).toEqual(
      new Set(['loading', 'fitting', 'projecting', 'indexing', 'measuring', 'ready']),
    )
    await index.close()
    source.reads = 0
    const again = start(source)
    const loaded = await again.index.query({ seed: { trackIds: [9] }, k: 10 })
    expect(loaded).toEqual(last)
    expect(source.reads).toBe(0)
  })

  it('closes in the middle of a build, and answers no more', async () => {
    const { index } = start(hardSource(library, 3000))
    const asked = near(index, 1).catch((error: unknown) => error)
    await index.close()
    expect(await asked).toMatchObject({ code: expect.stringMatching(/cancelled|not-analysed/) })
    await expect(near(index, 1)).rejects.toMatchObject({ code: 'cancelled' })
    expect(index.status().state).toBe('closed')
  })

  it('goes on without a cache where none can be written', async () => {
    await writeFile(join(folder, 'similar'), 'a file where the folder should be')
    const { index } = start(hardSource(library, 30))
    expect(await near(index, 1)).toHaveLength(5)
    await index.settled()
    expect(index.status().fault).toMatch(/could not be saved/)
    expect(await near(index, 2)).toHaveLength(5)
  })
})
