import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isProblem } from '../../contract/problem.ts'
import { childPath, extensionOf, joinPath, lastName, parentPath, toText } from './file-name.ts'
import type { Ignores } from './ignore-rules.ts'
import { audioExtensions, type WalkEntry, walk } from './walk.ts'

/**
 * Looks at one place in a folder, named relative to it with `/`, as a walk of the whole folder would:
 * a directory and all below it, or one file. Paths are relative to the folder, and a directory that is
 * reached by a link although its real place is elsewhere in the folder is left to that place. A place
 * that is gone holds nothing. The empty place is the folder itself; only there, problems of the root
 * are thrown.
 */
export async function* walkBelow(
  folder: string,
  place: string,
  { signal, ignores }: { signal: AbortSignal; ignores?: Ignores | undefined },
): AsyncGenerator<WalkEntry[]> {
  if (place === '') {
    yield* walk(folder, { signal, ignores })
    return
  }
  const root = await realpath(folder)
  const base = Buffer.from(place)
  const real = new Map<string, boolean>()

  /** Whether the directory that holds a file stands where its path says, or outside the folder. */
  async function isOwnPlace(path: Buffer): Promise<boolean> {
    const parent = toText(parentPath(path))
    const known = real.get(parent)
    if (known !== undefined) return known
    const standing = await realpath(join(root, parent)).catch(() => join(root, parent))
    const way = relative(root, standing).split(sep).join('/')
    const own = way === parent || way.startsWith('../') || parent.includes('\uFFFD')
    real.set(parent, own)
    return own
  }

  const file = await statFile(folder, base)
  if (ignores?.(place, file === undefined)) return
  if (file) {
    if (await isOwnPlace(base)) yield [file]
    return
  }
  const below: Ignores = (path, directory) => ignores?.(`${place}/${path}`, directory) ?? false
  try {
    for await (const batch of walk(join(folder, place), { signal, ignores: below })) {
      const own: WalkEntry[] = []
      for (const entry of batch) {
        const relativePath =
          entry.relativePath.length === 0 ? base : childPath(base, entry.relativePath)
        if (await isOwnPlace(relativePath)) own.push({ ...entry, relativePath })
      }
      yield own
    }
  } catch (error) {
    if (!isProblem(error) || error.code === 'cancelled') throw error
    if (error.code === 'folder-missing') return
    const code = error.code === 'permission-denied' ? error.code : 'io-error'
    yield [{ kind: 'unreadable', relativePath: base, code }]
  }
}

/** The entry of a file with a name worth opening; undefined for anything else. */
async function statFile(folder: string, path: Buffer): Promise<WalkEntry | undefined> {
  const found = await stat(joinPath(folder, path)).catch(() => null)
  if (!found?.isFile() || !audioExtensions.has(extensionOf(lastName(path)))) return undefined
  return {
    kind: 'file',
    relativePath: path,
    size: found.size,
    mtimeMs: found.mtimeMs,
    inode: found.ino,
  }
}
