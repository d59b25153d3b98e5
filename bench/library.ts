import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLibrary } from '../engine/library/database.ts'
import { addFolder } from '../engine/library/folders.ts'
import type { MediaCalls } from '../engine/processes/media-calls.ts'
import { startNodeProcess } from '../engine/processes/node-ports.ts'
import { supervise } from '../engine/processes/supervise.ts'
import type { FileReading } from '../engine/scan/place-file.ts'
import { scanFolder } from '../engine/scan/scan-folder.ts'
import { encodeAudio } from '../native/audio/encode.ts'
import type { Database } from '../native/sqlite.ts'
import { madeReading, writeTree } from './made-library.ts'
import { generator } from './made-tracks.ts'

const TRACKS = 100_000
const QUICK_ANALYSED = 2000
/** 13 x 768 float16 values. */
const MEANS_BYTES = 19_968
const REAL_FILES = 600

const quiet = {
  places: null,
  onProgress: () => {},
  onChanged: () => {},
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ seconds: number; result: Result }> {
  const began = performance.now()
  const result = await work()
  return { seconds: (performance.now() - began) / 1000, result }
}

function scanAll(db: Database, folder: { id: number; path: string }, media: FileReading) {
  return timed(() =>
    scanFolder(db, folder, media, { ...quiet, signal: new AbortController().signal }),
  )
}

/** Small files of real formats, each with audio of its own: a few seconds of FLAC and MP3. */
async function writeRealFiles(folder: string): Promise<{ bytes: number }> {
  const random = generator(7)
  const samples = Float32Array.from(
    { length: 44_100 * 20 },
    (_, i) => Math.sin(i * (0.02 + (i >> 14) * 1e-4)) * 0.3 + (random(1000) / 1000 - 0.5) * 0.1,
  )
  const flac = await encodeAudio([samples, samples], 44_100, { codec: 'flac' })
  const mp3 = readFileSync(join(import.meta.dirname, '../native/audio/fixtures/cbr.mp3'))
  let bytes = 0
  for (let n = 0; n < REAL_FILES; n++) {
    const source = n % 2 === 0 ? flac : Buffer.concat(Array.from({ length: 100 }, () => mp3))
    const file = Buffer.from(source)
    file.writeUInt32LE(n, file.length - 4000)
    const directory = join(folder, `album ${n % 20}`)
    mkdirSync(directory, { recursive: true })
    writeFileSync(join(directory, `${n}.${n % 2 === 0 ? 'flac' : 'mp3'}`), file)
    bytes += file.length
  }
  return { bytes }
}

async function scanRate(root: string) {
  const music = join(root, 'real')
  const { bytes } = await writeRealFiles(music)
  const media = supervise<MediaCalls>('media', () =>
    startNodeProcess(
      'media process',
      new URL('../engine/processes/media-process.ts', import.meta.url),
    ),
  )
  const library = openLibrary(join(root, 'real-data'))
  try {
    const folder = await addFolder(library.db, music)
    const first = { folder: music, path: Buffer.from('album 0/0.flac'), withArtwork: true }
    const start = await timed(() => media.calls.facts(first))
    const { seconds } = await scanAll(library.db, folder, media.calls)
    const tracks = library.db.prepare<[], number>('SELECT count(*) FROM track').pluck().get()
    return {
      files: REAL_FILES,
      tracks,
      megabytesPerFile: bytes / REAL_FILES / 1e6,
      processStartSeconds: start.seconds,
      filesPerSecond: REAL_FILES / seconds,
    }
  } finally {
    await media.stop()
    library.close()
  }
}

function addMeans(db: Database, tracks: number): void {
  db.prepare("INSERT INTO model VALUES ('bench', 'bench', 13, 768, 1, '', 0)").run()
  const add = db.prepare<[number, Buffer]>(
    `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
     VALUES (?, 'bench', 'quick', 12, 'cpu', 'ffmpeg', 0, ?)`,
  )
  const random = generator(3)
  db.transaction(() => {
    for (let id = 1; id <= tracks; id++) {
      const means = Buffer.alloc(MEANS_BYTES)
      for (let at = 0; at < MEANS_BYTES; at += 4) means.writeUInt32LE(random(2 ** 32), at)
      add.run(id, means)
    }
  })()
}

async function bytesPerTrack(root: string) {
  const music = join(root, 'small')
  writeTree(music, QUICK_ANALYSED)
  const library = openLibrary(join(root, 'small-data'))
  const folder = await addFolder(library.db, music)
  await scanAll(library.db, folder, madeReading)
  addMeans(library.db, QUICK_ANALYSED)
  library.close()
  return statSync(library.path).size / QUICK_ANALYSED
}

/** Opens the large library in a process of its own and measures there. */
async function measureUse(dataFolder: string): Promise<object> {
  const child = fork(join(import.meta.dirname, 'library-use.ts'), [dataFolder])
  const exited = once(child, 'exit')
  const [[message]] = await Promise.all([once(child, 'message'), exited])
  return message
}

/** Scanning, searching and opening a library; at 100,000 tracks where not stated otherwise. */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const root = mkdtempSync(join(tmpdir(), 'naghma-bench-'))
  try {
    const scan = await scanRate(root)
    const databaseBytesPerQuickTrack = await bytesPerTrack(root)
    const music = join(root, 'music')
    writeTree(music, TRACKS)
    const dataFolder = join(root, 'data')
    const library = openLibrary(dataFolder)
    const folder = await addFolder(library.db, music)
    const first = await scanAll(library.db, folder, madeReading)
    const unchanged = await scanAll(library.db, folder, madeReading)
    addMeans(library.db, full ? TRACKS : TRACKS / 10)
    library.close()
    return {
      scan,
      storing: { tracks: TRACKS, filesPerSecond: TRACKS / first.seconds },
      unchangedRescan: { files: TRACKS, seconds: unchanged.seconds },
      databaseBytesPerQuickTrack,
      ...(await measureUse(dataFolder)),
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

if (import.meta.main)
  console.log(JSON.stringify(await bench({ full: process.argv.includes('--full') }), null, 2))
