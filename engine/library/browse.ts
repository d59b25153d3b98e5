import { readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'

export interface Listing {
  path: string
  parent: string | null
  folders: { name: string; path: string }[]
  files: { name: string; path: string; size: number }[]
}

/** Files worth choosing in a page: model checkpoints and programs are named, at most this many. */
const MOST_FILES = 500

/**
 * What lies in a folder (the home folder when `path` is empty), by name; hidden things and what
 * cannot be looked at are left out, names that are not valid UTF-8 too, since a page cannot send them
 * back. Problems: not-found, permission-denied, io-error, on the field `path`.
 */
export async function browse(path: string): Promise<Listing> {
  const wanted = path === '' ? homedir() : resolve(path)
  try {
    const real = await realpath(wanted)
    const names = (await readdir(real)).filter(
      (name) => !name.startsWith('.') && !name.includes('\uFFFD'),
    )
    names.sort(new Intl.Collator(undefined, { numeric: true }).compare)
    const found = await Promise.all(
      names.map(async (name) => {
        const place = join(real, name)
        const info = await stat(place).catch(() => null)
        return info
          ? [
              {
                name,
                path: place,
                size: info.size,
                isFolder: info.isDirectory(),
                isFile: info.isFile(),
              },
            ]
          : []
      }),
    )
    const places = found.flat()
    const parent = dirname(real)
    return {
      path: real,
      parent: parent === real ? null : parent,
      folders: places.filter((p) => p.isFolder).map(({ name, path }) => ({ name, path })),
      files: places
        .filter((p) => p.isFile)
        .slice(0, MOST_FILES)
        .map(({ name, path, size }) => ({ name, path, size })),
    }
  } catch (error) {
    throw ioProblem(error, `"${wanted}" cannot be opened`, 'path')
  }
}
