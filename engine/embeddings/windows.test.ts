/** Vectors of windows, computed anew for an export, on what the demo's synthesiser plays. */
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { EmbeddingsProgress, ExportOptions } from '../../contract/embeddings.ts'
import { openSqlite } from '../../native/sqlite.ts'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  until,
} from '../analysis/fixtures/test-engine.ts'
import { makams } from '../demo/music/makams.ts'
import { record } from '../demo/synth/recording.ts'
import { wavFile } from '../demo/tags/pcm-files.ts'
import type { Manifest } from './manifest.ts'
import { tableFiles } from './manifest.ts'
import { type Cell, named, type Table } from './table.ts'
import { windowsTable } from './tables.ts'

const RATE = 22_050
/** Seconds: 7 windows of which quick depth takes 4, 3 windows of which the last overlaps, one short window. */
const lengths = { long: 31, middle: 12, short: 3 }

let ground: Ground
let engine: TestEngine
/** Tracks whose windows were asked of the media process, since this was emptied. */
let asked = 0
let cancelAt = Number.POSITIVE_INFINITY

beforeAll(async () => {
  ground = await makeGround()
  const texts = { artist: '', album: '', composer: '', genre: '', comment: '' }
  for (const [n, [title, seconds]] of Object.entries(lengths).entries()) {
    const recipe = { seed: n, mode: makams.hicaz, tempo: 110, seconds, tonic: 246.9 + 30 * n }
    const channels = record({ ...recipe, instrument: 'bowed' }, RATE)
    const cut = channels.map((channel) => channel.subarray(0, seconds * RATE))
    await writeFile(
      join(ground.music, `${title}.wav`),
      wavFile(cut, RATE, 16, {
        ...{ ...texts, title, track: 1, fields: {}, cover: new Uint8Array(0) },
      }),
    )
  }
  engine = await openTestEngine(ground.data, {
    onPost: (_kind, message) => {
      if (!JSON.stringify(message).includes('"embedWindows"')) return
      asked++
      if (asked === cancelAt) void engine.client.embeddings.cancel()
    },
  })
  const { client } = engine
  await client.engine.changeSettings({ quickWindows: 4, depth: 'quick' })
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  await client.analysis.start({ kind: 'sound' })
  await client.analysis.resume({ kind: 'sound' })
  await analysed(client)
}, 120_000)
afterAll(async () => {
  await engine.close()
  await ground.remove()
})
afterEach(() => {
  asked = 0
  cancelAt = Number.POSITIVE_INFINITY
})

async function exported(options: Partial<ExportOptions>): Promise<EmbeddingsProgress> {
  const { client } = engine
  await client.embeddings.export({ folder: '', contents: ['windows'], ...options })
  await until(async () => (await client.embeddings.progress()).state !== 'running')
  return client.embeddings.progress()
}

async function rowsOf(folder: string) {
  const manifest: Manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const { rows, vector } = manifest.tables.windows!
  const table: Table = { ...windowsTable([], 0), vector }
  const read = []
  for await (const some of tableFiles[manifest.files].read(folder, table, rows))
    for (const row of some)
      read.push({
        facts: named(table, row),
        vector: new Float16Array(new Uint8Array(row.vector).buffer),
      })
  return { manifest, rows: read }
}

interface Stored {
  identity: string
  title: string
  depth: string
  means: Buffer
}

function storedMeans(): Stored[] {
  const db = openSqlite(join(ground.data, 'library.sqlite'), { readonly: true })
  try {
    return db
      .prepare<[], Stored>(
        'SELECT lower(hex(identity)) AS identity, title, depth, means FROM sound JOIN track ON track.id = track_id',
      )
      .all()
  } finally {
    db.close()
  }
}

