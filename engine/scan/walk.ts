import { constants, type Dirent } from 'node:fs'
import { access, readdir, stat } from 'node:fs/promises'
import { type ProblemCode, problem } from '../../contract/problem.ts'
import { childPath, extensionOf, joinPath, type RelativePath, toText } from './file-name.ts'
import type { Ignores } from './ignore-rules.ts'

export interface FoundFile {
  kind: 'file'
  relativePath: Buffer
  size: number
  /** Milliseconds UTC, with the fraction the file system keeps. */
  mtimeMs: number
  inode: number
}

/**
 * A folder or file that is there and could not be looked at. Everything at and below this path keeps
 * the state it had: nothing there may be taken for missing.
 */
export interface UnreadablePlace {
  kind: 'unreadable'
  relativePath: Buffer
  code: Extract<ProblemCode, 'permission-denied' | 'io-error'>
}

export type WalkEntry = FoundFile | UnreadablePlace

export interface WalkOptions {
  signal?: AbortSignal
  /** Lower case, without dots. */
  extensions?: ReadonlySet<string>
  /** Of paths relative to the folder that is walked. */
  ignores?: Ignores | undefined
}

/** Names worth opening; what a file really is, its content decides. */
export const audioExtensions: ReadonlySet<string> = new Set(
  `mp1 mp2 mp3 mpga m4a m4b m4p m4r mp4 aac adts flac ogg oga opus spx wav wave bwf rf64 aif aiff aifc
   wv wma asf ape dsf dff mka webm mpc tta tak`.split(/\s+/),
)

/** Besides every name that begins with a dot. Lower case. */
const ignoredNames = new Set([
  '@eadir',
  '#recycle',
  '$recycle.bin',
  'system volume information',
  'lost+found',
])

const directoriesAtOnce = 16
const statsAtOnce = 64
const largestBatch = 1000

interface Directory {
  path: RelativePath
  /** Found through a symbolic link; looked at after every real directory. */
  linked: boolean
}

interface Listing {
  batches: WalkEntry[][]
  directories: Directory[]
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Vanished since it was listed, or a link to nowhere: not there, as opposed to not readable. */
function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(errorCode(error))
}

function unreadable(relativePath: Uint8Array, error: unknown): UnreadablePlace {
  const denied = ['EACCES', 'EPERM'].includes(errorCode(error))
  return {
    kind: 'unreadable',
    relativePath: Buffer.from(relativePath),
    code: denied ? 'permission-denied' : 'io-error',
  }
}

/** Whether a name is hidden or the litter of a file server, so that nothing at or below it is looked at. */
export function isIgnored(name: Uint8Array): boolean {
  return name[0] === 0x2e || (name.length < 32 && ignoredNames.has(toText(name).toLowerCase()))
}

export interface Root {
  /** Number of the file system; another one, or a folder now empty, tells a mount point whose drive is gone. */
  device: string
  inode: string
  /** Nothing at all in it, hidden names included. */
  empty: boolean
}

/**
 * Looks at a folder before it is walked. A drive that is not mounted often leaves its mount point as
 * an empty folder on another device: a caller that had files there, and finds the folder empty or on
 * another `device` than last time, should treat it as missing and mark nothing.
 * Problems: folder-missing, permission-denied, io-error.
 */
export async function readRoot(folder: string): Promise<Root> {
  try {
    const root = await stat(folder, { bigint: true })
    if (!root.isDirectory()) {
      throw problem('folder-missing', `"${folder}" is not a folder any more.`)
    }
    await access(folder, constants.R_OK | constants.X_OK)
    const names = await readdir(folder, { encoding: 'buffer' })
    return {
      device: String(root.dev),
      inode: String(root.ino),
      empty: names.length === 0,
    }
  } catch (error) {
    if (isGone(error)) {
      throw problem(
        'folder-missing',
        `"${folder}" cannot be found. If it is on a drive, connect the drive and scan again.`,
        { cause: error },
      )
    }
    if (['EACCES', 'EPERM'].includes(errorCode(error))) {
      throw problem('permission-denied', `Naghma may not look into "${folder}".`, { cause: error })
    }
    if (errorCode(error) === 'folder-missing') throw error
    throw problem('io-error', `"${folder}" cannot be read: its drive may be gone or damaged.`, {
      cause: error,
    })
  }
}

