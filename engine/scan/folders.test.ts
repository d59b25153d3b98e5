import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EngineEvent } from '../../contract/engine.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { type Folders, openFolders } from './folders.ts'
import { noise, readHere, wav, writeWav } from './scan-fixture.ts'
import type { ScanParts } from './scan-queue.ts'
import type { WatchOptions } from './watch-folder.ts'

let root: string
let music: string
let library: Library
let folders: Folders
let announced: EngineEvent[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-watch-'))
  music = join(root, 'music')
  mkdirSync(music)
  library = openLibrary(join(root, 'data'))
  announced = []
})
afterEach(async () => {
  await folders.close()
  library.close()
  rmSync(root, { recursive: true, force: true })
})

function parts(): ScanParts {
  return {
    db: library.db,
    media: readHere,
    announcer: { announce: (event) => void announced.push(event), changed: () => {} },
    onScanned: () => {},
  }
}

async function open(watch: WatchOptions): Promise<void> {
  folders = openFolders({ ...parts(), watch })
  await folders.add(music)
  await expect.poll(() => folders.list()[0]?.watch).not.toBe('off')
  await folders.idle()
}

function places(): Record<string, string | null> {
  const rows = library.db
    .prepare<[], { path: string; title: string | null; missing: number }>(
      `SELECT path_text AS path, title, missing_since IS NOT NULL AS missing
       FROM file LEFT JOIN track ON track.id = track_id`,
    )
    .all()
  return Object.fromEntries(rows.map((row) => [row.path, row.missing ? 'missing' : row.title]))
}

const soon = { timeout: 10_000, interval: 50 }

test('the library follows files as they are made, retagged, renamed and deleted', async () => {
  writeWav(music, 'first.wav', 1, { title: 'First' })
  await open({ settle: 50 })
  expect(folders.list()).toMatchObject([{ state: 'ready', watch: 'watching', files: 1 }])

  writeWav(music, 'album/new.wav', 2, { title: 'New' })
  await expect.poll(places, soon).toEqual({ 'first.wav': 'First', 'album/new.wav': 'New' })

  writeWav(music, 'album/new.wav', 2, { title: 'Retagged' })
  utimesSync(join(music, 'album/new.wav'), 1000, 1000)
  await expect.poll(places, soon).toMatchObject({ 'album/new.wav': 'Retagged' })

  renameSync(join(music, 'album'), join(music, 'box'))
  await expect.poll(places, soon).toEqual({ 'first.wav': 'First', 'box/new.wav': 'Retagged' })

  rmSync(join(music, 'box'), { recursive: true })
  await expect.poll(places, soon).toEqual({ 'first.wav': 'First', 'box/new.wav': 'missing' })

  mkdirSync(join(music, '.hidden'))
  writeWav(music, '.hidden/no.wav', 3)
  writeFileSync(join(music, 'cover.jpg'), 'no picture')
  writeWav(music, 'last.wav', 4, { title: 'Last' })
  await expect.poll(places, soon).toMatchObject({ 'last.wav': 'Last' })
  expect(Object.keys(places())).not.toContain('.hidden/no.wav')
})

test('changes made while Naghma was not running are found when it starts', async () => {
  writeWav(music, 'a.wav', 1)
  await open({})
  await folders.close()
  writeWav(music, 'b.wav', 2, { title: 'B' })
  renameSync(join(music, 'a.wav'), join(music, 'renamed.wav'))
  folders = openFolders(parts())
  await folders.idle()
  expect(places()).toEqual({ 'renamed.wav': 'renamed', 'b.wav': 'B' })
})

test('a folder that is away when Naghma starts is read when it comes', async () => {
  writeWav(music, 'a.wav', 1)
  await open({})
  await folders.close()
  renameSync(music, join(root, 'away'))
  folders = openFolders({ ...parts(), watch: { checkEvery: 50 } })
  await folders.idle()
  expect(folders.list()).toMatchObject([{ state: 'missing', watch: 'off', missingFiles: 0 }])
  writeWav(join(root, 'away'), 'b.wav', 2, { title: 'B' })
  renameSync(join(root, 'away'), music)
  await expect.poll(places, soon).toEqual({ 'a.wav': 'a', 'b.wav': 'B' })
})

test('a burst of a thousand files is followed', async () => {
  writeWav(music, 'first.wav', 1)
  await open({ settle: 50 })
  for (let i = 0; i < 1000; i++) {
    mkdirSync(join(music, `${i % 300}`), { recursive: true })
    writeFileSync(join(music, `${i % 300}`, `${i}.wav`), wav(noise(i + 10, 64)))
  }
  await expect.poll(() => folders.list()[0]?.files, { timeout: 30_000 }).toBe(1001)
  await folders.idle()
  const { n } = library.db.prepare<[], { n: number }>('SELECT count(*) AS n FROM track').get() ?? {
    n: 0,
  }
  expect(n).toBe(1001)
})

