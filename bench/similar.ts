import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fitLayerWeights, fitSpace } from '../engine/similar/fit-space.ts'
import {
  createGeneration,
  findNeighbours,
  type Generation,
  INDEX_FROM,
  indexSome,
  measureSome,
  putTrack,
  startIndex,
} from '../engine/similar/generation.ts'
import { type HardLibrary, hardLibrary } from '../engine/similar/hard-library.ts'
import { hardSource } from '../engine/similar/hard-source.ts'
import { HUB_DAMPING, HUB_NEIGHBOURS, hubness } from '../engine/similar/hubs.ts'
import type { SimilarStatus } from '../engine/similar/messages.ts'
import { openSimilar, type SimilarClient } from '../engine/similar/similar-client.ts'
import { mixLayers, project, readMeans, type Space } from '../engine/similar/space.ts'
import { vectorAt } from '../engine/similar/vector-table.ts'

const QUERIES = 500
const now = Number.POSITIVE_INFINITY

/**
 * The sound space and its indexes on the hard library of engine/similar/hard-library.ts, from float16 layer
 * means to answers through the thread. `full` adds 100,000 tracks (some minutes).
 */
export async function bench({ full = false }: { full?: boolean } = {}) {
  const sizes = full ? [10_000, 100_000] : [10_000]
  const libraries = []
  for (const size of sizes) libraries.push(await benchLibrary(size))
  return { libraries, hubs: benchHubs(4000), crossover: benchCrossover() }
}

async function benchLibrary(tracks: number) {
  const cacheFolder = await mkdtemp(join(tmpdir(), 'naghma-bench-similar-'))
  const library = hardLibrary(1)
  const source = hardSource(library, tracks)
  try {
    const build = await benchBuild(cacheFolder, library, source)
    const seeds = Array.from({ length: QUERIES }, (_, n) => 1 + Math.floor((n * tracks) / QUERIES))
    const indexed = await ask(build.index, seeds, false)
    const exact = await ask(build.index, seeds, true)
    const quality = judge(library, seeds, exact.answers)
    await build.index.close()
    let cacheMB = 0
    for (const name of await readdir(cacheFolder)) {
      cacheMB += (await stat(join(cacheFolder, name))).size / 1e6
    }
    const startFromCache = await benchStart(cacheFolder, tracks)
    return {
      tracks,
      dimension: build.dimension,
      build: build.figures,
      recallAt10: round(recall(exact.answers, indexed.answers), 4),
      methods: { indexed: indexed.method, exact: exact.method },
      latencyMs: { indexed: indexed.latency, exact: exact.latency },
      quality,
      cacheMB: Math.round(cacheMB),
      startFromCache,
    }
  } finally {
    await rm(cacheFolder, { recursive: true, force: true })
  }
}

/** A process that opens the cache and answers, and nothing else: what the index adds to an engine. */
async function benchStart(cacheFolder: string, tracks: number): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    import.meta.filename,
    '--start',
    cacheFolder,
    String(tracks),
  ])
  return JSON.parse(stdout)
}

async function startProcess(cacheFolder: string, tracks: number): Promise<void> {
  const bareMB = megabytes(process.memoryUsage.rss())
  const source = hardSource(noMeans, tracks)
  const startedAt = performance.now()
  const index = open(cacheFolder, noMeans, source)
  await index.query({ seed: { trackIds: [1] }, k: 10 })
  const firstAnswerMs = Math.round(performance.now() - startedAt)
  const seeds = Array.from({ length: QUERIES }, (_, n) => 1 + Math.floor((n * tracks) / QUERIES))
  const { latency } = await ask(index, seeds, false)
  const residentMB = megabytes(process.memoryUsage.rss())
  console.log(
    JSON.stringify({
      firstAnswerMs,
      meansRead: source.reads,
      latencyMs: latency,
      processMB: residentMB,
      ofWhichIndexMB: residentMB - bareMB,
    }),
  )
  await index.close()
}

/** Stands in for a library whose means are all in the cache already. */
const noMeans: HardLibrary = {
  shape: { layers: 13, hiddenSize: 768 },
  track: () => ({ style: 0, group: 0, copyOf: null }),
  means: () => new Uint8Array(0),
}

