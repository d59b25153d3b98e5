import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ScanProgress } from '../../contract/folder.ts'
import { problem } from '../../contract/problem.ts'
import { privilegeDropper } from '../../native/audio/fixtures/without-privileges.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { addFolder, listFolders, removeFolder, repointFolder } from '../library/folders.ts'
import { libraryProblem } from '../library/library-problem.ts'
import { listProblems, retryProblems } from '../library/problems.ts'
import { createPlaylist, ofTracks, playlistEntries } from '../playlists/playlists.ts'
import type { FileReading } from './place-file.ts'
import { reconcile } from './reconcile.ts'
import { noise, readHere, wav, writeWav } from './scan-fixture.ts'
import { type ScanOutcome, scanFolder } from './scan-folder.ts'

let root: string
let music: string
let library: Library
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'naghma-scan-'))
  music = join(root, 'music')
  mkdirSync(music)
  library = openLibrary(join(root, 'data'))
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

interface Scan {
  media?: FileReading
  places?: string[]
  signal?: AbortSignal
  onProgress?: (progress: ScanProgress) => void
}

async function scan({
  media = readHere,
  places,
  signal,
  onProgress,
}: Scan = {}): Promise<ScanOutcome> {
  const folder = listFolders(library.db)[0] ?? (await addFolder(library.db, music))
  return scanFolder(library.db, folder, media, {
    places: places ?? null,
    signal: signal ?? new AbortController().signal,
    onProgress: onProgress ?? (() => {}),
    onChanged: () => {},
  })
}

interface Place {
  path: string
  track: number | null
  missing: boolean
}

function files(): Place[] {
  return library.db
    .prepare<[], { path: string; track: number | null; missing: number }>(
      `SELECT path_text AS path, track_id AS track, missing_since IS NOT NULL AS missing
       FROM file ORDER BY path`,
    )
    .all()
    .map((file) => ({ ...file, missing: file.missing === 1 }))
}

function tracks(): { id: number; title: string; missing: number }[] {
  return library.db
    .prepare<[], { id: number; title: string; missing: number }>(
      'SELECT id, title, missing FROM track ORDER BY id',
    )
    .all()
}

/** Stands for an analysis: a track that has one must not be lost. */
function analyse(trackId: number): void {
  library.db
    .prepare(
      `INSERT OR IGNORE INTO model (id, name, layers, hidden_size, random_weights, path, used_at)
       VALUES ('m', 'm', 13, 768, 1, '', 0)`,
    )
    .run()
  library.db
    .prepare(
      `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
       VALUES (?, 'm', 'quick', 1, 'cpu', 'wav', 0, x'00')`,
    )
    .run(trackId)
}

function trackOf(path: string): number {
  const track = files().find((file) => file.path === path)?.track
  if (!track) throw new Error(`${path} has no track`)
  return track
}

function attempts(): unknown[] {
  return library.db.prepare('SELECT stage, item_id, attempts FROM attempt').all()
}

/** A time of change that no file has had yet. */
function touch(name: string, seconds: number): void {
  utimesSync(join(music, name), seconds, seconds)
}

