import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'

/** sha256 of a file, lower-case hex. Rejects with an AbortError when `signal` aborts. */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const stream = createReadStream(file, { highWaterMark: 1 << 20, ...(signal ? { signal } : {}) })
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('hex')
}

const remembered = z.record(
  z.string(),
  z.object({ size: z.number(), modified: z.number(), changed: z.number(), sha256: z.string() }),
)

async function readMemory(file: string): Promise<z.infer<typeof remembered>> {
  try {
    return remembered.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return {}
  }
}

/** Replaces the memory in one step. It may fail, on a full disk for example: the digest is then made again. */
async function writeMemory(file: string, entries: z.infer<typeof remembered>): Promise<void> {
  const temporary = `${file}.${randomUUID()}.partial`
  try {
    await writeFile(temporary, JSON.stringify(entries, null, 2))
    await rename(temporary, file)
  } catch {
    await rm(temporary, { force: true })
  }
}

/** Digests by path; `digest` makes one only when it must. */
export interface DigestMemory {
  sha256(file: string, digest: () => Promise<string>): Promise<string>
}

/**
 * Remembers digests in the JSON file `memoryFile`, so that an unchanged file (by path, size, and times of
 * modification and change) is not read again. A missing or damaged memory only costs a new digest.
 */
export function digestMemory(memoryFile: string): DigestMemory {
  return {
    sha256: async (file, digest) => {
      const path = resolve(file)
      const { size, mtimeMs: modified, ctimeMs: changed } = await stat(path)
      const known = (await readMemory(memoryFile))[path]
      if (known?.size === size && known.modified === modified && known.changed === changed)
        return known.sha256
      const sha256 = await digest()
      const entries = await readMemory(memoryFile)
      await writeMemory(memoryFile, { ...entries, [path]: { size, modified, changed, sha256 } })
      return sha256
    },
  }
}
