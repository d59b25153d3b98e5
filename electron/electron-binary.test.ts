import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildIsStale } from './build-age.ts'
import { electronBinary, windowObstacle } from './electron-binary.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-electron-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

/** The installed layout of the electron package, with the given installer. */
async function electronPackage(install: string): Promise<void> {
  await write('package.json', JSON.stringify({ name: 'electron', version: '45.4.1' }))
  await write('install.js', `'use strict'\n${install}`)
}
const installs = `
const fs = require('node:fs')
fs.mkdirSync(__dirname + '/dist', { recursive: true })
fs.writeFileSync(__dirname + '/dist/electron', '')
fs.writeFileSync(__dirname + '/dist/version', '45.4.1')
fs.writeFileSync(__dirname + '/path.txt', 'electron')
console.log('Downloading Electron binary...')`

describe('the binary', () => {
  it('is the one that is there, without running the installer', async () => {
    await electronPackage('throw new Error("not wanted")')
    await write('dist/electron', '')
    await write('dist/version', 'v45.4.1')
    await write('path.txt', 'electron')
    const onDownload = vi.fn()
    expect(await electronBinary(folder, { onDownload, env: {} })).toEqual({
      path: join(folder, 'dist/electron'),
    })
    expect(onDownload).not.toHaveBeenCalled()
  })

  it.each([
    ['is absent', {}],
    [
      'is of another version',
      { 'dist/electron': '', 'dist/version': '44.0.0', 'path.txt': 'electron' },
    ],
    ['was half unpacked', { 'dist/version': '45.4.1', 'path.txt': 'electron' }],
  ])('is fetched when it %s', async (_why, files) => {
    await electronPackage(installs)
    for (const [path, text] of Object.entries(files)) await write(path, text)
    const onDownload = vi.fn()
    expect(await electronBinary(folder, { onDownload, env: {} })).toEqual({
      path: join(folder, 'dist/electron'),
    })
    expect(onDownload).toHaveBeenCalledExactlyOnceWith('45.4.1')
  })

  it('is missing, in one line, when the download fails', async () => {
    await electronPackage(
      'console.error(new TypeError("fetch failed").stack + "\\n    cause: x"); process.exit(1)',
    )
    expect(await electronBinary(folder, { env: {} })).toEqual({
      reason: 'Electron 45.4.1 is not here, and its download failed: TypeError: fetch failed',
    })
  })

  it('is missing when the download takes too long', async () => {
    await electronPackage('setInterval(() => {}, 1000)')
    expect(await electronBinary(folder, { timeoutMs: 300, env: {} })).toEqual({
      reason: 'Electron 45.4.1 is not here, and its download took longer than 0 seconds',
    })
  })

  it('is missing when the package is, or when the installer left nothing', async () => {
    expect(await electronBinary(join(folder, 'none'), { env: {} })).toEqual({
      reason: 'the electron package is not installed',
    })
    await electronPackage('')
    expect(await electronBinary(folder, { env: {} })).toEqual({
      reason: 'Electron 45.4.1 was fetched, but its program is missing',
    })
  })
})

describe('a window', () => {
  it('needs a display and a user with a sandbox on Linux', () => {
    expect(windowObstacle('linux', {}, 1000)).toContain('no graphical display')
    expect(windowObstacle('linux', { DISPLAY: ':0' }, 0)).toContain('root')
    expect(windowObstacle('linux', { DISPLAY: ':0' }, 1000)).toBeUndefined()
    expect(windowObstacle('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeUndefined()
    expect(windowObstacle('darwin', {}, 501)).toBeUndefined()
    expect(windowObstacle('win32', {}, undefined)).toBeUndefined()
  })
})

describe('the build', () => {
  const products = ['out/electron/main.js', 'out/electron/preload.cjs', 'out/renderer/index.html']
  const sources = [
    'contract/contract.ts',
    'engine/scan/walk.ts',
    'native/sqlite.ts',
    'electron/main.ts',
    'renderer/src/main.tsx',
    'vite.config.ts',
    'package-lock.json',
  ]
  const age = (path: string, seconds: number) => utimes(join(folder, path), seconds, seconds)

  it('is stale when a product is missing or a source is newer', async () => {
    expect(await buildIsStale(folder)).toBe(true)
    for (const path of [...sources, ...products]) {
      await write(path, '')
      await age(path, products.includes(path) ? 2_000 : 1_000)
      for (let parent = dirname(path); parent !== '.'; parent = dirname(parent))
        await age(parent, 1_000)
    }
    expect(await buildIsStale(folder)).toBe(false)
    for (const path of sources) {
      await age(path, 3_000)
      expect(await buildIsStale(folder)).toBe(true)
      await age(path, 1_000)
    }
    await rm(join(folder, 'out/electron/preload.cjs'))
    expect(await buildIsStale(folder)).toBe(true)
  })
})

describe('npm start', () => {
  it.skipIf(process.platform !== 'linux')(
    'says in one line why it opens the browser, and passes arguments and exit code through',
    async () => {
      const root = join(folder, 'checkout')
      for (const file of ['start.ts', 'electron-binary.ts', 'build-age.ts'])
        await write(
          `checkout/electron/${file}`,
          await readFile(join(import.meta.dirname, file), 'utf8'),
        )
      await write(
        'checkout/package.json',
        JSON.stringify({ type: 'module', scripts: { build: 'echo built' } }),
      )
      await write(
        'checkout/engine/host-cli.ts',
        'console.log(JSON.stringify([process.argv.slice(2), process.cwd()])); process.exit(4)',
      )
      const { stdout, status } = spawnSync(
        process.execPath,
        [join(root, 'electron/start.ts'), 'My Music', '--demo'],
        { env: { PATH: process.env.PATH, INIT_CWD: folder }, encoding: 'utf8' },
      )
      expect(stdout.trim().split('\n')).toEqual([
        'Building Naghma; this is needed once.',
        'built --logLevel error',
        'Opening Naghma in the browser instead of Electron: there is no graphical display (DISPLAY and WAYLAND_DISPLAY are not set).',
        JSON.stringify([['serve', '--open', 'My Music', '--demo'], folder]),
      ])
      expect(status).toBe(4)
    },
  )
})
