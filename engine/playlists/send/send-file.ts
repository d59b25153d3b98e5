import { constants, type Stats } from 'node:fs'
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ioProblem } from '../../../contract/io-problem.ts'
import { problem } from '../../../contract/problem.ts'
import { numbered } from './file-names.ts'

export interface SendFileOptions {
  source: string | Buffer
  /** Where it should lie; another number is put to the name where something else lies there. */
  destination: string
  how: 'copy' | 'link'
  /** Where an unfinished copy lies meanwhile, on the same file system. */
  partial: string
  signal: AbortSignal
  onBytes(bytes: number): void
}

export interface SentFile {
  path: string
  /** It was there already. */
  skipped: boolean
}

const MOST_NUMBERS = 1000
const CHUNK_BYTES = 1 << 20
/** FAT keeps times in steps of two seconds. */
const SAME_TIME_MS = 2_000

/**
 * Puts one file into a folder as a copy, or as a link (hard where it can be, else symbolic). Nothing is ever replaced:
 * what is the same already is left, what differs gets a number. Under its final name a copy is always whole. Problems:
 * those of `ioProblem`, `io-error` where links cannot be made.
 */
export async function sendFile(options: SendFileOptions): Promise<SentFile> {
  const { destination, how } = options
  try {
    const source = await realpath(options.source, 'buffer')
    const facts = await stat(source)
    await mkdir(dirname(destination), { recursive: true })
    for (let number = 1; number <= MOST_NUMBERS; number++) {
      const path = numbered(destination, number)
      const there = await lstatIfThere(path)
      if (there) {
        if (await isSame(path, there, source, facts, options)) return { path, skipped: true }
        continue
      }
      const placed =
        how === 'link'
          ? await placeLink(source, path)
          : await placeCopy(source, facts, path, options)
      if (placed) return { path, skipped: false }
    }
  } catch (error) {
    if (options.signal.aborted) throw problem('cancelled', 'Cancelled.')
    if (error instanceof Error && error.name === 'Problem') throw error
    throw ioProblem(error, `${destination} could not be written`)
  }
  throw problem('io-error', `${destination} has too many namesakes.`)
}

async function lstatIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Links are the same when they lead to the source; copies when size and time are, or else the content. */
async function isSame(
  path: string,
  there: Stats,
  source: Buffer,
  facts: Stats,
  { how, signal }: SendFileOptions,
): Promise<boolean> {
  if (there.isSymbolicLink() || how === 'link') {
    const target = await stat(path).catch(() => undefined)
    const leads = target?.ino === facts.ino && target.dev === facts.dev && facts.ino !== 0
    if (leads || how === 'link') return leads
  }
  if (!there.isFile() || there.size !== facts.size) return false
  if (there.ino === facts.ino && there.dev === facts.dev && facts.ino !== 0) return true
  if (Math.abs(there.mtimeMs - facts.mtimeMs) <= SAME_TIME_MS) return true
  return hasSameContent(path, source, signal)
}

async function hasSameContent(one: string, other: Buffer, signal: AbortSignal): Promise<boolean> {
  await using first = await open(one)
  await using second = await open(other)
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const
  for (;;) {
    signal.throwIfAborted()
    const [a, b] = await Promise.all([readFull(first, buffers[0]), readFull(second, buffers[1])])
    if (!a.equals(b)) return false
    if (a.length === 0) return true
  }
}

async function readFull(file: FileHandle, buffer: Buffer): Promise<Buffer> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** Answers false when something came to lie there meanwhile. */
async function placeLink(source: Buffer, path: string): Promise<boolean> {
  try {
    await link(source, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
  }
  try {
    await symlink(source, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw problem(
      'io-error',
      process.platform === 'win32'
        ? `${path} could not be made a link: Windows allows links to another drive only in developer mode or for administrators, and sticks formatted with FAT hold none. Send copies instead.`
        : `${path} could not be made a link: the file system of this folder holds none. Send copies instead.`,
      { cause: error },
    )
  }
}

/** Writes beside the destination, then renames. Answers false when something came to lie there meanwhile. */
async function placeCopy(
  source: Buffer,
  facts: Stats,
  path: string,
  { partial, signal, onBytes }: SendFileOptions,
): Promise<boolean> {
  try {
    await copyContent(source, facts, partial, signal, onBytes)
    if (await moveIntoPlace(partial, path)) return true
    onBytes(-facts.size)
    return false
  } finally {
    await rm(partial, { force: true })
  }
}

async function copyContent(
  source: Buffer,
  facts: Stats,
  partial: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  await using from = await open(source)
  await using to = await open(partial, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC)
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await from.read(buffer)
    if (bytesRead === 0) break
    for (let written = 0; written < bytesRead; )
      written += (await to.write(buffer, written, bytesRead - written)).bytesWritten
    onBytes(bytesRead)
  }
  await to.sync()
  await to.utimes(facts.atime, facts.mtime).catch(() => {})
}

/** A hard link never replaces anything; where there are none, the name is looked at once more before renaming. */
async function moveIntoPlace(partial: string, path: string): Promise<boolean> {
  try {
    await link(partial, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
  }
  if (await lstatIfThere(path)) return false
  await rename(partial, path)
  return true
}

function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Where copies lie until they are whole; one that a crash left is replaced by the next. */
export function partialPath(folder: string): string {
  return join(folder, '.naghma-sending.part')
}
