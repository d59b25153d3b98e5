import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const keptSchema = z.object({
  /** In the order of the vectors. `start` and `end` are seconds; `index` counts on the grid of full depth. */
  windows: z.array(z.object({ index: z.int(), start: z.number(), end: z.number() })),
  device: z.string(),
  decoder: z.string(),
})
/** The windows of a track, whose vectors lie in a file. */
export type ComputedWindows = z.infer<typeof keptSchema>

/** Where windows of tracks are kept until the export that they were computed for is complete. */
export interface WindowKeep {
  /** Undefined where the track has not been computed, with vectors of `bytes` each. */
  read(track: string, bytes: number): Promise<ComputedWindows | undefined>
  /** Where the vectors of a track are to be written. */
  vectorsOf(track: string): string
  /** The vectors of a track are written. */
  keep(track: string, kept: ComputedWindows): Promise<void>
  /** Vectors of `bytes` each, at places in the file, in that order. */
  vectors(track: string, places: readonly number[], bytes: number): Promise<Uint8Array[]>
  forget(): Promise<void>
}

/** Opens what is kept under a key: whatever else than the track a vector depends on. */
export async function openWindowKeep(cacheFolder: string, key: object): Promise<WindowKeep> {
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32)
  const folder = join(cacheFolder, name)
  await mkdir(folder, { recursive: true })
  const vectorsOf = (track: string) => join(folder, `${track}.f16`)
  const factsOf = (track: string) => join(folder, `${track}.json`)

  return {
    vectorsOf,
    read: async (track, bytes) => {
      try {
        const kept = keptSchema.parse(JSON.parse(await readFile(factsOf(track), 'utf8')))
        const { size } = await stat(vectorsOf(track))
        return size === kept.windows.length * bytes ? kept : undefined
      } catch {
        return undefined
      }
    },
    keep: async (track, kept) => {
      const unfinished = `${factsOf(track)}.part`
      await writeFile(unfinished, JSON.stringify(kept))
      await rename(unfinished, factsOf(track))
    },
    vectors: async (track, places, bytes) => {
      const file = await open(vectorsOf(track), 'r')
      try {
        const vectors: Uint8Array[] = []
        for (const place of places) {
          const vector = new Uint8Array(bytes)
          const { bytesRead } = await file.read(vector, 0, bytes, place * bytes)
          if (bytesRead !== bytes) throw new Error(`${vectorsOf(track)} ended too early`)
          vectors.push(vector)
        }
        return vectors
      } finally {
        await file.close()
      }
    },
    forget: () => rm(folder, { recursive: true, force: true }),
  }
}
