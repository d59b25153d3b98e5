import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtEntries } from './built-entries.ts'

/**
 * Packs for real with electron-builder, over a stand-in for Electron's own files: what lies in the archive, beside it
 * and among the resources, and how the fuses are set, needs no Electron to be checked.
 */
const root = join(import.meta.dirname, '..')
const target = `${process.platform}-${process.arch}`

/** Electron's marker in its program, then the version and number of its fuses, then one character for each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fusesAsShipped = '\x01\x09101110011'

let folder: string
let packed: string
/** Path in the archive, without the leading slash, and whether the file lies beside it. */
let archive: Map<string, { unpacked: boolean }>

interface ArchiveFolder {
  files: Record<string, ArchiveFolder | { unpacked?: boolean | undefined }>
}
const archiveFolder: z.ZodType<ArchiveFolder> = z.lazy(() =>
  z.object({
    files: z.record(
      z.string(),
      z.union([archiveFolder, z.object({ unpacked: z.boolean().optional() })]),
    ),
  }),
)

/** The header of an asar: three sizes, the length of its JSON, the JSON. */
async function readArchive(file: string): Promise<typeof archive> {
  const handle = await open(file)
  const { buffer: sizes } = await handle.read(Buffer.alloc(16), 0, 16, 0)
  const { buffer: header } = await handle.read(Buffer.alloc(sizes.readUInt32LE(12)), {
    position: 16,
  })
  await handle.close()
  const found: typeof archive = new Map()
  const walk = ({ files }: ArchiveFolder, path: string) => {
    for (const [name, entry] of Object.entries(files)) {
      if ('files' in entry) walk(entry, `${path}${name}/`)
      else found.set(`${path}${name}`, { unpacked: entry.unpacked === true })
    }
  }
  walk(archiveFolder.parse(JSON.parse(header.toString())), '')
  return found
}

async function write(path: string, text = 'x'): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

/** A checkout as small as can be: the real manifest, configuration and packages; one line for each built file. */
async function makeCheckout(): Promise<void> {
  for (const name of ['package.json', 'package-lock.json', 'electron-builder.yml'])
    await cp(join(root, name), join(folder, 'app', name))
  execFileSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'app/node_modules')])
  for (const entry of Object.values(builtEntries)) await write(`app/out/${entry}`, 'export {}')
  for (const path of [
    'LICENSE',
    'NOTICE',
    'models/encoder.json',
    'models/fixtures/tiny.json',
    'models/model.safetensors',
    'models/pytorch_model.bin',
    'out/electron/main.js',
    'out/electron/main.js.map',
    'out/engine/processes/media-worker.js',
    'out/renderer/index.html',
    'out/renderer/licences.json',
    'out/types/engine/engine.d.ts',
    'out/types/engine/tsconfig.tsbuildinfo',
  ])
    await write(`app/${path}`)
}

async function makeElectron(version: string): Promise<void> {
  await write('electron/electron', `#!/bin/sh\n${fuseSentinel}${fusesAsShipped}`)
  await chmod(join(folder, 'electron/electron'), 0o755)
  await write('electron/version', version)
  await mkdir(join(folder, 'electron/resources'))
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'resources.pak',
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'icudtl.dat',
    'locales/en-US.pak',
  ])
    await write(`electron/${name}`)
}