test.each(['npy', 'parquet'] as const)(
  'the mean of the windows as %s is the mean of the track',
  async (format) => {
    const folder = join(ground.root, `windows ${format}`)
    expect(await exported({ folder, format })).toMatchObject({
      ...{ state: 'done', windows: 8, done: 8, total: 8, refused: 0, secondsLeft: null },
    })
    const { manifest, rows } = await rowsOf(folder)
    expect(manifest).toMatchObject({
      model: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), converter: 2 },
      devices: ['cpu'],
      settings: { sampleRate: 24_000, windowSeconds: 5, quickWindows: 4 },
    })
    const stored = storedMeans()
    expect(stored.map(({ title, depth }) => `${title} ${depth}`).sort()).toEqual([
      'long quick',
      'middle full',
      'short full',
    ])
    for (const { identity, means } of stored) {
      const own = rows.filter(({ facts }) => facts.identity === identity)
      const mean = new Float16Array(new Uint8Array(means).buffer)
      for (const [i, value] of mean.entries()) {
        const sum = own.reduce((total, { vector }) => total + vector[i]!, 0)
        // Half a unit in the last place of each window, and of the mean itself.
        const largest = own.reduce((most, { vector }) => Math.max(most, Math.abs(vector[i]!)), 0)
        expect(Math.abs(sum / own.length - value)).toBeLessThanOrEqual(
          2 ** -10 * largest + 2 ** -23,
        )
      }
    }
    const timesOf = (title: string) =>
      rows
        .filter(({ facts }) => facts.title === title)
        .map(({ facts: { window, start, end } }) => [window, start, end])
    expect(timesOf('long')).toEqual([
      [0, 0, 5],
      [2, 10, 15],
      [4, 20, 25],
      [6, 26, 31],
    ])
    expect(timesOf('middle')).toEqual([
      [0, 0, 5],
      [1, 5, 10],
      [2, 7, 12],
    ])
    expect(timesOf('short')).toEqual([[0, 0, 3]])
  },
)

test('only the layers asked for are written, of the same bits', async () => {
  const all = await rowsOf(join(ground.root, 'windows npy'))
  const { layers, hiddenSize } = all.manifest.model!
  const folder = join(ground.root, 'one layer')
  expect(await exported({ folder, layers: [layers - 1, 1] })).toMatchObject({ state: 'done' })
  const { manifest, rows } = await rowsOf(folder)
  expect(manifest.tables.windows!.vector.parts).toEqual([`layer_${layers - 1}`, 'layer_1'])
  for (const [r, { vector }] of rows.entries()) {
    const whole = all.rows[r]!.vector
    expect(vector.subarray(0, hiddenSize)).toEqual(whole.subarray(-hiddenSize))
    expect(vector.subarray(hiddenSize)).toEqual(whole.subarray(hiddenSize, 2 * hiddenSize))
  }
  await expect(exported({ folder, layers: [layers] })).rejects.toMatchObject({
    code: 'invalid-input',
  })
})

test('an export that was cancelled goes on where it was, and a complete one leaves nothing behind', async () => {
  const folder = join(ground.root, 'cancelled')
  cancelAt = 3
  expect(await exported({ folder, layers: [0] })).toMatchObject({ state: 'cancelled' })
  expect(await readdir(ground.root)).not.toContain('cancelled')
  expect(await readdir(join(ground.data, 'cache', 'windows'))).toHaveLength(1)
  asked = 0
  cancelAt = Number.POSITIVE_INFINITY
  expect(await exported({ folder, layers: [0] })).toMatchObject({ state: 'done', windows: 8 })
  expect(asked).toBe(1)
  expect(await readdir(join(ground.data, 'cache', 'windows'))).toEqual([])
})

test('a track that cannot be read is told, and the others are written', async () => {
  const [place, away] = [ground.music, ground.root].map((folder) => join(folder, 'middle.wav'))
  await rename(place!, away!)
  const progress = await exported({ folder: join(ground.root, 'gap'), layers: [2] })
  expect(progress).toMatchObject({
    ...{ state: 'done', windows: 5, done: 8, refused: 1 },
    failures: [{ title: 'middle', message: expect.any(String) }],
  })
  await rename(away!, place!)
})

