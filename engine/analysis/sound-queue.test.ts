import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from '../library/database.ts'
import { beginAttempt, recordProblem } from '../library/problems.ts'
import { countUnheard, enqueueUnheard } from '../mode/mode-queue.ts'
import { storeEmbedding } from './embedding-store.ts'
import { countUnanalysed, enqueueAll, enqueueTracks, soundQueue } from './sound-queue.ts'

const modelId = 'a-model'
let folder: string
let library: Library
let tracks: number[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-queue-'))
  library = openLibrary(folder)
  const { db } = library
  const insert = db.prepare<[Buffer, string]>(
    'INSERT INTO track (identity, title, added_at) VALUES (?, ?, 0)',
  )
  tracks = ['one', 'two', 'three', 'four'].map((title) =>
    Number(insert.run(Buffer.from(title), title).lastInsertRowid),
  )
  db.prepare(
    `INSERT INTO model (id, name, layers, hidden_size, random_weights, path, used_at)
     VALUES (?, 'model', 1, 1, 1, '/', 0)`,
  ).run(modelId)
})
afterEach(async () => {
  library.close()
  await rm(folder, { recursive: true, force: true })
})

function embed(trackId: number, depth: 'quick' | 'full', value: number, windows = 12): void {
  storeEmbedding(library.db, {
    trackId,
    modelId,
    device: 'cpu',
    embedding: {
      means: new Uint8Array(new Float16Array([value]).buffer),
      windows,
      depth,
      duration: 100,
      decoder: 'pcm',
      damaged: false,
    },
  })
}

function stored(trackId: number) {
  return library.db
    .prepare<[number], { depth: string; means: Buffer }>(
      'SELECT depth, means FROM sound WHERE track_id = ?',
    )
    .get(trackId)
}

test('all tracks without an embedding are queued, once', () => {
  embed(tracks[0]!, 'quick', 1)
  expect(enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })).toBe(3)
  expect(enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })).toBe(0)
  expect(soundQueue(library.db).length()).toBe(3)
})

test('a quick embedding is queued again when full depth is asked for, and stays until then', () => {
  embed(tracks[0]!, 'quick', 1)
  embed(tracks[1]!, 'full', 2)
  expect(enqueueAll(library.db, { modelId, depth: 'full', quickWindows: 12 })).toBe(3)
  expect(stored(tracks[0]!)?.depth).toBe('quick')
  embed(tracks[0]!, 'full', 3)
  expect(stored(tracks[0]!)?.depth).toBe('full')
})

test('a full embedding is never replaced by a quick one', () => {
  embed(tracks[0]!, 'full', 1)
  const before = stored(tracks[0]!)
  embed(tracks[0]!, 'quick', 2)
  expect(stored(tracks[0]!)).toEqual(before)
})

test('tracks with a problem wait until they are asked for by name', () => {
  recordProblem(library.db, {
    fileId: null,
    trackId: tracks[0]!,
    path: 'x',
    stage: 'decode',
    code: 'decode-failed',
    message: 'No.',
    attempts: 1,
  })
  expect(enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })).toBe(3)
  expect(
    enqueueTracks(library.db, { modelId, depth: 'quick', quickWindows: 12 }, [tracks[0]!]),
  ).toBe(1)
})

test('missing tracks are not queued', () => {
  library.db.prepare('UPDATE track SET missing = 1 WHERE id = ?').run(tracks[0])
  expect(enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })).toBe(3)
  expect(
    enqueueTracks(library.db, { modelId, depth: 'quick', quickWindows: 12 }, [tracks[0]!]),
  ).toBe(0)
})

test('what a user asked for comes first, and tracks in flight are passed over', () => {
  enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })
  enqueueTracks(library.db, { modelId, depth: 'quick', quickWindows: 12 }, [tracks[2]!])
  const order = soundQueue(library.db)
    .next(new Set(), 10)
    .map(({ trackId }) => trackId)
  expect(order).toEqual([tracks[2], tracks[3], tracks[1], tracks[0]])
  const rest = soundQueue(library.db).next(new Set([tracks[2]!]), 1)
  expect(rest.map(({ trackId }) => trackId)).toEqual([tracks[3]])
})

test('deaths under a track are known when it comes again', () => {
  enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })
  beginAttempt(library.db, 'sound', tracks[3]!)
  expect(soundQueue(library.db).next(new Set(), 1)[0]?.deaths).toBe(1)
  soundQueue(library.db).remove(tracks[3]!)
  expect(soundQueue(library.db).next(new Set(), 1)[0]?.trackId).toBe(tracks[2])
})

test('what the user looks at comes before everything, once', () => {
  enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 12 })
  const queue = soundQueue(library.db)
  const next = (...inFlight: number[]) =>
    queue.next(new Set(inFlight), 10).map(({ trackId }) => trackId)
  queue.attend([tracks[1]!, 9_999, tracks[0]!])
  expect(next()).toEqual([tracks[1], tracks[0], tracks[3], tracks[2]])
  expect(next(tracks[1]!)).toEqual([tracks[0], tracks[3], tracks[2]])
  queue.remove(tracks[0]!)
  expect(next()).toEqual([tracks[1], tracks[3], tracks[2]])
})

test('a quick embedding of fewer windows than wanted is queued again, one of more is kept', () => {
  embed(tracks[0]!, 'quick', 1)
  expect(enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 24 })).toBe(4)
  soundQueue(library.db).empty()
  expect(enqueueAll(library.db, { modelId, depth: 'quick', quickWindows: 4 })).toBe(3)
  const before = stored(tracks[0]!)
  embed(tracks[0]!, 'quick', 2, 4)
  expect(stored(tracks[0]!)).toEqual(before)
})

test('as many are counted as would be queued, whatever is missing, done or failed', () => {
  const { db } = library
  const state = fc.record({
    missing: fc.boolean(),
    sound: fc.constantFrom(null, ['quick', 8], ['quick', 12], ['full', 40]),
    heard: fc.constantFrom(null, 0, 1),
    failed: fc.subarray(['decode', 'sound', 'mode', 'tags'] as const),
    code: fc.constantFrom('unreadable', 'file-missing'),
  })
  fc.assert(
    fc.property(
      fc.array(state, { minLength: 4, maxLength: 4 }),
      fc.constantFrom('quick', 'full'),
      (states, depth) => {
        for (const table of ['sound', 'mode', 'problem', 'sound_queue', 'mode_queue'])
          db.exec(`DELETE FROM ${table}`)
        for (const [n, { missing, sound, heard, failed, code }] of states.entries()) {
          const id = tracks[n]
          db.prepare('UPDATE track SET missing = ? WHERE id = ?').run(missing ? 1 : 0, id)
          if (sound)
            db.prepare(
              `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
               VALUES (?, ?, ?, ?, '', '', 0, x'')`,
            ).run(id, modelId, ...sound)
          if (heard !== null)
            db.prepare(
              `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds, listened_seconds)
               VALUES (?, ?, '', 0, 0, 0, 0)`,
            ).run(id, heard)
          for (const stage of failed)
            db.prepare(
              "INSERT INTO problem (track_id, path, stage, code, message, attempts, at) VALUES (?, '', ?, ?, '', 1, 0)",
            ).run(id, stage, code)
        }
        const wanted = { modelId, depth, quickWindows: 12 } as const
        expect(countUnanalysed(db, wanted)).toBe(enqueueAll(db, wanted))
        expect(countUnheard(db)).toBe(enqueueUnheard(db))
      },
    ),
  )
})
