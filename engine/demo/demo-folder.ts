import { lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Problem, type ProblemCode, problem } from '../../contract/problem.ts'

const manifestName = 'demo.json'

const manifest = z.object({
  about: z.string(),
  version: z.int(),
  /** Every path the demo claims, by forward slashes; no size until the file is whole. */
  files: z.record(z.string(), z.object({ bytes: z.int().nullable() })),
})
export type Manifest = z.infer<typeof manifest>

const codes: Readonly<Record<string, ProblemCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EACCES: 'permission-denied',
  EPERM: 'permission-denied',
  EROFS: 'permission-denied',
}

const words: Partial<Record<ProblemCode, string>> = {
  'disk-full': 'The disk is full. Free some space or choose another folder.',
  'permission-denied': 'This folder may not be written to. Choose another one.',
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function writeProblem(path: string, cause: unknown): Problem {
  const code = codes[errorCode(cause)] ?? 'io-error'
  const advice = words[code] ?? 'Choose another folder.'
  return problem(code, `The demo could not write ${path}. ${advice}`, { field: 'folder', cause })
}

/** The size of the plain file at `path`; undefined when nothing is there. Anything else is a problem. */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    const found = await lstat(path)
    return found.isFile() ? found.size : -1
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw writeProblem(path, error)
  }
}

/** What the demo wrote here before; an empty manifest of version 0 where it never did. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, manifestName)
  if ((await sizeOf(path)) === undefined) return { about: '', version: 0, files: {} }
  try {
    return manifest.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    const message = `${path} is not a list of Naghma's demo files. Choose another folder for the demo.`
    throw problem('invalid-input', message, { field: 'folder', cause })
  }
}

/** Writes a whole file or none; its folder must lie in `folder` itself, not behind a link out of it. */
export async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name)
  const partial = `${path}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    if ((await realpath(dirname(path))) !== dirname(join(await realpath(folder), name))) {
      throw new Error('A link leads out of the folder.')
    }
    await writeFile(partial, bytes)
    await rename(partial, path)
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined)
    throw writeProblem(path, cause)
  }
}

export async function writeManifest(folder: string, content: Manifest): Promise<void> {
  const text = `${JSON.stringify(content, undefined, 2)}\n`
  await writeWhole(folder, manifestName, Buffer.from(text))
}

/** True when the file is there, whole, as the manifest says. */
export async function isWritten(folder: string, name: string, known: Manifest): Promise<boolean> {
  const bytes = known.files[name]?.bytes
  return typeof bytes === 'number' && (await sizeOf(join(folder, name))) === bytes
}

/** Problem `invalid-input` when the place is taken by something that the demo did not put there. */
export async function claim(folder: string, name: string, known: Manifest): Promise<void> {
  const path = join(folder, name)
  if (name in known.files || (await sizeOf(path)) === undefined) return
  const message = `${path} is not a file of the demo. Choose another folder for the demo.`
  throw problem('invalid-input', message, { field: 'folder' })
}
