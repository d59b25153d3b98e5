import {
  constants,
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { ioProblem } from '../../contract/io-problem.ts'

/** Whose bytes a partial file holds, so that no other file's are added to them. */
const sourceSchema = z.object({
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Lower-case hex, when the server told. */
  sha256: z.string().nullable(),
  /** Bytes of the whole file. */
  total: z.int().nullable(),
})
export type Source = z.infer<typeof sourceSchema>

/** Name of the file that holds what has arrived of `destination`. */
export function partialName(destination: string): string {
  return `${destination}.partial`
}

function sourceName(destination: string): string {
  return `${partialName(destination)}.json`
}

/** The beginning of a file that is being fetched, kept beside its destination. */
export interface PartialFile {
  /** Bytes that are there. */
  bytes: number
  /** Null while there is nothing. */
  source: Source | null
  /** The bytes came with more than one answer of a server. */
  pieced: boolean
  /** How often bytes were given up to begin anew. */
  restarts: number
  /** Begins anew with a file of `source`, or with nothing yet. */
  restart(source: Source | null): Promise<void>
  append(chunk: Uint8Array): Promise<void>
  /** The first bytes, at most 512, one character each. */
  head(): Promise<string>
  /** Flushes it to the disk and gives it its name, in one step. */
  finish(): Promise<void>
  /** Removes it. */
  discard(): Promise<void>
  close(): Promise<void>
}

async function readSource(file: string): Promise<Source | null> {
  try {
    return sourceSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

async function writing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw ioProblem(error, 'The download cannot be written')
  }
}

/**
 * Opens what is there of `destination`, or begins it. Every write may throw `disk-full`, `permission-denied` or
 * `io-error`; what was written before stays.
 */
export async function openPartial(destination: string): Promise<PartialFile> {
  const path = partialName(destination)
  const sidecar = sourceName(destination)
  const handle: FileHandle = await writing(async () => {
    await mkdir(dirname(destination), { recursive: true })
    return open(path, constants.O_RDWR | constants.O_CREAT)
  })
  const source = await readSource(sidecar)

  const partial: PartialFile = {
    bytes: (await handle.stat()).size,
    source,
    pieced: false,
    restarts: 0,
    restart: (next) =>
      writing(async () => {
        if (partial.bytes > 0) {
          await handle.truncate(0)
          partial.restarts++
        }
        partial.bytes = 0
        partial.pieced = false
        partial.source = next
        if (next) await writeFile(sidecar, JSON.stringify(next))
        else await rm(sidecar, { force: true })
      }),
    append: (chunk) =>
      writing(async () => {
        for (let done = 0; done < chunk.byteLength; ) {
          const left = chunk.byteLength - done
          const { bytesWritten } = await handle.write(chunk, done, left, partial.bytes)
          done += bytesWritten
          partial.bytes += bytesWritten
        }
      }),
    head: async () => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0)
      return buffer.toString('latin1', 0, bytesRead)
    },
    finish: () =>
      writing(async () => {
        await handle.sync()
        await handle.close()
        await rename(path, destination)
        await rm(sidecar, { force: true })
      }),
    discard: async () => {
      await handle.close()
      await rm(path, { force: true })
      await rm(sidecar, { force: true })
    },
    close: () => handle.close(),
  }
  if (!source && partial.bytes > 0) await partial.restart(null)
  return partial
}