/** An export with its windows changed, and no digests to tell. */
async function changed(from: string, to: string, change: (values: Float16Array) => void) {
  await cp(from, to, { recursive: true })
  const path = join(to, 'windows.npy')
  const bytes = await readFile(path)
  const header = 10 + bytes.readUInt16LE(8)
  const values = new Float16Array(new Uint8Array(bytes.subarray(header)).buffer)
  change(values)
  await writeFile(path, Buffer.concat([bytes.subarray(0, header), Buffer.from(values.buffer)]))
  const manifest: Manifest = JSON.parse(await readFile(join(to, 'manifest.json'), 'utf8'))
  for (const table of Object.values(manifest.tables))
    for (const file of table?.files ?? []) delete file.sha256
  await writeFile(join(to, 'manifest.json'), JSON.stringify(manifest))
}

const keyOf = ({ identity, window }: { [column: string]: Cell }) => `${identity} ${window}`

async function imported(other: TestEngine, folder: string, windows = true) {
  await other.client.embeddings.import({ folder, windows })
  await until(async () => (await other.client.embeddings.progress()).state !== 'running')
  return other.client.embeddings.progress()
}

test.each(['npy', 'parquet'] as const)(
  'windows as %s go to a library without the model, and come out of it the same',
  async (format) => {
    const [whole, back] = ['whole', 'back'].map((name) => join(ground.root, `${name} ${format}`))
    await exported({ folder: whole!, format, contents: ['means', 'windows'] })
    const other = await openTestEngine(join(ground.root, `other ${format}`))
    const { client } = other
    await scanned(client, ground.music)
    expect(await imported(other, whole!, false)).toMatchObject({ means: 3, windows: 0, total: 3 })
    const modelId = (await client.embeddings.progress()).model!.modelId
    const options = { folder: back!, format, modelId, contents: ['windows' as const] }
    await expect(client.embeddings.export(options)).rejects.toMatchObject({ code: 'no-model' })
    expect(await imported(other, whole!)).toMatchObject({
      ...{ state: 'done', means: 0, windows: 8, kept: 3, refused: 0, done: 11, total: 11 },
    })
    expect(await imported(other, whole!)).toMatchObject({ windows: 0, kept: 11 })
    await client.embeddings.export(options)
    await until(async () => (await client.embeddings.progress()).state === 'done')
    await other.close()
    // The other library has the tracks in an order of its own.
    const inOrder = async (folder: string) =>
      (await rowsOf(folder)).rows.sort((a, b) => keyOf(a.facts).localeCompare(keyOf(b.facts)))
    const rows = await inOrder(back!)
    expect(rows).toEqual(await inOrder(whole!))
    expect(rows).toHaveLength(8)
  },
)

test('windows that the embedding was not made of, or of no numbers, are told and left out', async () => {
  const whole = join(ground.root, 'whole npy')
  const { layers, hiddenSize } = (await rowsOf(whole)).manifest.model!
  const size = layers * hiddenSize
  const wrong: [string, (values: Float16Array) => void, string][] = [
    [
      'others',
      (values) => values.subarray(0, size).fill(7),
      'These are not the windows that its embedding here was made of.',
    ],
    ['no numbers', (values) => values.fill(Number.NaN, 5, 6), 'A value is not a number.'],
  ]
  for (const [name, change, message] of wrong) {
    const folder = join(ground.root, name)
    await changed(whole, folder, change)
    expect(await imported(engine, folder)).toMatchObject({
      ...{ state: 'done', refused: 1, done: 11, total: 11 },
      failures: [{ title: expect.any(String), message }],
    })
  }
})

test('what is kept is not computed anew, and goes with the mean that was made of it', async () => {
  const { client } = engine
  await imported(engine, join(ground.root, 'whole npy'))
  const folder = join(ground.root, 'kept')
  expect(await exported({ folder, layers: [1] })).toMatchObject({ state: 'done', windows: 8 })
  expect(asked).toBe(0)
  await client.analysis.start({ kind: 'sound', depth: 'full' })
  await client.analysis.resume({ kind: 'sound' })
  await analysed(client)
  const full = join(ground.root, 'kept and full')
  expect(await exported({ folder: full, layers: [1] })).toMatchObject({ windows: 11 })
  expect(asked).toBe(1)
})