describe('what changed on disk', () => {
  test('an unchanged folder is not read again', async () => {
    writeWav(music, 'a.wav', 1)
    await scan()
    const refuse: FileReading = {
      facts: () => Promise.reject(new Error('read')),
      fullDigest: () => Promise.reject(new Error('read')),
    }
    expect(await scan({ media: refuse })).toBe('ready')
    expect(listProblems(library.db, { offset: 0, limit: 10 }).total).toBe(0)
  })

  test('a retagged file keeps its track and its analysis', async () => {
    writeWav(music, 'a.wav', 1, { title: 'Before' })
    await scan()
    const before = trackOf('a.wav')
    analyse(before)
    writeWav(music, 'a.wav', 1, { title: 'After', artist: 'Someone' })
    touch('a.wav', 1000)
    await scan()
    expect(tracks()).toEqual([{ id: before, title: 'After', missing: 0 }])
  })

  test('a file that is moved, renamed and retagged at once keeps its track', async () => {
    writeWav(music, 'a/one.wav', 1, { title: 'Before' })
    writeWav(music, 'a/two.wav', 2)
    await scan()
    const before = trackOf('a/one.wav')
    rmSync(join(music, 'a/one.wav'))
    writeWav(music, 'b/other.wav', 1, { title: 'After' })
    await scan()
    expect(files()).toEqual([
      { path: 'a/two.wav', track: expect.any(Number), missing: false },
      { path: 'b/other.wav', track: before, missing: false },
    ])
    expect(tracks().find(({ id }) => id === before)).toEqual({
      id: before,
      title: 'After',
      missing: 0,
    })
  })

  test('a change of case or of Unicode form only is a move', async () => {
    writeWav(music, 'Şarkı.wav'.normalize('NFC'), 1)
    writeWav(music, 'Other.wav', 2)
    await scan()
    const [first, second] = [trackOf('Şarkı.wav'.normalize('NFC')), trackOf('Other.wav')]
    renameSync(join(music, 'Şarkı.wav'.normalize('NFC')), join(music, 'Şarkı.wav'.normalize('NFD')))
    renameSync(join(music, 'Other.wav'), join(music, 'other.WAV'))
    writeWav(music, 'third.wav', 3)
    await scan()
    await scan()
    expect(trackOf('Şarkı.wav'.normalize('NFD'))).toBe(first)
    expect(trackOf('other.WAV')).toBe(second)
    expect(files()).toHaveLength(3)
  })

  test('names in both Unicode forms are two places, and names that are not UTF-8 are kept', async () => {
    writeWav(music, 'é.wav'.normalize('NFC'), 1)
    writeWav(music, 'é.wav'.normalize('NFD'), 2)
    const latin1 = Buffer.concat([Buffer.from(`${music}/`), Buffer.from('caf\xe9.wav', 'latin1')])
    writeFileSync(latin1, wav(noise(3)))
    await scan()
    await scan()
    expect(files().map(({ missing }) => missing)).toEqual([false, false, false])
    expect(tracks()).toHaveLength(3)
    expect(tracks().map(({ title }) => title)).toContain('caf\uFFFD')
  })

  test('a deleted file is marked missing and comes back by itself', async () => {
    writeWav(music, 'a.wav', 1)
    writeWav(music, 'b.wav', 2)
    await scan()
    const before = trackOf('a.wav')
    const kept = readFileSync(join(music, 'a.wav'))
    rmSync(join(music, 'a.wav'))
    await scan()
    expect(files()).toContainEqual({ path: 'a.wav', track: before, missing: true })
    expect(tracks().find(({ id }) => id === before)?.missing).toBe(1)
    writeFileSync(join(music, 'a.wav'), kept)
    await scan()
    expect(files()).toContainEqual({ path: 'a.wav', track: before, missing: false })
    expect(tracks().find(({ id }) => id === before)?.missing).toBe(0)
  })

  test('a file whose audio changed is a new track; the old one stays only while it has an analysis', async () => {
    writeWav(music, 'a.wav', 1)
    writeWav(music, 'b.wav', 2)
    await scan()
    const [a, b] = [trackOf('a.wav'), trackOf('b.wav')]
    analyse(a)
    writeWav(music, 'a.wav', 11)
    writeWav(music, 'b.wav', 12)
    touch('a.wav', 1000)
    touch('b.wav', 1000)
    await scan()
    expect(trackOf('a.wav')).not.toBe(a)
    expect(tracks().find(({ id }) => id === a)?.missing).toBe(1)
    expect(tracks().some(({ id }) => id === b)).toBe(false)
  })

  test('3,000 files in one directory, scanned place by place too', async () => {
    for (let i = 0; i < 3000; i++) writeFileSync(join(music, `${i}.wav`), wav(noise(i, 64)))
    writeWav(music, 'deep/down/x.wav', 5000)
    await scan()
    expect(tracks()).toHaveLength(3001)
    rmSync(join(music, 'deep'), { recursive: true })
    writeWav(music, 'new/y.wav', 5001)
    await scan({ places: ['deep/down', 'new/y.wav', '7.wav'] })
    expect(files().filter(({ missing }) => missing)).toEqual([
      { path: 'deep/down/x.wav', track: expect.any(Number), missing: true },
    ])
    expect(trackOf('new/y.wav')).toBeGreaterThan(0)
  })
})