describe.skipIf(process.platform !== 'linux')('the package', () => {
  beforeAll(async () => {
    // Within the checkout, so that the packages can be hard links.
    await mkdir(join(root, 'dist'), { recursive: true })
    folder = await mkdtemp(join(root, 'dist/package-test-'))
    packed = join(folder, 'packed/linux-unpacked')
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')))
    await Promise.all([makeCheckout(), makeElectron(version)])
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/electron-builder/cli.js'),
        ...['--dir', '--linux', `--${process.arch}`, '--publish', 'never'],
        `-c.electronDist=${join(folder, 'electron')}`,
        `-c.directories.output=${join(folder, 'packed')}`,
      ],
      { cwd: join(folder, 'app'), encoding: 'utf8', timeout: 150_000 },
    )
    if (status !== 0) throw new Error(`electron-builder failed (${status}): ${stdout}${stderr}`)
    archive = await readArchive(join(packed, 'resources/app.asar'))
  }, 180_000)
  afterAll(() => rm(folder, { recursive: true, force: true }), 60_000)

  const files = (pattern: RegExp) => [...archive.keys()].filter((path) => pattern.test(path)).sort()

  it('holds the build and the engine’s packages', () => {
    for (const entry of Object.values(builtEntries)) expect(archive.has(`out/${entry}`)).toBe(true)
    for (const path of ['package.json', 'out/electron/main.js', 'out/renderer/index.html'])
      expect(archive.get(path)).toEqual({ unpacked: false })
    for (const name of ['zod', 'ws', 'music-metadata', '@orpc/server'])
      expect(archive.has(`node_modules/${name}/package.json`)).toBe(true)
  })

  it('holds no sources, types, maps or developer’s tools', () => {
    expect(files(/^(?!out\/|node_modules\/|package\.json$)/)).toEqual([])
    expect(files(/^out\/types\/|\.map$/)).toEqual([])
    expect(files(/^node_modules\/(electron|vite|typescript|vitest|@biomejs|playwright)\//)).toEqual(
      [],
    )
  })

  it('holds of each addon the target’s binary only', () => {
    expect(files(/better-sqlite3\/.*\.node$/)).toEqual([
      `node_modules/better-sqlite3/prebuilds/${target}.node`,
    ])
    expect(files(/^node_modules\/better-sqlite3\/(deps|src)\//)).toEqual([])
    expect(files(/^node_modules\/hnswlib-node\/build\//)).toEqual([
      'node_modules/hnswlib-node/build/Release/addon.node',
    ])
    const runtime = files(/^node_modules\/onnxruntime-node\/bin\//)
    expect(runtime.length).toBeGreaterThan(0)
    for (const path of runtime)
      expect(path).toMatch(new RegExp(`/bin/[^/]+/${process.platform}/${process.arch}/`))
  })

  it('holds of the decoder the variants that run without threads', () => {
    const variants = files(/@libav\.js\/variant-fat\/dist\/.*\.(wasm|js)$/)
    expect(variants.filter((path) => /fat\.(wasm\.wasm|simd\.wasm|js)$/.test(path))).toHaveLength(3)
    expect(variants.filter((path) => /\.(asm|thr|thrsimd)\./.test(path))).toEqual([])
  })

  it('keeps beside the archive what the system loads by itself', async () => {
    const native = files(/\.node$|\.so(\.\d+)*$|-worker\.js$/)
    expect(native).toContain('out/engine/processes/media-worker.js')
    expect(
      native.filter((path) => /onnxruntime|libvips|watcher/.test(path)).length,
    ).toBeGreaterThan(2)
    for (const path of native) {
      expect({ path, ...archive.get(path) }).toEqual({ path, unpacked: true })
      await stat(join(packed, 'resources/app.asar.unpacked', path))
    }
  })

  it('has models without weights, and the licences, as resources', async () => {
    const resources = await readdir(join(packed, 'resources'), { recursive: true })
    expect(resources.filter((path) => /^(models|licences)\//.test(path)).sort()).toEqual([
      'licences/LICENSE',
      'licences/NOTICE',
      'licences/licences.json',
      'models/encoder.json',
    ])
  })

  it('has its fuses set', async () => {
    const program = await readFile(join(packed, 'naghma'), 'latin1')
    const wire = program.slice(program.indexOf(fuseSentinel) + fuseSentinel.length + 2)
    const [
      runAsNode,
      cookieEncryption,
      nodeOptions,
      nodeInspect,
      archiveIntegrity,
      onlyFromArchive,
      ,
      fileProtocolPrivileges,
    ] = [...wire].map((state) => state === '1')
    expect({
      runAsNode,
      cookieEncryption,
      nodeOptions,
      nodeInspect,
      archiveIntegrity,
      onlyFromArchive,
      fileProtocolPrivileges,
    }).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      archiveIntegrity: true,
      onlyFromArchive: true,
      fileProtocolPrivileges: false,
    })
  })
})
