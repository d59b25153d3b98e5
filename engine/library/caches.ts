import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import { type Cache, type CacheName, cacheName } from '../../contract/library.ts'

/** Folder of a cache of a library. */
function folderOf(dataFolder: string, name: CacheName): string {
  return join(dataFolder, 'cache', name)
}

/** What each cache takes on the disk. */
export function measureCaches(dataFolder: string): Promise<Cache[]> {
  return Promise.all(
    cacheName.options.map(async (name) => {
      const sizes = await sizesIn(folderOf(dataFolder, name))
      return { name, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
    }),
  )
}

async function sizesIn(folder: string): Promise<number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => stat(join(entry.parentPath, entry.name)).catch(() => null)),
  )
  return sizes.flatMap((found) => (found ? [found.size] : []))
}

/** Deletes what the caches hold. Problems: permission-denied, io-error (a file is in use). */
export async function emptyCaches(dataFolder: string, names: readonly CacheName[]): Promise<void> {
  for (const name of names) {
    const folder = folderOf(dataFolder, name)
    try {
      for (const entry of await readdir(folder).catch(() => []))
        await rm(join(folder, entry), { recursive: true, force: true })
    } catch (error) {
      throw ioProblem(error, `The cache ${folder} could not be emptied`)
    }
  }
}
