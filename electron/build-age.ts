import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What the build is made from. */
const sources = [
  'contract',
  'engine',
  'native',
  'electron',
  'renderer',
  'vite.config.ts',
  'package-lock.json',
]

/** What it makes; all written anew by each build. */
const products = ['out/electron/main.js', 'out/electron/preload.cjs', 'out/renderer/index.html']

async function newest(path: string): Promise<number> {
  const { mtimeMs } = await stat(path)
  let time = mtimeMs
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    time = Math.max(time, (await stat(join(entry.parentPath, entry.name))).mtimeMs)
  }
  return time
}

/** True when a product of the build is missing, or older than anything it is made from. */
export async function buildIsStale(root: string): Promise<boolean> {
  try {
    const built = await Promise.all(products.map((file) => stat(join(root, file))))
    const changed = await Promise.all(sources.map((source) => newest(join(root, source))))
    return Math.max(...changed) > Math.min(...built.map(({ mtimeMs }) => mtimeMs))
  } catch {
    return true
  }
}