async function statFiles(folder: string, paths: Buffer[]): Promise<WalkEntry[][]> {
  const batches: WalkEntry[][] = []
  let batch: WalkEntry[] = []
  for (let from = 0; from < paths.length; from += statsAtOnce) {
    const entries = await Promise.all(
      paths.slice(from, from + statsAtOnce).map(async (path): Promise<WalkEntry | undefined> => {
        try {
          const found = await stat(joinPath(folder, path))
          if (!found.isFile()) return undefined
          const { size, mtimeMs, ino } = found
          return { kind: 'file', relativePath: path, size, mtimeMs, inode: ino }
        } catch (error) {
          return isGone(error) ? undefined : unreadable(path, error)
        }
      }),
    )
    batch.push(...entries.filter((entry) => entry !== undefined))
    if (batch.length >= largestBatch) {
      batches.push(batch)
      batch = []
    }
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}

/** A link may lead to a directory; anything else with a wanted name is a candidate file. */
async function leadsToDirectory(folder: string, path: Buffer): Promise<boolean> {
  try {
    return (await stat(joinPath(folder, path))).isDirectory()
  } catch {
    return false
  }
}

async function listDirectory(
  folder: string,
  { path: directory }: Directory,
  visited: Set<string>,
  { extensions = audioExtensions, ignores }: WalkOptions,
): Promise<Listing> {
  let entries: Dirent<Buffer>[]
  try {
    const { dev, ino } = await stat(joinPath(folder, directory), { bigint: true })
    const identity = `${dev}:${ino}`
    if (visited.has(identity)) return { batches: [], directories: [] }
    visited.add(identity)
    entries = await readdir(joinPath(folder, directory), {
      withFileTypes: true,
      encoding: 'buffer',
    })
  } catch (error) {
    if (isGone(error) && directory.length > 0) return { batches: [], directories: [] }
    return { batches: [[unreadable(directory, error)]], directories: [] }
  }
  const directories: Directory[] = []
  const files: Buffer[] = []
  for (const entry of entries) {
    if (isIgnored(entry.name)) continue
    const path = childPath(directory, entry.name)
    const wanted = (directory: boolean) => !ignores?.(toText(path), directory)
    if (entry.isDirectory()) {
      if (wanted(true)) directories.push({ path, linked: false })
    } else if (entry.isSymbolicLink() && (await leadsToDirectory(folder, path))) {
      if (wanted(true)) directories.push({ path, linked: true })
    } else if (extensions.has(extensionOf(entry.name)) && wanted(false)) {
      files.push(path)
    }
  }
  return { batches: await statFiles(folder, files), directories }
}

/**
 * Every audio file below a folder, a batch of at most about a thousand entries at a time, in no
 * particular order. Symbolic links are followed; a directory is entered once, by its real place where
 * it has one below the folder, so loops end and places do not change from scan to scan. Hidden names
 * and the litter of file servers are skipped. Memory grows with the number of directories, not of files.
 *
 * Ends with the problems of {@link readRoot}; aborting the signal throws its reason between batches.
 * A drive can vanish midway: what was not yielded is missing only if {@link readRoot} still answers
 * the same afterwards.
 */
export async function* walk(
  folder: string,
  options: WalkOptions = {},
): AsyncGenerator<WalkEntry[]> {
  const { signal } = options
  await readRoot(folder)
  const visited = new Set<string>()
  const real: Directory[] = [{ path: new Uint8Array(), linked: false }]
  const linked: Directory[] = []
  while (real.length > 0 || linked.length > 0) {
    if (real.length === 0) {
      linked.sort((a, b) => Buffer.compare(b.path, a.path))
      real.push(...linked.splice(-1))
    }
    signal?.throwIfAborted()
    const group = real.splice(-directoriesAtOnce)
    const listings = await Promise.all(
      group.map((directory) => listDirectory(folder, directory, visited, options)),
    )
    for (const { batches, directories } of listings) {
      for (const directory of directories) (directory.linked ? linked : real).push(directory)
      for (const batch of batches) {
        signal?.throwIfAborted()
        yield batch
      }
    }
  }
}