function open(
  cacheFolder: string,
  library: HardLibrary,
  source: ReturnType<typeof hardSource>,
  onStatus?: (status: SimilarStatus) => void,
): SimilarClient {
  return openSimilar({
    cacheFolder,
    modelId: 'bench',
    shape: library.shape,
    source,
    ...(onStatus ? { onStatus } : {}),
  })
}

async function benchBuild(
  cacheFolder: string,
  library: HardLibrary,
  source: ReturnType<typeof hardSource>,
) {
  const began = new Map<string, number>()
  const main = process.threadCpuUsage()
  const all = process.cpuUsage()
  const startedAt = performance.now()
  const index = open(cacheFolder, library, source, ({ state }) => {
    if (!began.has(state)) began.set(state, performance.now())
  })
  await index.query({ seed: { trackIds: [1] }, k: 10 })
  const answeringAt = performance.now()
  const during: number[] = []
  let building = true
  const settled = index.settled().then(() => {
    building = false
  })
  for (let n = 0; building; n++) {
    const askedAt = performance.now()
    await index.query({ seed: { trackIds: [1 + ((n * 37) % source.versions.size)] }, k: 10 })
    during.push(performance.now() - askedAt)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await settled
  const threadCpu = cpuSeconds(process.cpuUsage(all)) - cpuSeconds(process.threadCpuUsage(main))
  const at = (state: string) => began.get(state) ?? performance.now()
  return {
    index,
    dimension: index.status().dimension,
    figures: {
      sampleAndFitSeconds: seconds(at('projecting') - at('fitting')),
      projectSeconds: seconds(answeringAt - at('projecting')),
      indexSeconds: seconds(at('measuring') - at('indexing')),
      densitySeconds: seconds(at('ready') - at('measuring')),
      allSeconds: seconds(at('ready') - startedAt),
      cpuSecondsOutsideEngineThread: round(threadCpu, 1),
      queriesMeanwhileMs: percentiles(during),
    },
  }
}

async function ask(index: SimilarClient, seeds: number[], exact: boolean) {
  const times: number[] = []
  const answers: number[][] = []
  let method = ''
  for (const trackId of seeds) {
    const askedAt = performance.now()
    const answer = await index.query({ seed: { trackIds: [trackId] }, k: 10, exact })
    times.push(performance.now() - askedAt)
    answers.push(answer.neighbours.map((neighbour) => neighbour.trackId))
    method = answer.method
  }
  return { answers, method, latency: percentiles(times) }
}

function recall(truth: number[][], found: number[][]): number {
  const hits = truth.map(
    (list, n) => list.filter((id) => found[n]!.includes(id)).length / list.length,
  )
  return hits.reduce((sum, hit) => sum + hit, 0) / hits.length
}

/** Whether neighbours are what they were made as; track id n + 1 is track n of the library. */
function judge(library: HardLibrary, seeds: number[], answers: number[][]) {
  let sameGroup = 0
  let copies = 0
  let copiesFirst = 0
  seeds.forEach((seed, n) => {
    const { group, copyOf } = library.track(seed - 1)
    const list = answers[n]!
    sameGroup += list.filter((id) => library.track(id - 1).group === group).length / list.length
    if (copyOf === null) return
    const first = list[0]! - 1
    copies++
    if (first === copyOf || library.track(first).copyOf === copyOf) copiesFirst++
  })
  return {
    neighboursOfTheRightGroup: round(sameGroup / seeds.length, 3),
    copiesFoundFirst: `${copiesFirst} of ${copies}`,
  }
}

/** Means, mixed vectors and a space of the first tracks of the hard library, without a thread. */
function fitted(library: HardLibrary, tracks: number) {
  const { shape } = library
  const values = Array.from({ length: tracks }, (_, n) => {
    const read = readMeans(shape, library.means(n))
    if ('refused' in read) throw new Error(read.refused)
    return read.values
  })
  const layerWeights = fitLayerWeights(shape, values.slice(0, 512))
  const mixed = new Float32Array(tracks * shape.hiddenSize)
  for (const [n, track] of values.entries()) {
    mixLayers(layerWeights, track, mixed, n * shape.hiddenSize)
  }
  const raw = mixed.slice()
  const sample = mixed.slice(0, 4096 * shape.hiddenSize)
  const space = fitSpace({ ...shape, epoch: 1, fittedCount: tracks, layerWeights, mixed: sample })
  return { space, raw, vectors: values.map((track) => project(space, track)) }
}

function generationOf(space: Space, vectors: Float32Array[]): Generation {
  const generation = createGeneration(space)
  for (const [n, vector] of vectors.entries()) putTrack(generation, n, 1, vector)
  return generation
}

function benchHubs(tracks: number) {
  const library = hardLibrary(1)
  const { space, raw, vectors } = fitted(library, tracks)
  const { hiddenSize } = library.shape
  const rawVectors = vectors.map((_, n) => {
    const row = raw.subarray(n * hiddenSize, (n + 1) * hiddenSize)
    const length = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0))
    return row.map((v) => v / length)
  })
  const rawSpace: Space = { ...space, dimension: hiddenSize }
  const before = generationOf(rawSpace, rawVectors)
  const whitened = generationOf(space, vectors)
  const figures = {
    tracks,
    k: HUB_NEIGHBOURS,
    rawCosine: hubFigures(before, library),
    whitened: hubFigures(whitened, library),
  }
  measureSome(whitened, now)
  return { ...figures, damping: HUB_DAMPING, whitenedAndDamped: hubFigures(whitened, library) }
}

