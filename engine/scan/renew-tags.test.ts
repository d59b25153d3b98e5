import { mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { problem } from '../../contract/problem.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { addFolder } from '../library/folders.ts'
import { trackLoudness } from '../library/loudness.ts'
import { attemptsOf, beginAttempt, listProblems } from '../library/problems.ts'
import { migrations } from '../library/schema/migrations.ts'
import { watchTrackChanges } from '../library/track-changes.ts'
import { concat, noise } from './fixtures/bytes.ts'
import { mp3 } from './fixtures/make-media.ts'
import { id3, id3Frame, id3TextFrame } from './fixtures/make-tags.ts'
import type { FileReading } from './place-file.ts'
import { createTagRenewal } from './renew-tags.ts'
import { readHere, writeWav } from './scan-fixture.ts'
import { scanFolder } from './scan-folder.ts'
import { tagsVersion } from './tags-version.ts'

let root: string
let music: string
let library: Library
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-renew-'))
  music = join(root, 'music')
  mkdirSync(music)
  library = openLibrary(join(root, 'data'))
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

/** An MP3 whose track gain is `gain` dB. */
function writeMp3(name: string, title: string, gain: number, length: number): void {
  const text = Buffer.from(`replaygain_track_gain\0${gain} dB`)
  const tag = id3(concat(id3TextFrame('TIT2', title), id3Frame('TXXX', concat([3], text))))
  writeFileSync(join(music, name), concat(tag, mp3(noise(length))))
}

async function scan(): Promise<void> {
  const folder = await addFolder(library.db, music)
  await scanFolder(library.db, folder, readHere, {
    places: null,
    signal: new AbortController().signal,
    onProgress: () => {},
    onChanged: () => {},
  })
}

/** The library as a Naghma that knew no ReplayGain has left it. */
function forgetLoudness(): void {
  library.db.exec('UPDATE track SET tags_version = 0, track_gain = NULL')
}

function trackOf(name: string): { id: number; fileId: number; version: number } {
  return library.db
    .prepare<[string], { id: number; fileId: number; version: number }>(
      `SELECT track.id, file.id AS fileId, tags_version AS version
       FROM track JOIN file ON file.track_id = track.id WHERE path_text = ?`,
    )
    .get(name)!
}

const gainOf = (name: string) => trackLoudness(library.db, trackOf(name).id).trackGain

async function renew(media: Pick<FileReading, 'facts'> = readHere): Promise<string[]> {
  const read: string[] = []
  const renewal = createTagRenewal({
    db: library.db,
    media: {
      facts: (input, options) => {
        read.push(Buffer.from(input.path).toString())
        return media.facts(input, options)
      },
    },
    onChanged: () => {},
  })
  await renewal.settled()
  await renewal.close()
  return read
}

test('a track of an older library gets what its tags say of loudness, once', async () => {
  library.close()
  rmSync(join(root, 'data'), { recursive: true })
  library = openLibrary(join(root, 'data'), { schema: migrations.slice(0, 8) })
  writeMp3('old.mp3', 'Old', -7.5, 30_000)
  const { size, mtimeMs } = await readHere.facts({
    folder: music,
    path: Buffer.from('old.mp3'),
    withArtwork: false,
  })
  const { id } = await addFolder(library.db, music)
  library.db.exec(
    `INSERT INTO track (id, identity, title, title_folded, added_at) VALUES (1, x'01', 'Old', 'old', 1);
     INSERT INTO file (folder_id, path, path_text, size, modified_at, track_id)
     VALUES (${id}, CAST('old.mp3' AS BLOB), 'old.mp3', ${size}, ${mtimeMs}, 1);`,
  )
  library.close()
  library = openLibrary(join(root, 'data'))
  expect(await renew()).toEqual(['old.mp3'])
  expect(gainOf('old.mp3')).toBe(-7.5)
  expect(await renew()).toEqual([])
})

test('what is the same is not written, and artwork stays', async () => {
  writeFileSync(
    join(music, 'cover.flac'),
    readFileSync(new URL('fixtures/tagged.flac', import.meta.url)),
  )
  writeMp3('loud.mp3', 'Loud', 3, 30_000)
  await scan()
  expect(await renew()).toEqual([])
  forgetLoudness()
  const before = library.db.prepare('SELECT * FROM track ORDER BY id').all()
  const fields = library.db.prepare('SELECT * FROM track_field').all()
  const changes = watchTrackChanges(library.db)
  expect((await renew()).toSorted()).toEqual(['cover.flac', 'loud.mp3'])
  expect(changes.tracks).toBe(0)
  expect(library.db.prepare('SELECT * FROM track_field').all()).toEqual(fields)
  const after = library.db.prepare('SELECT * FROM track ORDER BY id').all()
  const gains = after.map((row) => (row as { track_gain: number | null }).track_gain)
  expect(gains.toSorted()).toEqual([3, null])
  expect(after).toEqual(
    before.map((row, at) =>
      Object.assign({}, row, { tags_version: tagsVersion, track_gain: gains[at] }),
    ),
  )
  expect(before.some((row) => (row as { artwork_id: unknown }).artwork_id !== null)).toBe(true)
})

test('goes on after a stop where it was, with no attempt lost', async () => {
  for (const n of [1, 2, 3]) writeMp3(`${n}.mp3`, `Track ${n}`, -n, 30_000 + n * 1000)
  await scan()
  forgetLoudness()
  let calls = 0
  const stopping = createTagRenewal({
    db: library.db,
    media: {
      facts: (input) => {
        if (++calls === 2) void stopping.close()
        return calls === 2
          ? Promise.reject(problem('cancelled', 'Cancelled.'))
          : readHere.facts(input)
      },
    },
    onChanged: () => {},
  })
  await stopping.settled()
  expect(calls).toBe(2)
  expect(library.db.prepare('SELECT * FROM attempt').all()).toEqual([])
  const left = await renew()
  expect(left).toHaveLength(2)
  expect([1, 2, 3].map((n) => gainOf(`${n}.mp3`))).toEqual([-1, -2, -3])
})

test('a file that a process died under comes last, and after a second death keeps the tags it has', async () => {
  writeMp3('deadly.mp3', 'Deadly', -4, 30_000)
  writeMp3('good.mp3', 'Good', -5, 40_000)
  await scan()
  forgetLoudness()
  const { fileId } = trackOf('deadly.mp3')
  beginAttempt(library.db, 'tags', fileId)
  const read = await renew({
    facts: (input) =>
      Buffer.from(input.path).toString() === 'deadly.mp3'
        ? Promise.reject(problem('process-died', 'The media process died.'))
        : readHere.facts(input),
  })
  expect(read).toEqual(['good.mp3', 'deadly.mp3'])
  expect(gainOf('good.mp3')).toBe(-5)
  expect(listProblems(library.db, { offset: 0, limit: 9 }).rows).toMatchObject([
    { fileId, stage: 'tags', code: 'quarantined', attempts: 2 },
  ])
  expect(attemptsOf(library.db, 'tags', fileId)).toBe(0)
  expect(library.db.prepare('SELECT title FROM track ORDER BY title').pluck().all()).toEqual([
    'Deadly',
    'Good',
  ])
  expect(await renew()).toEqual([])
})

test('a file is tried once more when the media process died under it', async () => {
  writeMp3('first.mp3', 'First', -1, 30_000)
  writeMp3('second.mp3', 'Second', -2, 31_000)
  await scan()
  forgetLoudness()
  let calls = 0
  const read = await renew({
    facts: (input) =>
      ++calls === 1
        ? Promise.reject(problem('process-died', 'The media process died.'))
        : readHere.facts(input),
  })
  expect(read).toHaveLength(3)
  expect(read[2]).toBe(read[0])
  expect([gainOf('first.mp3'), gainOf('second.mp3')]).toEqual([-1, -2])
  expect(library.db.prepare('SELECT * FROM attempt').all()).toEqual([])
})

test('a file that changed or is gone is left to the scan', async () => {
  writeMp3('gone.mp3', 'Gone', -1, 30_000)
  writeMp3('changed.mp3', 'Changed', -2, 31_000)
  await scan()
  forgetLoudness()
  unlinkSync(join(music, 'gone.mp3'))
  writeWav(music, 'changed.mp3', 1, { title: 'Something else' })
  await renew()
  expect(trackOf('gone.mp3').version).toBe(0)
  expect(trackOf('changed.mp3').version).toBe(0)
  expect(library.db.prepare('SELECT title FROM track ORDER BY title').pluck().all()).toEqual([
    'Changed',
    'Gone',
  ])
  expect(listProblems(library.db, { offset: 0, limit: 9 }).rows).toEqual([])
})