describe('the same audio in several places', () => {
  test('a copy is a second place of the track, and either can go', async () => {
    writeWav(music, 'a.wav', 1, { title: 'First' })
    touch('a.wav', 1000)
    await scan()
    const before = trackOf('a.wav')
    writeWav(music, 'copy.wav', 1, { title: 'Copy' })
    touch('copy.wav', 2000)
    await scan()
    expect(trackOf('copy.wav')).toBe(before)
    expect(tracks()).toEqual([{ id: before, title: 'Copy', missing: 0 }])
    rmSync(join(music, 'copy.wav'))
    await scan()
    expect(tracks()).toEqual([{ id: before, title: 'First', missing: 0 }])
  })

  test('hard links and symbolic links do not multiply tracks', async () => {
    writeWav(music, 'a/x.wav', 1)
    linkSync(join(music, 'a/x.wav'), join(music, 'hard.wav'))
    symlinkSync(join(music, 'a'), join(music, 'link'))
    symlinkSync(music, join(music, 'a', 'loop'))
    await scan()
    await scan({ places: ['link', 'a'] })
    expect(tracks()).toHaveLength(1)
    expect(files().map(({ path }) => path)).toEqual(['a/x.wav', 'hard.wav'])
  })

  /** One digest for audio that differs outside of what the digest looks at. */
  const colliding: FileReading = {
    ...readHere,
    facts: async (input) => ({
      ...(await readHere.facts(input)),
      identity: Buffer.alloc(32, 7),
    }),
  }

  test('other audio under one digest is split, and stays split', async () => {
    writeWav(music, 'a.wav', 1, { title: 'A' })
    writeFileSync(join(music, 'bystander.wav'), '')
    await scan({ media: colliding })
    const a = trackOf('a.wav')
    writeWav(music, 'b.wav', 2, { title: 'B' })
    await scan({ media: colliding })
    const b = trackOf('b.wav')
    expect(b).not.toBe(a)

    writeWav(music, 'a.wav', 1, { title: 'A again' })
    touch('a.wav', 1000)
    await scan({ media: colliding })
    expect(trackOf('a.wav')).toBe(a)

    rmSync(join(music, 'a.wav'))
    renameSync(join(music, 'b.wav'), join(music, 'c.wav'))
    await scan({ media: colliding })
    expect(trackOf('c.wav')).toBe(b)
    expect(tracks().find(({ id }) => id === a)).toMatchObject({ missing: 1 })
  })

  test('three files at once with one digest and two contents', async () => {
    writeWav(music, 'a.wav', 1)
    writeWav(music, 'b.wav', 2)
    writeWav(music, 'c.wav', 2)
    await scan({ media: colliding })
    expect(tracks()).toHaveLength(2)
    expect(trackOf('b.wav')).toBe(trackOf('c.wav'))
    expect(trackOf('a.wav')).not.toBe(trackOf('b.wav'))
  })

  test('when the other place cannot be read, the file is a track of its own', async () => {
    writeWav(music, 'a.wav', 1)
    await scan()
    writeWav(music, 'b.wav', 1)
    const blind: FileReading = {
      ...readHere,
      fullDigest: (input) =>
        Buffer.from(input.path).toString() === 'a.wav'
          ? Promise.reject(problem('io-error', 'The disk fails.'))
          : readHere.fullDigest(input),
    }
    await scan({ media: blind })
    expect(trackOf('b.wav')).not.toBe(trackOf('a.wav'))
    await scan()
    expect(trackOf('b.wav')).toBe(trackOf('a.wav'))
  })

  test('a copy made while a drive is unplugged is joined to its track when the drive is back', async () => {
    writeWav(music, 'a.wav', 1)
    await scan()
    const kept = trackOf('a.wav')
    analyse(kept)
    renameSync(music, join(root, 'unplugged'))
    const elsewhere = join(root, 'elsewhere')
    mkdirSync(elsewhere)
    writeWav(elsewhere, 'copy.wav', 1, { title: 'Copy' })
    writeWav(elsewhere, 'other.wav', 2, { title: 'Other' })
    const second = await addFolder(library.db, elsewhere)
    const scanSecond = () =>
      scanFolder(library.db, second, readHere, {
        places: null,
        signal: new AbortController().signal,
        onProgress: () => {},
        onChanged: () => {},
      })
    await scanSecond()
    expect(await scan()).toBe('missing')
    expect(tracks()).toHaveLength(3)
    const copy = trackOf('copy.wav')
    const playlist = createPlaylist(library.db, {
      name: 'Both',
      entries: ofTracks([kept, copy]),
    })

    renameSync(join(root, 'unplugged'), music)
    await scan()
    await scanSecond()
    expect(tracks()).toHaveLength(2)
    expect([trackOf('a.wav'), trackOf('copy.wav')]).toEqual([kept, kept])
    expect(playlistEntries(library.db, playlist.id).map(({ trackId }) => trackId)).toEqual([
      kept,
      kept,
    ])
    expect(library.db.prepare('SELECT track_id FROM sound').pluck().all()).toEqual([kept])
  })
})

