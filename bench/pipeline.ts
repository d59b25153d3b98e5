import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineEntries } from '../engine/host/entries.ts'
import { openEngine } from '../engine/host/open-engine.ts'
import { callsTo } from '../engine/processes/calls.ts'
import type { InferenceCalls } from '../engine/processes/inference-calls.ts'
import type { FilePlace, MediaCalls } from '../engine/processes/media-calls.ts'
import type { Expendable, ProcessKind } from '../engine/processes/port.ts'
import { connectToWindows, listenForWindows } from '../engine/processes/window-link.ts'
import { type Encoder, ensureEncoder } from '../engine/sound/convert.ts'
import { generateWeights, writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import { WINDOW } from '../engine/sound/windows.ts'
import { encodeAudio } from '../native/audio/encode.ts'
import { tune } from '../native/audio/fixtures/tune.ts'

/** Ticks of /proc's processor times in a second. */
const TICKS = 100
const QUICK_WINDOWS = 12
const SECONDS = 180
const FULL_WINDOWS = SECONDS / 5
const codecs = ['flac', 'aac', 'vorbis', 'opus'] as const
const entries = engineEntries(new URL('../engine/host-cli.ts', import.meta.url).href)
const threads = availableParallelism()

/** Processor seconds of a process so far, its threads included. Reads /proc, so on Linux only. */
function processorSeconds(pid: number | undefined): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/** Different music in each file, in the usual formats; `seconds` long. */
async function writeMusic(folder: string, tracks: number, seconds: number): Promise<FilePlace[]> {
  await mkdir(folder)
  const places: FilePlace[] = []
  for (let n = 0; n < tracks; n++) {
    const codec = codecs[n % codecs.length] ?? 'flac'
    const rate = codec === 'opus' ? 48_000 : 44_100
    const channels = tune(rate, seconds + n, 2)
    const name = `${n}.${codec === 'aac' ? 'm4a' : codec === 'vorbis' ? 'ogg' : codec}`
    await writeFile(join(folder, name), await encodeAudio(channels, rate, { codec }))
    places.push({ folder, path: Buffer.from(name) })
  }
  return places
}

/** Runs work with a process of its own; answers its processor seconds and the time on the clock. */
async function alone(
  kind: ProcessKind,
  work: (process: Expendable) => Promise<unknown>,
): Promise<{ cpu: number; wall: number }> {
  const child = entries.startProcess(kind)
  try {
    const started = performance.now()
    await work(child)
    return {
      cpu: processorSeconds(child.pid),
      wall: (performance.now() - started) / 1000,
    }
  } finally {
    child.kill()
  }
}

async function decodeAlone(places: readonly FilePlace[], socketFolder: string, encoder: Encoder) {
  const { layers, hiddenSize } = encoder
  const means = new Float32Array(layers * hiddenSize).fill(1)
  const server = await listenForWindows(async () => means, socketFolder)
  const inference = { path: server.path, token: server.token }
  const result = await alone('media', async (process) => {
    const media = callsTo<MediaCalls>(process)
    const common = { inference, layers, hiddenSize, ffmpeg: null, pausable: false }
    for (const place of places)
      await media.embed({ ...place, ...common, wanted: QUICK_WINDOWS, windowsInFlight: 2 })
  })
  server.close()
  return result
}

function listenAlone(places: readonly FilePlace[]) {
  return alone('media', async (process) => {
    const media = callsTo<MediaCalls>(process)
    for (const place of places) await media.listen({ ...place, ffmpeg: null })
  })
}

function encodeAlone(encoder: Encoder, windows: number, socketFolder: string) {
  return alone('inference', async (process) => {
    const { address } = await callsTo<InferenceCalls>(process).open({
      file: encoder.file,
      provider: 'cpu',
      runtimeFolder: null,
      batch: 1,
      threads,
      socketFolder,
    })
    const client = await connectToWindows(address)
    const samples = generateWeights('samples', [WINDOW])
    for (let n = 0; n < windows; n++) await client.run(samples)
    client.close()
  })
}

/** An engine on the library in `root`, with the ids of the processes it starts. */
async function openHere(root: string, pids: number[] = []) {
  return openEngine({
    ...entries,
    startProcess: (kind) => {
      const child = entries.startProcess(kind)
      if (child.pid) pids.push(child.pid)
      return child
    },
    dataFolder: join(root, 'data'),
    host: 'command line',
    version: 'bench',
    autonomous: false,
    demo: false,
    showFile: async () => {},
    onShutdown: () => {},
    onReopen: () => {},
  })
}

/** Seconds from opening a library that has a model to the first window that is encoded. */
async function coldStart(root: string): Promise<number> {
  const started = performance.now()
  const { client, close } = await openHere(root)
  await client.analysis.start({ kind: 'sound', depth: 'full' })
  await client.analysis.resume({ kind: 'sound' })
  while (!(await client.analysis.progress()).sound.current.some(({ progress }) => progress))
    await wait(20)
  const seconds = (performance.now() - started) / 1000
  await client.analysis.cancel()
  await close()
  return seconds
}

/** The engine with all of it at once, as a user has it: scanned, then sound and mode analysed together. */
async function together(root: string, music: string, checkpoint: string) {
  const pids: number[] = []
  const spent = new Map<number, number>()
  const opened = await openHere(root, pids)
  const { client } = opened
  function read(): number {
    for (const pid of pids)
      try {
        spent.set(pid, processorSeconds(pid))
      } catch {
        // It ended: what it had spent is known.
      }
    return [...spent.values()].reduce((sum, seconds) => sum + seconds, 0)
  }
  try {
    await client.engine.changeSettings({ ffmpeg: '' })
    await client.model.use({ path: checkpoint })
    await client.folder.add({ path: music })
    do await wait(50)
    while ((await client.folder.list()).some(({ state }) => state === 'scanning'))
    const cpuBefore = read()
    const own = process.cpuUsage()
    const started = performance.now()
    await client.analysis.start({ kind: 'mode' })
    await client.analysis.start({ kind: 'sound', depth: 'quick' })
    await client.analysis.resume()
    let firstSeconds: number | undefined
    for (;;) {
      const { sound, mode } = await client.analysis.progress()
      read()
      if (sound.done > 0) firstSeconds ??= (performance.now() - started) / 1000
      if (sound.state === 'idle' && mode.state === 'idle') break
      await wait(50)
    }
    const wall = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(own)
    const problems = (await client.problems.list({})).total
    return { cpu: read() - cpuBefore, wall, engine: (user + system) / 1e6, firstSeconds, problems }
  } finally {
    await opened.close()
  }
}

/**
 * Whether decoding, listening and encoding overlap without standing in each other's way, on the processor: all of it at
 * once against the sum of its stages alone, in processor seconds, and how busy the cores are. A full-size checkpoint of
 * random weights; 8 tracks of three minutes, `full` 24.
 */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const root = await mkdtemp(join(tmpdir(), 'naghma-bench-pipeline-'))
  try {
    const tracks = full ? 24 : 8
    const music = join(root, 'music')
    const places = await writeMusic(music, tracks, SECONDS)
    const checkpoint = join(root, 'checkpoint')
    await writeGeneratedCheckpoint(checkpoint, 'full')
    const encoder = await ensureEncoder(checkpoint, join(root, 'data/cache/encoders'))
    const windows = tracks * QUICK_WINDOWS
    const decode = await decodeAlone(places, root, encoder)
    const listen = await listenAlone(places)
    const encode = await encodeAlone(encoder, windows, root)
    const all = await together(root, music, checkpoint)
    const coldStartSeconds = await coldStart(root)
    const sum = decode.cpu + listen.cpu + encode.cpu
    return {
      tracks,
      windows,
      threads,
      cpuSecondsAlone: {
        decode: rounded(decode.cpu),
        listen: rounded(listen.cpu),
        encode: rounded(encode.cpu),
      },
      cpuSecondsTogether: rounded(all.cpu),
      cpuSecondsOfEngine: rounded(all.engine),
      togetherToAlone: rounded(all.cpu / sum),
      wallSeconds: rounded(all.wall),
      encodeWallSecondsAlone: rounded(encode.wall),
      coresBusy: rounded((all.cpu + all.engine) / (all.wall * threads)),
      coldStartSeconds: rounded(coldStartSeconds),
      firstTrackSeconds: rounded(all.firstSeconds ?? Number.NaN),
      tracksPerMinuteQuick: rounded((tracks * 60) / all.wall),
      tracksPerMinuteFull: rounded((tracks * 60 * QUICK_WINDOWS) / (all.wall * FULL_WINDOWS)),
      problems: all.problems,
    }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

if (import.meta.main)
  console.log(JSON.stringify(await bench({ full: process.argv.includes('--full') }), null, 2))
