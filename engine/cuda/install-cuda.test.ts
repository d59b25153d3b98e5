import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { ZipFile } from 'yazl'
import { packageFolder, runtimeVersion } from '../../native/inference-runtime.ts'
import { cudaFolderIn } from '../device/absence.ts'
import { cudaPackage } from './cuda-package.ts'
import { cudaFolder, installCuda, removeCuda } from './install-cuda.ts'
import { missingNvidiaLibraries } from './nvidia-libraries.ts'

const libraries = join('bin', 'napi-v6', 'linux', 'x64')
const version = runtimeVersion() ?? ''
let dataFolder: string
/** A real library for this system, in place of those that cannot be had here. */
let library: Buffer

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'naghma-cuda-'))
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

interface PackageParts {
  version?: string
  libraries?: Record<string, Buffer>
}

function allLibraries(): Record<string, Buffer> {
  return Object.fromEntries(cudaPackage.wanted.map((name) => [name, library]))
}

async function makePackage(parts: PackageParts = {}): Promise<Buffer> {
  const zip = new ZipFile()
  const nuspec = `<package><metadata><version>${parts.version ?? version}</version></metadata></package>`
  zip.addBuffer(Buffer.from(nuspec), `${cudaPackage.name}.nuspec`)
  for (const [name, bytes] of Object.entries(parts.libraries ?? allLibraries()))
    zip.addBuffer(bytes, cudaPackage.libraries + name)
  zip.addBuffer(
    Buffer.from('not wanted'),
    `${cudaPackage.libraries}libonnxruntime_providers_tensorrt.so`,
  )
  zip.end()
  return buffer(zip.outputStream)
}

/** A NuGet feed on this machine that holds one package. */
async function serveFeed(nupkg: Buffer): Promise<string> {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const name = cudaPackage.name.toLowerCase()
    const pages: Record<string, [string, Buffer]> = {
      '/index.json': [
        'application/json',
        Buffer.from(
          JSON.stringify({
            resources: [
              { '@id': `http://127.0.0.1:${port}/query`, '@type': 'SearchQueryService' },
              { '@id': `http://127.0.0.1:${port}/flat/`, '@type': 'PackageBaseAddress/3.0.0' },
            ],
          }),
        ),
      ],
      [`/flat/${name}/${version}/${name}.${version}.nupkg`]: ['application/octet-stream', nupkg],
    }
    const page = pages[request.url ?? '']
    if (!page) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': page[0], 'content-length': page[1].length })
    response.end(page[1])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/index.json`
}

function install(from: string, signal = new AbortController().signal) {
  return installCuda({ dataFolder, from, proxy: null, signal, onProgress: () => {} })
}

async function installFile(bytes: Buffer) {
  const file = join(dataFolder, 'package.nupkg')
  await writeFile(file, bytes)
  return install(file)
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('CUDA on Linux x64', () => {
  beforeEach(async () => {
    library = await readFile(join(packageFolder(null), libraries, 'onnxruntime_binding.node'))
  })

  test('is installed from a feed as a copy of the runtime that has the libraries beside it', async () => {
    const { folder } = await install(await serveFeed(await makePackage()))
    expect(folder).toBe(cudaFolder(dataFolder))
    expect(cudaFolderIn(folder)).toBe(folder)
    const copy = join(folder, 'node_modules', 'onnxruntime-node')
    expect(runtimeVersion(folder)).toBe(version)
    expect(await readdir(join(copy, libraries))).toEqual(
      expect.arrayContaining(['libonnxruntime.so.1', ...cudaPackage.wanted]),
    )
    expect(await readdir(join(copy, libraries))).not.toContain(
      'libonnxruntime_providers_tensorrt.so',
    )
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    const provider = await readFile(join(copy, libraries, cudaPackage.wanted[1]))
    expect(digest(provider)).toBe(digest(library))
    expect(await readdir(dataFolder)).toEqual(['cuda'])
    await removeCuda(dataFolder)
    expect(await readdir(dataFolder)).toEqual([])
  })

  test.each([
    ['another version', { version: '1.2.3' }, /version 1\.2\.3/],
    ['no libraries', { libraries: {} }, /lacks libonnxruntime_providers_shared/],
    [
      'a library of another system',
      { libraries: { [cudaPackage.wanted[0]]: Buffer.from('MZ'.padEnd(64)) } },
      /no library for Linux/,
    ],
  ] as const)('%s is refused, and what was there stays', async (_name, parts, words) => {
    await installFile(await makePackage())
    await expect(makePackage(parts).then(installFile)).rejects.toMatchObject({
      code: 'download-mismatch',
      message: expect.stringMatching(words),
    })
    expect(cudaFolderIn(cudaFolder(dataFolder))).not.toBeNull()
    expect((await readdir(dataFolder)).filter((name) => name.includes('partial'))).toEqual([])
  })

  test('a damaged package and one that is no zip are refused', async () => {
    const bytes = await makePackage()
    bytes.fill(0x55, 5_000, 5_100)
    await expect(installFile(bytes)).rejects.toMatchObject({ code: expect.any(String) })
    await expect(installFile(Buffer.from('<html>'))).rejects.toMatchObject({
      code: 'download-mismatch',
    })
    expect(cudaFolderIn(cudaFolder(dataFolder))).toBeNull()
  })

  test('what is not there is said', async () => {
    await expect(install(join(dataFolder, 'absent.nupkg'))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('libraries of NVIDIA are looked for where the loader looks', async () => {
    const all = await missingNvidiaLibraries({})
    const folder = join(dataFolder, 'nvidia')
    await mkdir(folder)
    for (const { library } of all) await writeFile(join(folder, library), '')
    expect(await missingNvidiaLibraries({ LD_LIBRARY_PATH: folder })).toEqual([])
  })
})
