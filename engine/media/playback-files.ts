import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { CallClient } from '../processes/calls.ts'
import type { FilePlace, MediaCalls } from '../processes/media-calls.ts'

/** Converted files kept for the next listen; the least recently played go first. Bytes. */
const KEPT_BYTES = 2_000_000_000
const GROWTH_POLL_MS = 50

/** A WAV being written: its final size is promised from the start, its bytes come. */
interface GrowingFile {
  path: string
  totalBytes: Promise<number>
  finished: Promise<void>
  state: { written: number; done: boolean; failed: unknown }
}

export interface PlaybackFiles {
  /** Size and bytes of a file as 16-bit stereo WAV, converted when it is not there yet; `name` names its audio. */
  open(
    name: string,
    place: FilePlace,
    ffmpeg: string | null,
  ): Promise<{ size: number; read(first: number, last: number): ReadableStream<Uint8Array> }>
}

/** Files converted for browsers that cannot play the original; a cache that may be deleted at any time. */
export function createPlaybackFiles(
  cacheFolder: string,
  media: CallClient<MediaCalls>,
): PlaybackFiles {
  const growing = new Map<string, GrowingFile>()

  async function makeRoom(): Promise<void> {
    const entries = await Promise.all(
      (await readdir(cacheFolder)).map(async (name) => {
        const path = join(cacheFolder, name)
        const { size, mtimeMs } = await stat(path)
        return { path, size, mtimeMs }
      }),
    )
    let kept = 0
    for (const { path, size } of entries.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
      kept += size
      if (kept > KEPT_BYTES) await rm(path, { force: true })
    }
  }

  function convert(name: string, place: FilePlace, ffmpeg: string | null): GrowingFile {
    const path = join(cacheFolder, `${name}.part`)
    const promised = Promise.withResolvers<number>()
    const state: GrowingFile['state'] = { written: 0, done: false, failed: undefined }
    async function run(): Promise<void> {
      try {
        await mkdir(cacheFolder, { recursive: true })
        const { bytes } = await media.convert(
          { ...place, destination: path, ffmpeg },
          {
            onNotify: (value) => {
              const note = value as { totalBytes?: number; writtenBytes?: number }
              if (note.totalBytes !== undefined) promised.resolve(note.totalBytes)
              if (note.writtenBytes !== undefined) state.written = note.writtenBytes
            },
          },
        )
        state.written = bytes
        state.done = true
        promised.resolve(bytes)
        await rename(path, join(cacheFolder, `${name}.wav`))
        await makeRoom()
      } catch (error) {
        state.failed = error
        promised.reject(error)
        await rm(path, { force: true })
      } finally {
        growing.delete(name)
      }
    }
    const file: GrowingFile = { path, totalBytes: promised.promise, finished: run(), state }
    promised.promise.catch(() => {})
    growing.set(name, file)
    return file
  }

  /** Bytes of a growing file as they come; zeros where the promise was longer than the file became. */
  async function* follow(file: GrowingFile, finishedPath: string, first: number, last: number) {
    let at = first
    while (at <= last) {
      if (file.state.failed) throw file.state.failed
      const available = Math.min(file.state.written, last + 1)
      if (at < available) {
        const path = file.state.done ? finishedPath : file.path
        if (file.state.done) await file.finished
        for await (const chunk of createReadStream(path, { start: at, end: available - 1 })) {
          at += (chunk as Buffer).length
          yield chunk as Buffer
        }
      } else if (file.state.done) {
        const missing = Buffer.alloc(Math.min(65_536, last + 1 - at))
        at += missing.length
        yield missing
      } else await new Promise((resolve) => setTimeout(resolve, GROWTH_POLL_MS))
    }
  }

  return {
    open: async (name, place, ffmpeg) => {
      const finishedPath = join(cacheFolder, `${name}.wav`)
      const known = await stat(finishedPath).catch(() => undefined)
      if (known) {
        await utimes(finishedPath, new Date(), new Date())
        return {
          size: known.size,
          read: (start, end) =>
            Readable.toWeb(
              createReadStream(finishedPath, { start, end }),
            ) as ReadableStream<Uint8Array>,
        }
      }
      const file = growing.get(name) ?? convert(name, place, ffmpeg)
      return {
        size: await file.totalBytes,
        read: (first, last) =>
          Readable.toWeb(
            Readable.from(follow(file, finishedPath, first, last), { objectMode: false }),
          ) as ReadableStream<Uint8Array>,
      }
    },
  }
}
