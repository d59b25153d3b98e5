import { randomUUID } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { problem } from '../../contract/problem.ts'
import { packageFolder, runtimeVersion } from '../../native/inference-runtime.ts'
import { downloadFile } from '../model/download-file.ts'
import type { FileProgress } from '../model/file-order.ts'
import { fileProblem } from '../sound/file-problem.ts'
import { cudaPackage } from './cuda-package.ts'
import { unpackLibraries } from './unpack-libraries.ts'

export interface CudaOrder {
  /** Of the library: the copy of the runtime is its folder `cuda`. */
  dataFolder: string
  /** A package on this computer, or the feed to ask instead of the usual one; null for that. */
  from: string | null
  proxy: string | null
  signal: AbortSignal
  onProgress(progress: FileProgress): void
}

const libraryFolder = join('bin', 'napi-v6', 'linux', 'x64')
/** What of the runtime's packages is copied: all that is loaded on this system. */
const copied = {
  'onnxruntime-node': ['package.json', 'dist', libraryFolder],
  'onnxruntime-common': ['package.json', 'dist'],
} as const

export function cudaFolder(dataFolder: string): string {
  return join(dataFolder, 'cuda')
}

const feedIndex = z.object({
  resources: z.array(z.object({ '@id': z.url(), '@type': z.string() })),
})

function isAddress(from: string): boolean {
  return /^https?:\/\//.test(from)
}

/** The address of the package of a version, as the feed says. Problems: those of `downloadFile`; `download-mismatch`. */
async function packageAddress(order: CudaOrder, version: string, folder: string): Promise<string> {
  const destination = join(folder, 'index.json')
  const { proxy, signal } = order
  const url = order.from ?? cudaPackage.feed
  await downloadFile({ url, destination, expected: { kind: 'json' }, proxy, signal })
  const index = feedIndex.safeParse(JSON.parse(await readFile(destination, 'utf8')))
  const base = index.data?.resources.find((one) => one['@type'].startsWith('PackageBaseAddress/'))
  if (!base) throw problem('download-mismatch', `${url} is no index of a NuGet feed.`)
  const name = cudaPackage.name.toLowerCase()
  const root = base['@id'].replace(/\/?$/, '/')
  return `${root}${name}/${version}/${name}.${version}.nupkg`
}

async function fetchPackage(order: CudaOrder, version: string, folder: string): Promise<string> {
  const { from, proxy, signal, onProgress } = order
  if (from !== null && !isAddress(from)) {
    if ((await stat(from).catch(() => undefined))?.isFile()) return from
    throw problem('not-found', `There is no file ${from}.`)
  }
  const url = await packageAddress(order, version, folder)
  const destination = join(folder, `${version}.nupkg`)
  const expected = { kind: 'weights' } as const
  const reserve = 2 * cudaPackage.bytes
  await downloadFile({ url, destination, expected, proxy, signal, onProgress, reserve })
  return destination
}

async function copyRuntime(folder: string): Promise<void> {
  for (const [name, parts] of Object.entries(copied)) {
    const from = name === 'onnxruntime-node' ? packageFolder(null) : commonFolder()
    for (const part of parts)
      await cp(join(from, part), join(folder, 'node_modules', name, part), { recursive: true })
  }
}

/** It lies beside the runtime's package, or inside it. */
function commonFolder(): string {
  return join(dirname(packageFolder(null)), 'onnxruntime-common')
}

/**
 * Installs ONNX Runtime's provider for CUDA: fetches its package (going on where it stopped), checks it, and makes a
 * copy of the runtime with the libraries beside it, whole or not at all. The runtime of the application is untouched.
 * Problems: those of `downloadFile`; `invalid-input` on another system; `not-found`; `download-mismatch`; `disk-full`.
 */
export async function installCuda(order: CudaOrder): Promise<{ folder: string; version: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw problem(
      'invalid-input',
      'CUDA is for Linux on x64. On Windows and macOS, WebGPU uses the graphics card without any installation.',
    )
  const version = runtimeVersion() ?? ''
  const folder = cudaFolder(order.dataFolder)
  const fetched = `${folder}.fetched`
  const partial = `${folder}.${randomUUID()}.partial`
  try {
    await mkdir(fetched, { recursive: true })
    const file = await fetchPackage(order, version, fetched)
    await copyRuntime(partial)
    await unpackLibraries(
      file,
      version,
      join(partial, 'node_modules', 'onnxruntime-node', libraryFolder),
    )
    await rm(folder, { recursive: true, force: true })
    await rename(partial, folder)
    await rm(fetched, { recursive: true, force: true })
    return { folder, version }
  } catch (error) {
    throw fileProblem(error, folder)
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

/** Removes the copy and what was fetched for it. */
export async function removeCuda(dataFolder: string): Promise<void> {
  const folder = cudaFolder(dataFolder)
  await rm(folder, { recursive: true, force: true })
  await rm(`${folder}.fetched`, { recursive: true, force: true })
}
