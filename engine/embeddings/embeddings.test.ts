import { appendFile, cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbeddingsProgress } from '../../contract/embeddings.ts'
import { openSqlite } from '../../native/sqlite.ts'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  until,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import type { Manifest } from './manifest.ts'

let ground: Ground
/** Analysed three tracks. */
let maker: TestEngine
/** Has two of them, and never had a model. */
let taker: TestEngine
const takerData = () => join(ground.root, 'other data')

beforeAll(async () => {
  ground = await makeGround()
  const others = join(ground.root, 'other music')
  await mkdir(others)
  await writeTracks(ground.music, 3)
  await writeTracks(others, 2)
  maker = await openTestEngine(ground.data)
  await scanned(maker.client, ground.music)
  await maker.client.model.use({ path: ground.checkpoint })
  await maker.client.analysis.start({ kind: 'sound' })
  await maker.client.analysis.resume({ kind: 'sound' })
  await analysed(maker.client)
  taker = await openTestEngine(takerData())
  await scanned(taker.client, others)
}, 120_000)
afterAll(async () => {
  await maker.close()
  await taker.close()
  await ground.remove()
})

async function ended({ client }: TestEngine): Promise<EmbeddingsProgress> {
  await until(async () => (await client.embeddings.progress()).state !== 'running')
  return client.embeddings.progress()
}

/** Everything that the library says of embeddings, by the identity of their track. */
function embeddingsOf(dataFolder: string): unknown[] {
  const db = openSqlite(join(dataFolder, 'library.sqlite'), { readonly: true })
  try {
    return db
      .prepare(
        `SELECT hex(identity), model_id, depth, windows, device, decoder, analysed_at, hex(means)
         FROM sound JOIN track ON track.id = track_id ORDER BY identity`,
      )
      .all()
  } finally {
    db.close()
  }
}

test.each(['npy', 'parquet'] as const)('an export as %s comes back bit for bit', async (format) => {
  const folder = join(ground.root, `export ${format}`)
  await maker.client.embeddings.export({ folder, format })
  expect(await ended(maker)).toMatchObject({ state: 'done', means: 3, done: 3, total: 3 })
  expect((await readdir(ground.root)).filter((name) => name.includes('part'))).toEqual([])
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({
    library: 'test',
    model: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), converter: 2, randomWeights: true },
    devices: ['cpu'],
    settings: { sampleRate: 24_000, windowSeconds: 5, quickWindows: 12 },
    tables: { means: { rows: 3, vector: { dtype: 'float16' } } },
  })

  const db = openSqlite(join(takerData(), 'library.sqlite'))
  db.exec('DELETE FROM sound')
  db.close()
  await taker.client.embeddings.import({ folder })
  expect(await ended(taker)).toMatchObject({ state: 'done', means: 2, unknown: 1, refused: 0 })
  const taken = embeddingsOf(takerData())
  expect(taken).toHaveLength(2)
  expect(embeddingsOf(ground.data)).toEqual(expect.arrayContaining(taken))

  await taker.client.embeddings.import({ folder })
  expect(await ended(taker)).toMatchObject({ state: 'done', means: 0, kept: 2, unknown: 1 })
})

test('what was imported is compared by, without a checkpoint', async () => {
  const { rows } = await taker.client.track.list({})
  const [seed, other] = rows
  await until(async () => {
    const found = await taker.client.similar.query({ trackIds: [seed!.id], k: 5 }).catch(() => {})
    return found?.neighbours[0]?.track.id === other?.id
  })
  expect(await taker.client.model.kept()).toMatchObject([
    { current: false, compared: true, tracks: 2 },
  ])
  expect(await taker.client.model.get()).toMatchObject({ state: 'none' })
})

