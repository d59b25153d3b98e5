import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { CallClient } from '../processes/calls.ts'
import type { FilePlace, MediaCalls } from '../processes/media-calls.ts'
import type { Peaks } from './peaks.ts'

/** Raised when peaks are measured in another way; files of other versions are the first to go. */
const VERSION = 1
/** Files kept, about a kilobyte each; above it the least recently used fifth goes. */
const MOST_FILES = 20_000
const HEADER_BYTES = 12

export interface PeaksCache {
  /** Peaks of the track whose audio has this name, measured when they are not kept. Problems: those of decoding. */
  get(
    name: string,
    place: FilePlace,
    options: { ffmpeg: string | null; signal?: AbortSignal | undefined },
  ): Promise<Peaks>
}

/** A kept file: crc32 of the rest, the duration in seconds (float64), the peaks. All little-endian. */
function encoded({ peaks, duration }: Peaks): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + peaks.length)
  bytes.writeDoubleLE(duration, 4)
  bytes.set(peaks, HEADER_BYTES)
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0)
  return bytes
}

/** Undefined for a file that is not one. */
function decoded(bytes: Buffer): Peaks | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== crc32(bytes.subarray(4)))
    return undefined
  return {
    duration: bytes.readDoubleLE(4),
    peaks: new Uint8Array(bytes.subarray(HEADER_BYTES)),
  }
}

/** Peaks that were measured once; a cache that may be deleted at any time. `mostFiles` is for tests. */
export function createPeaksCache(
  folder: string,
  media: CallClient<MediaCalls>,
  mostFiles = MOST_FILES,
): PeaksCache {
  let files: number | undefined

  async function read(path: string): Promise<Peaks | undefined> {
    const bytes = await readFile(path).catch(() => undefined)
    const kept = bytes && decoded(bytes)
    if (kept) await utimes(path, new Date(), new Date()).catch(() => {})
    return kept
  }

  async function makeRoom() {
    files ??= (await readdir(folder)).length
    files++
    if (files <= mostFiles) return
    const names = await readdir(folder)
    const used = await Promise.all(
      names.map(async (name) => {
        const path = join(folder, name)
        const time = await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        )
        return { path, time: name.endsWith(`.v${VERSION}`) ? time : 0 }
      }),
    )
    used.sort((a, b) => a.time - b.time)
    const going = used.slice(0, Math.max(0, used.length - Math.floor(mostFiles * 0.8)))
    for (const { path } of going) await rm(path, { force: true })
    files = used.length - going.length
  }

  /** Keeps them if it can; a full disk is no reason not to show them. */
  async function keep(path: string, peaks: Peaks) {
    const partial = join(folder, `${randomUUID()}.part`)
    try {
      await mkdir(folder, { recursive: true })
      await writeFile(partial, encoded(peaks))
      await rename(partial, path)
      await makeRoom()
    } catch {
      await rm(partial, { force: true }).catch(() => {})
    }
  }

  return {
    get: async (name, place, { ffmpeg, signal }) => {
      const path = join(folder, `${name}.v${VERSION}`)
      const kept = await read(path)
      if (kept) return kept
      const peaks = await media.peaks({ ...place, ffmpeg }, signal ? { signal } : {})
      await keep(path, peaks)
      return peaks
    },
  }
}
