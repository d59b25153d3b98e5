import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { engineEntries } from '../engine/host/entries.ts'
import { openEngine } from '../engine/host/open-engine.ts'
import type { ProcessKind } from '../engine/processes/port.ts'
import { noise, wav } from '../engine/scan/scan-fixture.ts'
import { writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import { findFfmpeg } from '../native/audio/find-ffmpeg.ts'

const RATE = 8_000
const SAMPLE_EVERY_MS = 250
const entries = engineEntries(new URL('../engine/host-cli.ts', import.meta.url).href)

/** Resident megabytes of a process; 0 when it has ended. Reads /proc, so on Linux only. */
function residentMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

async function writeNoise(folder: string, tracks: number, seconds: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (let n = 0; n < tracks; n++)
    await writeFile(join(folder, `${n}.wav`), wav(noise(n, seconds * RATE), { title: `${n}` }))
}

interface MemoryCase {
  encoder: 'tiny' | 'full'
  depth: 'quick' | 'full'
  /** Writes the music; answers how many tracks there are. */
  write(folder: string): Promise<number>
}

interface Peak {
  /** Largest resident megabytes in the second tenth of the run, when everything is warm, and in the last half. */
  early: number
  late: number
}

/** Resident memory of the processes while a library is analysed for sound and mode: early in the run, and later. */
async function measure({ encoder, depth, write }: MemoryCase): Promise<object> {
  const root = await mkdtemp(join(tmpdir(), 'naghma-bench-memory-'))
  const latest = new Map<ProcessKind, number>()
  try {
    const music = join(root, 'music')
    const tracks = await write(music)
    const checkpoint = join(root, 'checkpoint')
    await writeGeneratedCheckpoint(checkpoint, encoder)
    const opened = await openEngine({
      ...entries,
      startProcess: (kind) => {
        const child = entries.startProcess(kind)
        if (child.pid) latest.set(kind, child.pid)
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
    const { client } = opened
    await client.engine.changeSettings({ ffmpeg: '' })
    await client.model.use({ path: checkpoint })
    await client.folder.add({ path: music })
    do await wait(50)
    while ((await client.folder.list()).some(({ state }) => state === 'scanning'))
    const started = performance.now()
    await client.analysis.start({ kind: 'mode' })
    await client.analysis.start({ kind: 'sound', depth })
    await client.analysis.resume()
    const samples: { share: number; media: number; inference: number; engine: number }[] = []
    for (;;) {
      const { sound, mode } = await client.analysis.progress()
      const current = sound.current[0]?.progress ?? 0
      samples.push({
        share: tracks === 1 ? current : sound.done / tracks,
        media: residentMegabytes(latest.get('media') ?? 0),
        inference: residentMegabytes(latest.get('inference') ?? 0),
        engine: residentMegabytes(process.pid),
      })
      if (sound.state === 'idle' && mode.state === 'idle') break
      await wait(SAMPLE_EVERY_MS)
    }
    const peak = (kind: 'media' | 'inference' | 'engine'): Peak => {
      const most = (from: number, to: number) =>
        Math.max(
          0,
          ...samples.filter(({ share }) => share >= from && share < to).map((s) => s[kind]),
        )
      return { early: most(0.1, 0.2), late: most(0.5, 1) }
    }
    const result = {
      tracks,
      encoder,
      depth,
      seconds: Math.round((performance.now() - started) / 1000),
      problems: (await client.problems.list({})).total,
      megabytes: { media: peak('media'), inference: peak('inference'), engine: peak('engine') },
    }
    await opened.close()
    return result
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** Three hours of a sweeping tone as MP3, made with ffmpeg. */
async function writeThreeHours(ffmpeg: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  const source = 'aevalsrc=0.3*sin(2*PI*(220+20*sin(t/9))*t):s=44100:d=10800'
  const to = ['-ac', '2', '-b:a', '96k', join(folder, 'three hours.mp3')]
  execFileSync(ffmpeg, ['-v', 'error', '-f', 'lavfi', '-i', source, ...to])
  return 1
}

/**
 * Whether memory stays flat: over many short tracks with a tiny encoder (1,000; `full` 5,000), over 8 (`full` 40) with
 * one of full size, and over one file of three hours.
 */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const many = full ? 5_000 : 1_000
  const some = full ? 40 : 8
  const ffmpeg = await findFfmpeg()
  const write = (tracks: number, seconds: number) => async (folder: string) => {
    await writeNoise(folder, tracks, seconds)
    return tracks
  }
  return {
    manyTracks: await measure({ encoder: 'tiny', depth: 'full', write: write(many, 6) }),
    fullSizeEncoder: await measure({ encoder: 'full', depth: 'quick', write: write(some, 60) }),
    threeHours: ffmpeg
      ? await measure({
          encoder: 'tiny',
          depth: 'full',
          write: (folder) => writeThreeHours(ffmpeg, folder),
        })
      : 'skipped: ffmpeg makes the file, and there is none',
  }
}

if (import.meta.main)
  console.log(JSON.stringify(await bench({ full: process.argv.includes('--full') }), null, 2))
