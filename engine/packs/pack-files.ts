import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { lstat, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { ioProblem } from '../../contract/io-problem.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import type { Head } from '../heads/head.ts'
import { readWeights, writeWeights } from '../heads/head-file.ts'
import { makeManifest, type PackAbout, type PackManifest, parseManifest } from './pack-manifest.ts'
import { headOfPackBroken, packBroken, tooLarge } from './pack-problem.ts'
import { readZip } from './read-zip.ts'

const MANIFEST = 'manifest.json'
const WEIGHTS = 'weights.safetensors'
const MIB = 1024 * 1024
/**
 * Bytes that each file may have. A head is applied in the engine's own thread: one of so many weights takes some 20 ms a
 * track. Those in use have a few megabytes.
 */
const limits = { [MANIFEST]: 16 * MIB, [WEIGHTS]: 64 * MIB }
const MOST_ZIP_BYTES = 96 * MIB

export interface Pack {
  head: Head
  manifest: PackManifest
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/**
 * Reads a tag pack, a folder or a zip, and checks all of it. That its head fits the encoder of a library is for
 * `encoderFit` to say. Problems: `pack-broken`, `pack-newer`, those of `ioProblem`.
 */
export async function readPack(path: string): Promise<Pack> {
  const files = await readFiles(path)
  const [manifestBytes, weights] = [files.get(MANIFEST), files.get(WEIGHTS)]
  if (!manifestBytes) throw packBroken(`there is no ${MANIFEST} in it`)
  const manifest = parseManifest(manifestBytes)
  if (!weights) throw packBroken(`there is no ${WEIGHTS} in it`)
  if (weights.length !== manifest.weights.bytes || sha256(weights) !== manifest.weights.sha256)
    throw packBroken(`${WEIGHTS} is not the file that its manifest describes`)
  try {
    return { head: readWeights(manifest.head, weights), manifest }
  } catch (error) {
    if (!isProblem(error) || error.code !== 'head-broken') throw error
    throw headOfPackBroken(error)
  }
}

async function readFiles(path: string): Promise<Map<string, Buffer>> {
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) return await readFolder(path)
    if (!facts.isFile()) throw packBroken('it is neither a file nor a folder')
    if (facts.size > MOST_ZIP_BYTES) throw tooLarge('it', MOST_ZIP_BYTES)
    return await readZip(await readFile(path), limits)
  } catch (error) {
    if (isProblem(error)) throw error
    throw ioProblem(error, `${path} could not be read`, 'path')
  }
}

/** Follows no link: a folder from elsewhere says nothing about other places here. */
async function readFolder(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const [name, limit] of Object.entries(limits)) {
    const path = join(folder, name)
    const facts = await lstat(path).catch(() => undefined)
    if (!facts) continue
    if (!facts.isFile()) throw packBroken(`${name} is no file`)
    if (facts.size > limit) throw tooLarge(name, limit)
    files.set(name, await readFile(path))
  }
  return files
}

/**
 * Writes a head as a tag pack: a zip where the path ends in `.zip`, else a folder. It is there when all of it is, and
 * nothing is written over. Answers its manifest. Problems: `invalid-input`, `pack-broken` for an `about` that no pack may
 * have, those of `ioProblem`.
 */
export async function writePack(
  path: string,
  head: Head,
  about: PackAbout,
  at = new Date(),
): Promise<PackManifest> {
  const { tensors, ...description } = head
  const weights = Buffer.from(writeWeights(tensors))
  if (weights.length > limits[WEIGHTS]) throw tooLarge(WEIGHTS, limits[WEIGHTS])
  const described = { bytes: weights.length, sha256: sha256(weights) }
  const manifest = makeManifest({ ...about, head: description, weights: described }, at)
  const files = new Map([
    [MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)],
    [WEIGHTS, weights],
  ])
  try {
    const isThere = await stat(path).catch(() => undefined)
    if (isThere)
      throw problem('invalid-input', `${path} is there already; give another name.`, {
        field: 'path',
      })
    const unfinished = await mkdtemp(join(dirname(path), `.${basename(path)}.part-`))
    const made = join(unfinished, 'pack')
    try {
      if (/\.zip$/i.test(path)) await writeZip(made, files, at)
      else await writeFolder(made, files)
      await rename(made, path)
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
    return manifest
  } catch (error) {
    if (isProblem(error)) throw error
    throw ioProblem(error, `${path} could not be written`, 'path')
  }
}

async function writeFolder(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await mkdir(folder)
  for (const [name, content] of files) await writeFile(join(folder, name), content, { flush: true })
}

async function writeZip(path: string, files: ReadonlyMap<string, Buffer>, at: Date): Promise<void> {
  const zip = new ZipFile()
  for (const [name, content] of files) zip.addBuffer(content, name, { mtime: at })
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path, { flush: true }))
}