describe('what must not be marked missing', () => {
  beforeEach(async () => {
    writeWav(music, 'a/1.wav', 1)
    writeWav(music, 'b/2.wav', 2)
    await scan()
  })
  const missing = () => files().filter((file) => file.missing)

  test('files of a folder that vanished', async () => {
    renameSync(music, join(root, 'away'))
    expect(await scan()).toBe('missing')
    expect(missing()).toEqual([])
    renameSync(join(root, 'away'), music)
    expect(await scan()).toBe('ready')
    expect(missing()).toEqual([])
  })

  test('files of a folder that became an empty mount point', async () => {
    renameSync(music, join(root, 'away'))
    mkdirSync(music)
    expect(await scan()).toBe('missing')
    expect(await scan({ places: ['a', 'b'] })).toBe('missing')
    writeFileSync(join(music, '.hidden'), '')
    expect(await scan()).toBe('missing')
    expect(missing()).toEqual([])
  })

  test('files below a directory that may not be read', async (context) => {
    const unprivileged = privilegeDropper()
    if (!unprivileged) return context.skip('this user may read everything')
    chmodSync(root, 0o755)
    chmodSync(join(music, 'a'), 0)
    expect(await unprivileged(() => scan())).toBe('ready')
    chmodSync(join(music, 'a'), 0o755)
    expect(missing()).toEqual([])
    expect(listProblems(library.db, { offset: 0, limit: 10 }).rows).toMatchObject([
      { path: join(music, 'a'), stage: 'scan', code: 'permission-denied' },
    ])
    await scan()
    expect(listProblems(library.db, { offset: 0, limit: 10 }).rows).toEqual([])
  })

  test('files at or below a place the walk could not look at', async () => {
    writeWav(music, 'ab/3.wav', 3)
    await scan()
    const folder = listFolders(library.db)[0]
    if (!folder) throw new Error('no folder')
    const reconciler = reconcile(library.db, folder, [Buffer.alloc(0)])
    reconciler.take([
      { kind: 'unreadable', relativePath: Buffer.from('a'), code: 'permission-denied' },
      { kind: 'unreadable', relativePath: Buffer.from('b/2.wav'), code: 'io-error' },
    ])
    reconciler.markMissing()
    expect(missing().map(({ path }) => path)).toEqual(['ab/3.wav'])
    expect(
      listProblems(library.db, { offset: 0, limit: 10 }).rows.map(({ path, stage }) => [
        path,
        stage,
      ]),
    ).toEqual([
      [join(music, 'b/2.wav'), 'scan'],
      [join(music, 'a'), 'scan'],
    ])
    await scan()
    expect(missing()).toEqual([])
    expect(listProblems(library.db, { offset: 0, limit: 10 }).total).toBe(0)
  })

  test('files that a cancelled scan did not reach', async () => {
    rmSync(join(music, 'a'), { recursive: true })
    const abort = new AbortController()
    abort.abort()
    expect(await scan({ signal: abort.signal })).toBe('cancelled')
    expect(missing()).toEqual([])
  })
})

