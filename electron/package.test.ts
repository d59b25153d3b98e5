import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { addonFaults } from './after-pack.ts'
import { builtEntries } from './built-entries.ts'
import { type Archive, readArchive, readFuses, safeFuses } from './fixtures/packed.ts'
import {
  stubLinuxElectron,
  stubMacElectron,
  stubWindowsElectron,
} from './fixtures/stub-electron.ts'

/**
 * Packs for real with electron-builder, over a stand-in for Electron's own files: what lies in the archive, beside it
 * and among the resources, and how the fuses are set, needs no Electron to be checked.
 */
const root = join(import.meta.dirname, '..')
const target = `${process.platform}-${process.arch}`
/** A program of Windows whose resources can be changed. */
const windowsProgram = join(root, 'node_modules/electron-winstaller/vendor/rcedit.exe')
const megabyte = 1024 ** 2

let folder: string
let version: string

async function write(path: string, text = 'x'): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

/** For a target that is not this machine's: its addons are not here, and Apple's tools are not either. */
const foreignConfiguration = `
extends: ./electron-builder.yml
afterPack: ./keep.mjs
electronFuses:
  resetAdHocDarwinSignature: false
`

/** A checkout as small as can be: the real manifest, configuration and packages; one line for each built file. */
async function makeCheckout(): Promise<void> {
  for (const name of [
    'package.json',
    'package-lock.json',
    'electron-builder.yml',
    'resources',
    'electron/after-pack.ts',
  ])
    await cp(join(root, name), join(folder, 'app', name), { recursive: true })
  const packages = await realpath(join(root, 'node_modules'))
  execFileSync('cp', ['-al', packages, join(folder, 'app/node_modules')])
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
  await write('app/foreign.yml', foreignConfiguration)
  await write(
    'app/keep.mjs',
    "export { forbidPlainHttp as default } from './electron/after-pack.ts'",
  )
}

/** Runs electron-builder; its exit code and all its words. */
function pack(electron: string, ...args: string[]): { status: number | null; words: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      ...['--dir', '--publish', 'never'],
      `-c.electronDist=${join(folder, electron)}`,
      `-c.directories.output=${join(folder, 'packed')}`,
      ...args,
    ],
    { cwd: join(folder, 'app'), encoding: 'utf8', timeout: 150_000 },
  )
  return { status, words: `${stdout}${stderr}` }
}

function packed(electron: string, ...args: string[]): void {
  const { status, words } = pack(electron, ...args)
  if (status !== 0) throw new Error(`electron-builder failed (${status}): ${words}`)
}

function matching(archive: Archive, pattern: RegExp): string[] {
  return [...archive.keys()].filter((path) => pattern.test(path)).sort()
}

async function sizeOf(place: string): Promise<number> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

