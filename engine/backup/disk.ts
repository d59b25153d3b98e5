import { open, stat, statfs } from 'node:fs/promises'
import { problem } from '../../contract/problem.ts'

/** What is left free for others when a copy of the library is made. Bytes. */
const LEFT_FREE = 64 * 1024 * 1024

/** Bytes of a library with what is in its log; 0 when there is none. */
export async function libraryBytes(path: string): Promise<number> {
  const sizes = await Promise.all(
    [path, `${path}-wal`].map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Where that cannot be found out, it is taken to be enough: a write will tell. */
export async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  const found = await statfs(folder).catch(() => undefined)
  return !found || found.bavail * found.bsize > bytes + LEFT_FREE
}

/** Problem: disk-full. */
export async function refuseWithoutRoom(folder: string, bytes: number): Promise<void> {
  if (await hasRoom(folder, bytes)) return
  throw problem(
    'disk-full',
    `There is no room in ${folder} for a copy of the library, which takes ${Math.ceil(bytes / 1e6)} MB. Free some space, or choose a folder on another disk.`,
  )
}

/** Resolves when a file is on the disk, and not only on its way there. */
export async function settleFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

/** The same for the names in a folder; where a system knows no such thing, it needs none. */
export async function settleFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