test('a folder that goes away is missing, with all its files kept, and is followed again when it is back', async () => {
  writeWav(music, 'a.wav', 1)
  await open({ settle: 50, checkEvery: 50 })
  renameSync(music, join(root, 'away'))
  await expect
    .poll(() => folders.list(), soon)
    .toMatchObject([{ state: 'missing', watch: 'off', missingFiles: 0 }])
  writeWav(join(root, 'away'), 'b.wav', 2, { title: 'B' })
  renameSync(join(root, 'away'), music)
  await expect
    .poll(() => folders.list(), soon)
    .toMatchObject([{ state: 'ready', watch: 'watching' }])
  await expect.poll(places, soon).toEqual({ 'a.wav': 'a', 'b.wav': 'B' })
  writeWav(music, 'c.wav', 3, { title: 'C' })
  await expect.poll(places, soon).toMatchObject({ 'c.wav': 'C' })
})

test('tracks of a folder that is away are missing until it is back, unless they are elsewhere too', async () => {
  const other = join(root, 'other')
  mkdirSync(other)
  writeWav(music, 'here.wav', 1, { title: 'Here' })
  writeWav(music, 'both.wav', 2, { title: 'Both' })
  writeWav(other, 'both.wav', 2, { title: 'Both' })
  await open({ settle: 50, checkEvery: 50 })
  await folders.add(other)
  await folders.idle()
  const missing = () =>
    library.db.prepare<[], string>('SELECT title FROM track WHERE missing = 1').pluck().all()
  expect(missing()).toEqual([])
  renameSync(music, join(root, 'away'))
  await expect.poll(missing, soon).toEqual(['Here'])
  renameSync(join(root, 'away'), music)
  await expect.poll(missing, soon).toEqual([])
})

test('where watching cannot work, the folder is looked at now and then', async () => {
  writeWav(music, 'a.wav', 1)
  await open({ pollOnly: true, pollEvery: 100 })
  expect(folders.list()[0]?.watch).toBe('polling')
  writeWav(music, 'b.wav', 2, { title: 'B' })
  await expect.poll(places, soon).toEqual({ 'a.wav': 'a', 'b.wav': 'B' })
})

test('a folder is removed while it is scanned', async () => {
  for (let i = 0; i < 200; i++) writeFileSync(join(music, `${i}.wav`), wav(noise(i, 64)))
  folders = openFolders(parts())
  const { id } = await folders.add(music)
  expect(folders.list()[0]?.state).toBe('scanning')
  await folders.remove(id)
  expect(folders.list()).toEqual([])
  expect(places()).toEqual({})
  expect(announced.filter(({ type }) => type === 'notice')).toEqual([])
})

test('what is ignored leaves the library, is not looked at, and comes back', async () => {
  writeWav(music, 'songs/a.wav', 1, { title: 'A' })
  writeWav(music, 'speech/one.wav', 2, { title: 'One' })
  writeWav(music, 'speech/two.wav', 3, { title: 'Two' })
  await open({ settle: 50 })
  const id = folders.list()[0]!.id
  expect(folders.tryIgnore(id, 'Speech/\n!speech/one.wav')).toEqual({
    files: 3,
    ignored: 2,
    examples: ['speech/one.wav', 'speech/two.wav'],
  })
  expect(Object.keys(places())).toHaveLength(3)
  expect(() => folders.tryIgnore(id, '[z-a]')).toThrow(/cannot be read/)

  expect(await folders.setIgnore(id, 'Speech/')).toEqual({ ignored: 2 })
  await folders.idle()
  expect(places()).toEqual({ 'songs/a.wav': 'A' })
  expect(folders.list()).toMatchObject([{ ignoreRules: 'Speech/', files: 1 }])
  expect(library.db.prepare('SELECT title FROM track').pluck().all()).toEqual(['A'])

  writeWav(music, 'speech/three.wav', 4, { title: 'Three' })
  writeWav(music, 'songs/b.wav', 5, { title: 'B' })
  await expect.poll(places, soon).toEqual({ 'songs/a.wav': 'A', 'songs/b.wav': 'B' })

  expect(await folders.setIgnore(id, '')).toEqual({ ignored: 0 })
  await folders.idle()
  expect(places()).toMatchObject({ 'speech/one.wav': 'One', 'speech/three.wav': 'Three' })
})