describe.skipIf(process.platform !== 'linux')('the package', () => {
  beforeAll(async () => {
    // Within the checkout, so that the packages can be hard links.
    await mkdir(join(root, 'dist'), { recursive: true })
    folder = await mkdtemp(join(root, 'dist/package-test-'))
    const manifest = await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')
    version = z.object({ version: z.string() }).parse(JSON.parse(manifest)).version
    await makeCheckout()
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }), 60_000)

  describe('for this machine', () => {
    let place: string
    let archive: Archive
    beforeAll(async () => {
      await stubLinuxElectron(join(folder, 'linux'), version)
      packed('linux', '--linux', `--${process.arch}`)
      place = join(folder, 'packed/linux-unpacked')
      archive = await readArchive(join(place, 'resources/app.asar'))
    }, 180_000)

    const files = (pattern: RegExp) => matching(archive, pattern)

    it('holds the build and the engine’s packages', () => {
      for (const entry of Object.values(builtEntries))
        expect(archive.has(`out/${entry}`)).toBe(true)
      for (const path of ['package.json', 'out/electron/main.js', 'out/renderer/index.html'])
        expect(archive.get(path)).toEqual({ unpacked: false })
      for (const name of ['zod', 'ws', 'music-metadata', '@orpc/server', 'electron-log'])
        expect(archive.has(`node_modules/${name}/package.json`)).toBe(true)
    })

    it('holds no sources, types, maps, tests or developer’s tools', () => {
      expect(files(/^(?!out\/|node_modules\/|package\.json$)/)).toEqual([])
      expect(files(/^out\/types\/|\.map$|\.[cm]?ts$/)).toEqual([])
      expect(files(/\/(tests?|__tests__|__specs__)\/|\.(test|spec)\.[cm]?js$/)).toEqual([])
      expect(
        files(/^node_modules\/(electron|vite|typescript|vitest|@biomejs|playwright|react)\//),
      ).toEqual([])
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
      expect(variants.filter((path) => /fat\.(wasm\.wasm|simd\.wasm|js)$/.test(path))).toHaveLength(
        3,
      )
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
        await stat(join(place, 'resources/app.asar.unpacked', path))
      }
    })

    it('has models without weights, and the licences, as resources', async () => {
      const resources = await readdir(join(place, 'resources'), { recursive: true })
      expect(resources.filter((path) => /^(models|licences)\//.test(path)).sort()).toEqual([
        'licences/LICENSE',
        'licences/NOTICE',
        'licences/licences.json',
        'models/encoder.json',
      ])
      for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html'])
        await stat(join(place, name))
    })

    it('has Chromium’s words in the page’s languages only', async () => {
      expect((await readdir(join(place, 'locales'))).sort()).toEqual(
        ['el', 'en-US', 'hi', 'ta', 'tr'].map((language) => `${language}.pak`),
      )
    })

    it('is as small as it was: 40 MB of code and 80 MB of addons at most', async () => {
      const code = await stat(join(place, 'resources/app.asar'))
      expect(code.size).toBeLessThan(40 * megabyte)
      expect(await sizeOf(join(place, 'resources/app.asar.unpacked'))).toBeLessThan(80 * megabyte)
    })

    it('has its fuses set', async () => {
      expect(await readFuses(join(place, 'naghma'))).toEqual(safeFuses)
    })

    it('has addons that this machine can load', async () => {
      const unpacked = join(place, 'resources/app.asar.unpacked')
      expect(await addonFaults(unpacked, 'linux')).toEqual([])
      expect((await addonFaults(unpacked, 'darwin')).join('\n')).toMatch(/addon\.node is for linux/)
    })
  })

  describe.skipIf(!existsSync(windowsProgram))('for Windows', () => {
    beforeAll(() => stubWindowsElectron(join(folder, 'win'), version, windowsProgram))

    it('is refused here, where the addons are another system’s', () => {
      const { status, words } = pack('win', '--win', '--x64')
      expect(status).not.toBe(0)
      expect(words).toMatch(/would not run on win32; pack it on that system/)
      expect(words).toMatch(/hnswlib-node\/build\/Release\/addon\.node is for linux/)
    }, 180_000)

    it('has the fuses, the runtime and the database of Windows, and no others', async () => {
      packed('win', '--win', '--x64', '--config', 'foreign.yml')
      const place = join(folder, 'packed/win-unpacked')
      expect(await readFuses(join(place, 'Naghma.exe'))).toEqual(safeFuses)
      const archive = await readArchive(join(place, 'resources/app.asar'))
      expect(matching(archive, /better-sqlite3\/.*\.node$/)).toEqual([
        'node_modules/better-sqlite3/prebuilds/win32-x64.node',
      ])
      const runtime = matching(archive, /^node_modules\/onnxruntime-node\/bin\//)
      expect(runtime).toContainEqual(expect.stringMatching(/DirectML\.dll$/))
      for (const path of runtime) expect(path).toMatch(/\/bin\/[^/]+\/win32\/x64\//)
    }, 180_000)
  })

  describe('for macOS', () => {
    it('has the fuses, the archive’s digest, and what it opens, in the bundle', async () => {
      await stubMacElectron(join(folder, 'mac'), version)
      packed('mac', '--mac', '--arm64', '--config', 'foreign.yml')
      const contents = join(folder, 'packed/mac-arm64/Naghma.app/Contents')
      expect(
        await readFuses(
          join(contents, 'Frameworks/Electron Framework.framework/Electron Framework'),
        ),
      ).toEqual(safeFuses)
      const info = (await readFile(join(contents, 'Info.plist'), 'utf8')).replace(/\s+/g, '')
      expect(info).toMatch(/ElectronAsarIntegrity.*app\.asar.*SHA256<\/string>.*hash/)
      expect(info).toContain('<key>NSAllowsArbitraryLoads</key><false/>')
      for (const opened of ['public.folder', 'm3u8', 'm3u', 'xspf', 'pls', 'jspf'])
        expect(info).toContain(`<string>${opened}</string>`)
      const archive = await readArchive(join(contents, 'Resources/app.asar'))
      expect(matching(archive, /better-sqlite3\/.*\.node$/)).toEqual([
        'node_modules/better-sqlite3/prebuilds/darwin-arm64.node',
      ])
      await stat(join(contents, 'Resources/icon.icns'))
    }, 180_000)
  })
})
