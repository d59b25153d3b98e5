import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listMeans, readMeans, rememberModel } from '../engine/analysis/embedding-store.ts'
import { engineEntries } from '../engine/host/entries.ts'
import { openEngine } from '../engine/host/open-engine.ts'
import { openLibrary } from '../engine/library/database.ts'
import { addFolder } from '../engine/library/folders.ts'
import { scanFolder } from '../engine/scan/scan-folder.ts'
import { type HardLibrary, hardLibrary } from '../engine/similar/hard-library.ts'
import { openSimilar } from '../engine/similar/similar-client.ts'
import { ensureEncoder } from '../engine/sound/convert.ts'
import { writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import type { Database } from '../native/sqlite.ts'
import { madeReading, writeTree } from './made-library.ts'
import { generator, typedQueries } from './made-tracks.ts'

const SIMILAR_QUERIES = 200
const ROWS_AT_ONCE = 1000
const entries = engineEntries(new URL('../engine/host-cli.ts', import.meta.url).href)

/**
 * Memory of an engine that has a whole library at hand (tracks, search texts, the similarity index), what its start
 * takes, and the size of its database: 10,000 quick-analysed tracks, `full` 100,000 (many minutes to make).
 * The library is made in one process and used in another, so that the memory is the engine's alone.
 */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const tracks = full ? 100_000 : 10_000
  const root = mkdtempSync(join(tmpdir(), 'naghma-bench-engine-'))
  try {
    const made = await inProcess('make', root, tracks)
    const used = await inProcess('use', root, tracks)
    const databaseBytesPerTrack = statSync(join(root, 'data/library.sqlite')).size / tracks
    return { tracks, ...made, ...used, databaseBytesPerTrack: Math.round(databaseBytesPerTrack) }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function inProcess(step: 'make' | 'use', root: string, tracks: number): Promise<object> {
  const child = fork(import.meta.filename, [step, root, String(tracks)])
  const exited = once(child, 'exit')
  const message = once(child, 'message').then(([figures]) => figures)
  const ended = exited.then(([code]) => {
    throw new Error(`The process that should ${step} the library ended with ${code}.`)
  })
  ended.catch(() => {})
  const figures = await Promise.race([message, ended])
  await exited
  return figures
}

/** A library as scanning and analysing leave it, of files that stand for music. */
async function makeLibrary(root: string, tracks: number): Promise<object> {
  const checkpoint = join(root, 'checkpoint')
  const dataFolder = join(root, 'data')
  const music = join(root, 'music')
  await writeGeneratedCheckpoint(checkpoint, 'full')
  const encoder = await ensureEncoder(checkpoint, join(dataFolder, 'cache/encoders'))
  const { modelId, layers, hiddenSize } = encoder
  const shape = { layers, hiddenSize }
  writeTree(music, tracks)
  const library = openLibrary(dataFolder)
  const { db } = library
  rememberModel(db, encoder, checkpoint)
  await scanFolder(db, await addFolder(db, music), madeReading, {
    places: null,
    signal: new AbortController().signal,
    onProgress: () => {},
    onChanged: () => {},
  })
  addMeans(db, modelId, tracks, hardLibrary(1, shape))
  const beganAt = performance.now()
  const similar = openSimilar({
    cacheFolder: join(dataFolder, 'cache/similar'),
    modelId,
    shape,
    source: {
      list: () => listMeans(db, modelId),
      read: (trackIds) => readMeans(db, modelId, trackIds),
    },
  })
  await similar.settled()
  await similar.close()
  library.close()
  return { similarBuildSeconds: Math.round((performance.now() - beganAt) / 1000) }
}

function addMeans(db: Database, modelId: string, tracks: number, sounds: HardLibrary): void {
  const add = db.prepare<[number, string, Uint8Array]>(
    `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
     VALUES (?, ?, 'quick', 12, 'cpu, 2 cores', 'ffmpeg', 1, ?)`,
  )
  const addSome = db.transaction((from: number, to: number) => {
    for (let trackId = from; trackId < to; trackId++)
      add.run(trackId, modelId, sounds.means(trackId - 1))
  })
  for (let from = 1; from <= tracks; from += ROWS_AT_ONCE)
    addSome(from, Math.min(tracks + 1, from + ROWS_AT_ONCE))
}

/** An engine as the served host has it, used as a page would. */
async function useLibrary(root: string, tracks: number): Promise<object> {
  const bareMegabytes = residentMegabytes()
  const beganAt = performance.now()
  const since = () => Math.round(performance.now() - beganAt)
  const opened = await openEngine({
    dataFolder: join(root, 'data'),
    host: 'served',
    version: 'bench',
    ...entries,
    autonomous: true,
    demo: false,
    showFile: async () => {},
    onShutdown: () => {},
    onReopen: () => {},
  })
  const { client } = opened
  await client.track.list({ limit: 200 })
  const firstPageMilliseconds = since()
  await client.similar.query({ trackIds: [1] })
  const firstSimilarMilliseconds = since()
  const loadedMegabytes = residentMegabytes()
  const searchTimes: number[] = []
  for (const search of typedQueries()) {
    const askedAt = performance.now()
    await client.track.list({ search })
    searchTimes.push(performance.now() - askedAt)
  }
  for (const sort of ['title', 'album', 'year', 'sound'] as const) await client.track.list({ sort })
  const random = generator(5)
  const times: number[] = []
  const methods = new Set<string>()
  for (let n = 0; n < SIMILAR_QUERIES; n++) {
    const askedAt = performance.now()
    const { method } = await client.similar.query({ trackIds: [1 + random(tracks)] })
    times.push(performance.now() - askedAt)
    methods.add(method)
  }
  while ((await client.engine.status()).scans.length > 0)
    await new Promise((resolve) => setTimeout(resolve, 50))
  const rescanSeconds = Math.round(since() / 1000)
  const figures = {
    firstPageMilliseconds,
    firstSimilarMilliseconds,
    searchMilliseconds: spread(searchTimes),
    similarMilliseconds: spread(times),
    similarMethods: [...methods],
    rescanSeconds,
    residentMegabytes: {
      bare: bareMegabytes,
      loaded: loadedMegabytes,
      used: residentMegabytes(),
      peak: Math.round(process.resourceUsage().maxRSS / 1024),
    },
  }
  await opened.close()
  return figures
}

function spread(times: number[]): { p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round(10 * (sorted[Math.floor(share * sorted.length)] ?? 0)) / 10
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function residentMegabytes(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20)
}

if (import.meta.main) {
  const [step, root, tracks] = process.argv.slice(2)
  if (process.send && root) {
    const work = step === 'make' ? makeLibrary : useLibrary
    process.send(await work(root, Number(tracks)), () => process.disconnect())
  } else {
    const full = process.argv.includes('--full')
    console.log(JSON.stringify(await bench({ full }), null, 2))
  }
}