function hubFigures(generation: Generation, library: HardLibrary) {
  const { count } = generation.table
  let sameGroup = 0
  const lists = Array.from({ length: count }, (_, n) => {
    const vector = vectorAt(generation.table, generation.table.slots.get(n)!)
    const search = { vector, k: HUB_NEIGHBOURS, exclude: [n], exact: true }
    const { group } = library.track(n)
    return findNeighbours(generation, search).neighbours.map(({ trackId }) => {
      if (library.track(trackId).group === group) sameGroup++
      return trackId
    })
  })
  const { skewness, largest, orphans } = hubness(lists, count)
  return {
    skewness: round(skewness, 2),
    largest,
    orphans: round(orphans, 3),
    neighboursOfTheRightGroup: round(sameGroup / count / HUB_NEIGHBOURS, 3),
  }
}

/** Time of one search, in the thread itself, by either method. */
function benchCrossover() {
  const library = hardLibrary(1)
  const largest = 20_000
  const { space, vectors } = fitted(library, largest)
  return {
    indexFrom: INDEX_FROM,
    sizes: [1000, 2000, 5000, 10_000, largest].map((size) => {
      const generation = generationOf(space, vectors.slice(0, size))
      const exactMs = searchTime(generation)
      const startedAt = performance.now()
      startIndex(generation)
      indexSome(generation, now)
      const buildSeconds = seconds(performance.now() - startedAt)
      return { size, exactMs, indexedMs: searchTime(generation), buildSeconds }
    }),
  }
}

function searchTime(generation: Generation): number {
  const { table } = generation
  const search = (n: number) => {
    const slot = (n * 61) % table.count
    const vector = vectorAt(table, slot)
    return findNeighbours(generation, { vector, k: 10, exclude: [table.ids[slot]!] })
  }
  for (let n = 0; n < 100; n++) search(n)
  const startedAt = performance.now()
  for (let n = 0; n < 300; n++) search(n)
  return round((performance.now() - startedAt) / 300, 3)
}

function percentiles(times: number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0, 2)
  return { p50: at(0.5), p99: at(0.99), max: at(1), queries: sorted.length }
}

function cpuSeconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

function seconds(ms: number): number {
  return round(ms / 1000, 2)
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6)
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

if (import.meta.main) {
  const [mode, folder, tracks] = process.argv.slice(2)
  if (mode === '--start' && folder !== undefined) await startProcess(folder, Number(tracks))
  else console.log(JSON.stringify(await bench({ full: mode === '--full' }), null, 2))
}
