import { lstat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'

/**
 * Has the file manager show a file, and only that: the engine has looked it up by a track's id among the library's
 * folders; here it must still be the absolute path of a file that is there, so that nothing is ever opened or run.
 */
export async function showFile(path: string, show: (path: string) => void): Promise<boolean> {
  if (!isAbsolute(path)) return false
  const there = await lstat(path).then(
    (file) => !file.isDirectory(),
    () => false,
  )
  if (there) show(path)
  return there
}
