import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { privilegeDropper } from '../../native/audio/fixtures/without-privileges.ts'
import { joinPath, toText } from './file-name.ts'
import { readRoot, type WalkEntry, type WalkOptions, walk } from './walk.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-walk-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function make(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), path)
  }
}

async function entries(options?: WalkOptions): Promise<WalkEntry[]> {
  const all: WalkEntry[] = []
  for await (const batch of walk(folder, options)) all.push(...batch)
  return all
}

async function found(options?: WalkOptions): Promise<string[]> {
  return (await entries(options)).map(({ relativePath }) => toText(relativePath)).sort()
}

describe('what is found', () => {
  test('audio files at every depth, with size and time', async () => {
    make('a.mp3', 'x/b.FLAC', 'x/y/z/c.opus', 'x/notes.txt', 'x/cover.jpg')
    expect(await found()).toEqual(['a.mp3', 'x/b.FLAC', 'x/y/z/c.opus'])
    const [entry] = (await entries()).filter(({ relativePath }) => toText(relativePath) === 'a.mp3')
    const { size, mtimeMs, ino } = statSync(join(folder, 'a.mp3'))
    expect(entry).toMatchObject({ kind: 'file', size, mtimeMs, inode: ino })
  })

  test('hidden names and the litter of file servers are not', async () => {
    make('.hidden.mp3', '._a.mp3', '.Trash-1000/b.mp3', '@eaDir/c.mp3', '#recycle/d.mp3', 'e.mp3')
    expect(await found()).toEqual(['e.mp3'])
  })

  test('other extensions on request', async () => {
    make('a.mp3', 'b.xyz')
    expect(await found({ extensions: new Set(['xyz']) })).toEqual(['b.xyz'])
  })

  test.skipIf(process.platform !== 'linux')('names in NFC, NFD and in no encoding', async () => {
    const broken = Buffer.concat([Buffer.from([0xe4, 0xff]), Buffer.from('.mp3')])
    make('Şarkı.mp3', 'S\u0327arkı.mp3')
    writeFileSync(joinPath(folder, broken), 'x')
    const paths = (await entries()).map(({ relativePath }) => relativePath)
    const expected = [Buffer.from('Şarkı.mp3'), Buffer.from('S\u0327arkı.mp3'), broken]
    expect(paths.sort(Buffer.compare)).toEqual(expected.sort(Buffer.compare))
  })

  test('a directory named like a file, and a file without content', async () => {
    make('dir.mp3/a.mp3')
    writeFileSync(join(folder, 'empty.mp3'), '')
    expect(await found()).toEqual(['dir.mp3/a.mp3', 'empty.mp3'])
  })
})

describe.skipIf(process.platform === 'win32')('symbolic links', () => {
  test('loops end and a directory is entered once, by its real place', async () => {
    make('real/a.mp3', 'real/sub/b.mp3')
    symlinkSync('..', join(folder, 'real/sub/up'))
    symlinkSync('real', join(folder, 'aaa'))
    symlinkSync(folder, join(folder, 'self'))
    expect(await found()).toEqual(['real/a.mp3', 'real/sub/b.mp3'])
  })

  test('lead to files and folders elsewhere', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'naghma-else-'))
    writeFileSync(join(elsewhere, 'far.mp3'), 'x')
    symlinkSync(elsewhere, join(folder, 'b-link'))
    symlinkSync(elsewhere, join(folder, 'a-link'))
    symlinkSync(join(elsewhere, 'far.mp3'), join(folder, 'one.mp3'))
    symlinkSync('nowhere', join(folder, 'dangling.mp3'))
    symlinkSync('circle.mp3', join(folder, 'circle.mp3'))
    expect(await found()).toEqual(['a-link/far.mp3', 'one.mp3'])
    rmSync(elsewhere, { recursive: true })
  })
})

describe('places that cannot be read', () => {
  const unprivileged = privilegeDropper()

  test.runIf(unprivileged)('are reported, and the rest is walked', async () => {
    make('open/a.mp3', 'shut/b.mp3')
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'shut'), 0)
    const all = await unprivileged!(() => entries())
    chmodSync(join(folder, 'shut'), 0o700)
    expect(all).toHaveLength(2)
    expect(all.find(({ kind }) => kind === 'unreadable')).toMatchObject({
      relativePath: Buffer.from('shut'),
      code: 'permission-denied',
    })
  })

  test.runIf(unprivileged)('a root that may not be listed', async () => {
    make('a.mp3')
    chmodSync(folder, 0)
    await expect(unprivileged!(() => readRoot(folder))).rejects.toMatchObject({
      code: 'permission-denied',
    })
    chmodSync(folder, 0o700)
  })

  test.skipIf(process.platform !== 'linux')('a name too long to reach is an io-error', async () => {
    make('a.mp3')
    symlinkSync(`${'x'.repeat(300)}`, join(folder, 'long.mp3'))
    expect((await entries()).find(({ kind }) => kind === 'unreadable')).toMatchObject({
      relativePath: Buffer.from('long.mp3'),
      code: 'io-error',
    })
  })

  test('a root that is absent or no folder', async () => {
    make('file')
    for (const root of [join(folder, 'gone'), join(folder, 'file'), join(folder, 'file/below')]) {
      await expect(readRoot(root)).rejects.toMatchObject({ code: 'folder-missing' })
      await expect(walk(root).next()).rejects.toMatchObject({ code: 'folder-missing' })
    }
  })

  test('a root tells its device and whether it is empty', async () => {
    const { dev, ino } = statSync(folder, { bigint: true })
    expect(await readRoot(folder)).toEqual({ device: String(dev), inode: String(ino), empty: true })
    make('a.txt')
    expect(await readRoot(folder)).toMatchObject({ empty: false })
  })
})

test('an aborted walk throws the reason', async () => {
  make(...Array.from({ length: 40 }, (_, i) => `${i}/a.mp3`))
  const controller = new AbortController()
  const batches = walk(folder, { signal: controller.signal })
  expect((await batches.next()).done).toBe(false)
  controller.abort(new Error('enough'))
  await expect(batches.next()).rejects.toThrow('enough')
})

test('a directory of thousands comes in batches', async () => {
  for (let i = 0; i < 2500; i++) writeFileSync(join(folder, `${i}.mp3`), '')
  const lengths: number[] = []
  for await (const batch of walk(folder)) lengths.push(batch.length)
  expect(lengths.reduce((a, b) => a + b)).toBe(2500)
  expect(Math.max(...lengths)).toBeLessThan(1100)
})