test('only the tracks asked for are written, and nothing is written over', async () => {
  const folder = join(ground.root, 'some')
  const { rows } = await maker.client.track.list({})
  await maker.client.embeddings.export({ folder, trackIds: [rows[1]!.id, 999] })
  expect(await ended(maker)).toMatchObject({ state: 'done', means: 1 })
  await maker.client.embeddings.export({ folder })
  expect(await ended(maker)).toMatchObject({
    state: 'failed',
    code: 'invalid-input',
    message: expect.stringContaining('is not empty'),
  })
  await expect(taker.client.embeddings.export({ folder, trackIds: [] })).rejects.toMatchObject({
    code: 'not-analysed',
  })
})

/** What an import says of a copy of an export, in which something was changed. */
async function imported(name: string, change: (folder: string) => Promise<void>) {
  const folder = join(ground.root, name)
  await cp(join(ground.root, 'export npy'), folder, { recursive: true })
  await change(folder)
  await taker.client.embeddings.import({ folder })
  return ended(taker)
}

async function changeManifest(folder: string, change: (manifest: Manifest) => void) {
  const path = join(folder, 'manifest.json')
  const manifest: Manifest = JSON.parse(await readFile(path, 'utf8'))
  change(manifest)
  await writeFile(path, JSON.stringify(manifest))
}

const changed = (change: (manifest: Manifest) => void) => (folder: string) =>
  changeManifest(folder, change)

test.each<[name: string, code: string, change: (folder: string) => Promise<void>]>([
  ['no manifest', 'not-found', (folder) => rm(join(folder, 'manifest.json'))],
  ['no JSON', 'unrecognised-format', (folder) => writeFile(join(folder, 'manifest.json'), '{')],
  ['other JSON', 'unrecognised-format', (folder) => writeFile(join(folder, 'manifest.json'), '[]')],
  [
    'a newer version',
    'embeddings-newer',
    changed((manifest) => Object.assign(manifest, { version: 2 })),
  ],
  [
    'a path for a name',
    'unrecognised-format',
    changed(({ tables }) => Object.assign(tables.means!.files[0]!, { name: '../means.csv' })),
  ],
  [
    'another shape',
    'checkpoint-mismatch',
    changed(({ model }) => Object.assign(model!, { layers: 2 })),
  ],
  [
    'no model',
    'checkpoint-mismatch',
    changed((manifest) => Object.assign(manifest, { model: null })),
  ],
  [
    'no means',
    'unrecognised-format',
    changed((manifest) => Object.assign(manifest, { tables: {} })),
  ],
  ['a changed file', 'damaged', (folder) => appendFile(join(folder, 'means.csv'), '\n')],
  ['a cut file', 'damaged', (folder) => truncate(join(folder, 'means.npy'), 1000)],
  ['a lost file', 'not-found', (folder) => rm(join(folder, 'means.npy'))],
])('an export with %s is refused as %s', async (name, code, change) => {
  const before = embeddingsOf(takerData())
  expect(await imported(name, change)).toMatchObject({
    ...{ state: 'failed', code, means: 0, message: expect.any(String) },
  })
  expect(embeddingsOf(takerData())).toEqual(before)
})

test('rows that cannot be used are told, and the others are taken', async () => {
  const progress = await imported('rows', async (folder) => {
    const npy = await readFile(join(folder, 'means.npy'))
    npy.writeUInt16LE(0x7c00, npy.length - 2)
    await writeFile(join(folder, 'means.npy'), npy)
    const csv = await readFile(join(folder, 'means.csv'), 'utf8')
    const lines = csv.split('\n')
    const [one, two] = ['track 01', 'track 02'].map((title) =>
      lines.find((line) => line.includes(title)),
    )
    await writeFile(join(folder, 'means.csv'), [lines[0], one, one, two].join('\n'))
    await changeManifest(folder, (manifest) => {
      for (const file of manifest.tables.means!.files) {
        delete file.sha256
        delete file.bytes
      }
    })
  })
  expect(progress).toMatchObject({
    ...{ state: 'done', means: 0, kept: 1, refused: 2 },
    failures: [
      { title: 'track 01', message: expect.stringContaining('twice') },
      { title: 'track 02', message: 'A value is not a number.' },
    ],
  })
})