describe('files that cannot be read', () => {
  test('each is a problem row, is not tried again by itself, and is when asked', async () => {
    writeFileSync(join(music, 'empty.wav'), '')
    writeFileSync(join(music, 'text.mp3'), 'just words '.repeat(100))
    writeFileSync(join(music, 'cut.wav'), wav(noise(1)).subarray(0, 20))
    writeWav(music, 'good.wav', 2)
    await scan()
    const { rows } = listProblems(library.db, { offset: 0, limit: 10 })
    expect(
      Object.fromEntries(rows.map(({ path, code }) => [path.slice(music.length + 1), code])),
    ).toMatchObject({
      'empty.wav': 'file-empty',
      'text.mp3': 'unrecognised-format',
    })
    expect(tracks().map(({ title }) => title)).toContain('good')
    let read = 0
    const counting: FileReading = {
      ...readHere,
      facts: (input) => {
        read++
        return readHere.facts(input)
      },
    }
    await scan({ media: counting })
    expect(read).toBe(0)

    const retry = retryProblems(
      library.db,
      rows.filter(({ code }) => code === 'file-empty').map(({ id }) => id),
    )
    expect(retry).toMatchObject({ retried: 1, folderIds: [1], trackIds: [] })
    writeWav(music, 'empty.wav', 9)
    await scan({ media: counting })
    expect(read).toBe(1)
    expect(trackOf('empty.wav')).toBeGreaterThan(0)
    expect(
      listProblems(library.db, { offset: 0, limit: 10 }).rows.some(({ path }) =>
        path.endsWith('empty.wav'),
      ),
    ).toBe(false)
  })

  test('two deaths put a file in quarantine; those that were read beside it are not blamed', async () => {
    for (let i = 0; i < 12; i++) writeWav(music, `${i}.wav`, i)
    writeWav(music, 'poison.wav', 99)
    const inFlight = new Set<(error: unknown) => void>()
    let deaths = 0
    const dying: FileReading = {
      ...readHere,
      facts: (input) =>
        new Promise((resolve, reject) => {
          inFlight.add(reject)
          setTimeout(() => {
            if (!Buffer.from(input.path).includes('poison')) {
              readHere.facts(input).then(resolve, reject)
              inFlight.delete(reject)
              return
            }
            deaths++
            for (const die of inFlight) die(problem('process-died', 'The media process died.'))
            inFlight.clear()
          }, 5)
        }),
    }
    await scan({ media: dying })
    expect(deaths).toBe(2)
    expect(listProblems(library.db, { offset: 0, limit: 10 }).rows).toMatchObject([
      { code: 'quarantined', attempts: 2, path: join(music, 'poison.wav') },
    ])
    expect(tracks()).toHaveLength(12)
    expect(attempts()).toEqual([])
    await scan({ media: dying })
    expect(deaths).toBe(2)
  })

  test('a file that takes too long twice is put in quarantine', async () => {
    writeWav(music, 'slow.wav', 1)
    const slow: FileReading = {
      ...readHere,
      facts: () => Promise.reject(problem('timed-out', 'Reading took too long.')),
    }
    await scan({ media: slow })
    expect(listProblems(library.db, { offset: 0, limit: 10 }).rows).toMatchObject([
      { code: 'quarantined', attempts: 2 },
    ])
  })

  test('after kill -9 the library is whole; a file that Naghma died under twice is left alone', async () => {
    writeWav(music, 'fatal.wav', 1)
    for (let i = 10; i < 20; i++) writeWav(music, `${i}.wav`, i)
    await addFolder(library.db, music)
    library.close()
    for (let death = 1; death <= 2; death++) {
      await scanInProcessThatDies(join(root, 'data'), 'fatal.wav')
      library = openLibrary(join(root, 'data'))
      expect(library.db.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(attempts()).toContainEqual({
        stage: 'tags',
        item_id: expect.any(Number),
        attempts: death,
      })
      library.close()
    }
    library = openLibrary(join(root, 'data'))
    await scan()
    expect(listProblems(library.db, { offset: 0, limit: 10 }).rows).toMatchObject([
      { code: 'quarantined', path: join(music, 'fatal.wav') },
    ])
    expect(tracks()).toHaveLength(10)
    expect(attempts()).toEqual([])
  })

  test('a file that vanishes before it is read leaves nothing behind', async () => {
    writeWav(music, 'gone.wav', 1)
    writeWav(music, 'here.wav', 2)
    const removing: FileReading = {
      ...readHere,
      facts: (input) => {
        rmSync(join(music, 'gone.wav'), { force: true })
        return readHere.facts(input)
      },
    }
    await scan({ media: removing })
    expect(files().map(({ path }) => path)).toEqual(['here.wav'])
    expect(listProblems(library.db, { offset: 0, limit: 10 }).total).toBe(0)
  })
})

/** Scans in another process, which is killed with SIGKILL once it reads the named file and little else is left. */
async function scanInProcessThatDies(dataFolder: string, fatal: string): Promise<void> {
  const here = (file: string) => JSON.stringify(join(import.meta.dirname, file))
  const script = `
    import { openLibrary } from ${here('../library/database.ts')}
    import { listFolders } from ${here('../library/folders.ts')}
    import { scanFolder } from ${here('scan-folder.ts')}
    import { readHere } from ${here('scan-fixture.ts')}
    const { db } = openLibrary(${JSON.stringify(dataFolder)})
    const facts = (input) => {
      if (!Buffer.from(input.path).includes(${JSON.stringify(fatal)})) return readHere.facts(input)
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1000)
      return new Promise(() => {})
    }
    await scanFolder(db, listFolders(db)[0], { ...readHere, facts }, {
      places: null, signal: new AbortController().signal, onProgress() {}, onChanged() {} })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

test('cancelling while reading takes effect within a second and keeps what was read', async () => {
  for (let i = 0; i < 300; i++) writeFileSync(join(music, `${i}.wav`), wav(noise(i, 64)))
  const abort = new AbortController()
  let read = 0
  const slow: FileReading = {
    ...readHere,
    facts: async (input, options) => {
      if (++read > 100) {
        await new Promise((_resolve, reject) =>
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason)),
        )
      }
      return readHere.facts(input)
    },
  }
  const scanning = scan({ media: slow, signal: abort.signal })
  await expect.poll(() => read).toBeGreaterThan(100)
  const began = performance.now()
  abort.abort()
  expect(await scanning).toBe('cancelled')
  expect(performance.now() - began).toBeLessThan(1000)
  expect(tracks().length).toBe(100)
  expect(attempts()).toEqual([])
  await scan()
  expect(tracks()).toHaveLength(300)
})

describe('folders', () => {
  test('overlapping, absent and doubled folders are refused', async () => {
    mkdirSync(join(music, 'inside'))
    await addFolder(library.db, music)
    const overlaps = expect.objectContaining({ code: 'folder-overlaps', field: 'path' })
    await expect(addFolder(library.db, music)).rejects.toEqual(overlaps)
    await expect(addFolder(library.db, join(music, 'inside'))).rejects.toEqual(overlaps)
    await expect(addFolder(library.db, root)).rejects.toEqual(overlaps)
    await expect(addFolder(library.db, join(root, 'absent'))).rejects.toEqual(
      expect.objectContaining({ code: 'not-found' }),
    )
    mkdirSync(`${music}-2`)
    expect((await addFolder(library.db, `${music}-2`)).path).toBe(`${music}-2`)
  })

  test('a folder that moved is pointed at its new root, files keeping their rows', async () => {
    writeWav(music, 'a/1.wav', 1)
    writeWav(music, 'a/2.wav', 2)
    await scan()
    const before = files()
    renameSync(music, join(root, 'elsewhere'))
    rmSync(join(root, 'elsewhere/a/2.wav'))
    mkdirSync(join(root, 'wrong'))
    await expect(repointFolder(library.db, 1, join(root, 'wrong'))).rejects.toEqual(
      expect.objectContaining({ code: 'not-found' }),
    )
    expect(await repointFolder(library.db, 1, join(root, 'elsewhere'))).toEqual({
      found: 1,
      missing: 1,
    })
    await scan()
    expect(files().map(({ track }) => track)).toEqual(before.map(({ track }) => track))
    expect(files().map(({ missing }) => missing)).toEqual([false, true])
  })

  test('removing a folder keeps analysed tracks as missing, and adding it again finds them', async () => {
    writeWav(music, '1.wav', 1)
    writeWav(music, '2.wav', 2)
    writeFileSync(join(music, 'bad.mp3'), '')
    await scan()
    const kept = trackOf('1.wav')
    analyse(kept)
    expect(await removeFolder(library.db, 1)).toEqual({ tracks: 1 })
    expect(tracks()).toEqual([{ id: kept, title: '1', missing: 1 }])
    expect(listProblems(library.db, { offset: 0, limit: 10 }).total).toBe(0)
    await scan()
    expect(trackOf('1.wav')).toBe(kept)
  })

  test('audio moved from one folder to another keeps its track before the first is scanned again', async () => {
    const other = join(root, 'other')
    mkdirSync(other)
    writeWav(music, '1.wav', 1)
    writeWav(music, '2.wav', 2)
    await scan()
    const before = trackOf('1.wav')
    copyFileSync(join(music, '1.wav'), join(other, 'moved.wav'))
    rmSync(join(music, '1.wav'))
    const folder = await addFolder(library.db, other)
    await scanFolder(library.db, folder, readHere, {
      places: null,
      signal: new AbortController().signal,
      onProgress: () => {},
      onChanged: () => {},
    })
    expect(trackOf('moved.wav')).toBe(before)
  })
})

test('a disk that fills up under a scan loses nothing, blames no file, and the next scan goes on', async (context) => {
  library.close()
  const disk = join(root, 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    library = openLibrary(join(root, 'data'))
    context.skip('mounting a small tmpfs needs root')
  }
  try {
    for (let i = 0; i < 600; i++) writeFileSync(join(music, `${i}.wav`), wav(noise(i, 64)))
    library = openLibrary(disk)
    await addFolder(library.db, music)
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - 200_000))
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(
        scan().catch((error) => Promise.reject(libraryProblem(error) ?? error)),
      ).rejects.toEqual(expect.objectContaining({ code: 'disk-full' }))
    rmSync(join(disk, 'ballast'))
    expect(await scan()).toBe('ready')
    expect(tracks()).toHaveLength(600)
    expect(listProblems(library.db, { offset: 0, limit: 10 }).total).toBe(0)
    expect(library.db.pragma('integrity_check', { simple: true })).toBe('ok')
  } finally {
    library.close()
    execFileSync('umount', [disk])
    library = openLibrary(join(root, 'data'))
  }
})

test('progress goes from walking to reading to done', async () => {
  for (let i = 0; i < 20; i++) writeWav(music, `${i}.wav`, i)
  const told: ScanProgress[] = []
  await scan({ onProgress: (progress) => told.push(progress) })
  expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['walking', 'reading', 'done'])
  expect(told.at(-1)).toMatchObject({ found: 20, toRead: 20, read: 20, problems: 0 })
})
