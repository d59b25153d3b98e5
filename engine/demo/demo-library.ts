import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { problem } from '../../contract/problem.ts'
import { demoFile, sampleRateOf, tagsOf } from './demo-file.ts'
import {
  claim,
  isWritten,
  type Manifest,
  readManifest,
  writeManifest,
  writeWhole,
} from './demo-folder.ts'
import { type DemoCopy, type DemoRecording, recordings } from './recordings.ts'
import { record } from './synth/recording.ts'

/** Rises whenever a file would come out differently, so that old ones are written anew. */
const version = 1

const about =
  'Music synthesised by Naghma for its demo; it may be deleted. This list tells the demo which files are its own.'

export interface DemoFile {
  /** Absolute. */
  path: string
  bytes: number
  /** False when the file was there already, whole. */
  written: boolean
}

export interface DemoProgress {
  done: number
  total: number
  /** The file just finished, relative to the folder. */
  file: string
}

interface Job {
  recording: DemoRecording
  track: number
  copies: readonly DemoCopy[]
}

async function missingCopies(folder: string, known: Manifest): Promise<Job[]> {
  const jobs: Job[] = []
  for (const [index, recording] of recordings.entries()) {
    const copies: DemoCopy[] = []
    for (const copy of recording.copies) {
      if (known.version === version && (await isWritten(folder, copy.path, known))) continue
      await claim(folder, copy.path, known)
      copies.push(copy)
    }
    if (copies.length > 0) jobs.push({ recording, track: index + 1, copies })
  }
  return jobs
}

/**
 * Makes the demo's music in `folder`, which is created when absent: some twenty files that say in artist,
 * album, composer and comment that they are synthesised. Files already there and whole are kept; other
 * people's files are never touched. Safe to stop at any time and to call again.
 *
 * Problems: `invalid-input` (the folder holds a foreign file where one of the demo's belongs),
 * `disk-full`, `permission-denied`, `io-error`, `cancelled`.
 */
export async function makeDemoLibrary(
  folder: string,
  options: { onProgress?: (progress: DemoProgress) => void; signal?: AbortSignal } = {},
): Promise<DemoFile[]> {
  const root = resolve(folder)
  const known = await readManifest(root)
  const jobs = await missingCopies(root, known)
  const paths = recordings.flatMap((recording) => recording.copies.map((copy) => copy.path))
  const missing = new Set(jobs.flatMap((job) => job.copies.map((copy) => copy.path)))
  if (missing.size > 0) {
    known.about = about
    known.version = version
    for (const path of missing) known.files[path] = { bytes: null }
    await writeManifest(root, known)
  }
  let done = paths.length - missing.size
  for (const { recording, track, copies } of jobs) {
    const tags = tagsOf(recording, track)
    const rendered = new Map<number, readonly Float32Array[]>()
    for (const copy of copies) {
      await setImmediate()
      if (options.signal?.aborted) throw problem('cancelled', 'Making the demo was stopped.')
      const rate = sampleRateOf(copy.format)
      const channels = rendered.get(rate) ?? record(recording.recipe, rate)
      rendered.set(rate, channels)
      const bytes = await demoFile(channels, copy, tags)
      await writeWhole(root, copy.path, bytes)
      known.files[copy.path] = { bytes: bytes.length }
      await writeManifest(root, known)
      done++
      options.onProgress?.({ done, total: paths.length, file: copy.path })
    }
  }
  return Promise.all(
    paths.map(async (name) => {
      const path = join(root, ...name.split('/'))
      return { path, bytes: (await stat(path)).size, written: missing.has(name) }
    }),
  )
}
