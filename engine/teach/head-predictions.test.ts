/** Going through a library with a head, on real SQLite. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HeadFigure } from '../../contract/head.ts'
import { madeHead, madeTag } from '../heads/fixtures/made-head.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { createHeadPredictions, type HeadPredictions } from './head-predictions.ts'
import { addHead, addVersion } from './head-store.ts'
import { openHeadsInUse } from './heads-in-use.ts'

const models = join(import.meta.dirname, '../../models')
const encoder = { modelId: 'made', name: 'Made', layers: 2, hiddenSize: 4 }
const TRACKS = 200
const figure: HeadFigure = {
  ...{ level: 'unknown' as const, rocAuc: null, error: null, apart: null },
  ...{ positives: 0, negatives: 0, presumed: 0 },
}
const ney = { ...madeTag('ney'), vocabulary: 'instrument' }
let folder: string
let library: Library
let headId: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-predictions-'))
  library = openLibrary(folder)
  const { db } = library
  db.prepare("INSERT INTO model VALUES ('made', 'Made', 2, 4, 0, '', 0)").run()
  for (let id = 1; id <= TRACKS; id++) hear(id)
  headId = addHead(db, { name: 'Winds', origin: 'pack', vocabulary: null, tag: null })
  learn(1)
})
afterEach(async () => {
  library.close()
  await rm(folder, { recursive: true, force: true })
})

function hear(id: number): void {
  library.db
    .prepare("INSERT INTO track (id, identity, title, added_at) VALUES (?, ?, 't', 0)")
    .run(id, Buffer.from(`${id}`))
  library.db
    .prepare(
      `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
       VALUES (?, 'made', 'quick', 12, 'cpu', 'made', 1, ?)`,
    )
    .run(id, new Uint8Array(Float16Array.from({ length: 8 }, (_, n) => n / id).buffer))
}

function learn(seed: number): void {
  const trainedOn = { tracks: 1, description: '', at: 0, seed, library: 'test' }
  const head = madeHead({ encoder, tags: [ney], trainedOn })
  addVersion(library.db, headId, { head, figure, judged: [] })
}

/** A start of the engine; `onProgress` is told often. */
function start(onProgress: (predictions: HeadPredictions) => void = () => {}): HeadPredictions {
  const predictions: HeadPredictions = createHeadPredictions({
    db: library.db,
    heads: openHeadsInUse(library.db, () => encoder),
    vocabularies: readVocabularies(models),
    onProgress: () => onProgress(predictions),
    onDone: () => {},
  })
  return predictions
}

const count = (sql: string) => library.db.prepare<[], number>(sql).pluck().get()
const judgedBy = (version: number) =>
  count(`SELECT count(*) FROM head_prediction WHERE version = ${version}`)
const toldBy = (version: number) =>
  count(`SELECT count(*) FROM tag WHERE source = 'head' AND place = 'Winds ${version}'`)

/** Applies version 1, then cancels version 2 in the middle. */
async function cancelled(): Promise<HeadPredictions> {
  await start().settled()
  learn(2)
  const second = start((predictions) => predictions.cancel())
  await second.settled()
  return second
}

test('what was cancelled stays as it was, over a restart, and goes on where it was', async () => {
  const first = await cancelled()
  const judged = judgedBy(2) ?? 0
  expect(judged).toBeGreaterThan(0)
  expect(judged).toBeLessThan(TRACKS)
  expect(judgedBy(1)).toBe(TRACKS - judged)
  expect(toldBy(1)).toBeGreaterThan(TRACKS / 2)
  expect(toldBy(2)).toBe(0)
  expect(first.progress()).toEqual({ applying: null, cancelled: true })
  await first.close()

  const again = start()
  await again.settled()
  expect(judgedBy(2)).toBe(judged)
  expect(again.progress()).toEqual({ applying: null, cancelled: true })
  expect(again.resume()).toBe(TRACKS - judged)
  await again.settled()
  expect([judgedBy(2), toldBy(1)]).toEqual([TRACKS, 0])
  expect(toldBy(2)).toBeGreaterThan(TRACKS / 2)
  expect(again.progress()).toEqual({ applying: null, cancelled: false })
})

test('a track that is heard meanwhile is judged all the same', async () => {
  const predictions = await cancelled()
  hear(TRACKS + 1)
  predictions.heard(TRACKS + 1)
  await predictions.settled()
  expect(count(`SELECT version FROM head_prediction WHERE track_id = ${TRACKS + 1}`)).toBe(2)
  expect(judgedBy(1)).toBeGreaterThan(0)
})

test.each<[string, (predictions: HeadPredictions) => void]>([
  [
    'something new is learned',
    (predictions) => {
      learn(3)
      predictions.headsChanged()
    },
  ],
  ['it is asked for anew', (predictions) => void predictions.again(undefined)],
])('it goes on when %s', async (_, change) => {
  const predictions = await cancelled()
  change(predictions)
  await predictions.settled()
  expect(judgedBy(1)).toBe(0)
  expect(predictions.progress()).toEqual({ applying: null, cancelled: false })
  expect(count("SELECT count(*) FROM setting WHERE key = 'headsCancelled'")).toBe(0)
})
