/** Mode profiles on their way from a library into another, on melodies that the demo's synthesiser plays. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EmbeddingsProgress } from '../../contract/embeddings.ts'
import { openSqlite } from '../../native/sqlite.ts'
import {
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  until,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { makams } from '../demo/music/makams.ts'
import { ragas } from '../demo/music/ragas.ts'
import { type Recipe, record } from '../demo/synth/recording.ts'
import { wavFile } from '../demo/tags/pcm-files.ts'
import { unpackProfile } from '../mode/mode-facts.ts'
import { npyTable } from './npy-table.ts'
import type { Row } from './table.ts'
import { profilesTable } from './tables.ts'

const RATE = 22_050
const played: readonly (readonly [title: string, recipe: Recipe])[] = [
  [
    'hicaz',
    {
      ...{ seed: 103, mode: makams.hicaz, tempo: 110, seconds: 20 },
      ...{ tonic: 246.9, instrument: 'bowed' },
    },
  ],
  [
    'yaman',
    {
      ...{ seed: 109, mode: ragas.yaman, tempo: 84, seconds: 20, tanpura: 702 },
      ...{ tonic: 185, instrument: 'voice' },
    },
  ],
]

let ground: Ground
/** Listened to two melodies and a track of noise. */
let maker: TestEngine
/** Has the same files, and listened to none. */
let taker: TestEngine
const takerData = () => join(ground.root, 'other data')

beforeAll(async () => {
  ground = await makeGround()
  const texts = { artist: '', album: '', composer: '', genre: '', comment: '' }
  for (const [title, recipe] of played)
    await writeFile(
      join(ground.music, `${title}.wav`),
      wavFile(record(recipe, RATE), RATE, 16, {
        ...{ ...texts, title, track: 1, fields: {}, cover: new Uint8Array(0) },
      }),
    )
  await writeTracks(ground.music, 1, 12)
  maker = await openTestEngine(ground.data)
  await scanned(maker.client, ground.music)
  await maker.client.analysis.start({ kind: 'mode' })
  await maker.client.analysis.resume({ kind: 'mode' })
  await until(async () => (await maker.client.analysis.progress()).mode.state === 'idle')
  await mkdir(takerData())
  taker = await openTestEngine(takerData())
  await scanned(taker.client, ground.music)
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

function query<T>(dataFolder: string, sql: string): T[] {
  const db = openSqlite(join(dataFolder, 'library.sqlite'))
  try {
    const statement = db.prepare<[], T>(sql)
    if (statement.reader) return statement.all()
    statement.run()
    return []
  } finally {
    db.close()
  }
}

/** Everything that is known of melodies, the modes that are told of them included. */
const heardOf = (dataFolder: string) =>
  query(
    dataFolder,
    `SELECT hex(identity), version, decoder, mode.analysed_at, obstacle, faded_out, melody_seconds, listened_seconds,
            lowest, highest, given_tonic, tonic, tonic_confidence, hex(shape), hex(profile), hex(contour),
            (SELECT group_concat(vocabulary || tag || probability || rank) FROM tag
             WHERE tag.track_id = track.id AND source = 'mode') AS told
     FROM mode JOIN melody USING (track_id) JOIN track ON track.id = track_id
     WHERE predicted_as <> '' ORDER BY identity`,
  )

/** An import into a library that forgot what it had listened to. */
async function imported(folder: string): Promise<EmbeddingsProgress> {
  query(takerData(), 'DELETE FROM mode')
  query(takerData(), 'DELETE FROM melody')
  await taker.client.embeddings.import({ folder })
  return ended(taker)
}

test.each(['npy', 'parquet'] as const)(
  'profiles come back as %s, and with them every mode',
  async (format) => {
    const folder = join(ground.root, `export ${format}`)
    await maker.client.embeddings.export({ folder, format, contents: ['means', 'profiles'] })
    expect(await ended(maker)).toMatchObject({ state: 'done', means: 0, profiles: 3, model: null })
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    expect(Object.keys(manifest.tables)).toEqual(['profiles'])
    expect(manifest.settings).toMatchObject({ hopSeconds: 0.02 })

    expect(await imported(folder)).toMatchObject({ state: 'done', profiles: 3, refused: 0 })
    await until(() => heardOf(takerData()).length === 3)
    const heard = heardOf(ground.data)
    expect(heard).toContainEqual(expect.objectContaining({ tonic: expect.any(Number) }))
    expect(heardOf(takerData())).toEqual(heard)

    await taker.client.embeddings.import({ folder })
    expect(await ended(taker)).toMatchObject({ state: 'done', profiles: 0, kept: 3 })
  },
)

test('the vector of a row is its distributions, each with a sum of 1', async () => {
  const [stored] = query<{ identity: Buffer; profile: Buffer; tonic: number }>(
    ground.data,
    'SELECT identity, profile, tonic FROM melody JOIN mode USING (track_id) JOIN track ON track.id = track_id WHERE tonic IS NOT NULL',
  )
  const rows: Row[] = []
  for await (const some of npyTable.read(join(ground.root, 'export npy'), profilesTable, 3))
    rows.push(...some)
  const row = rows.find(({ cells }) => cells[0] === stored!.identity.toString('hex'))!
  const shares = new Float32Array(new Uint8Array(row.vector).buffer)
  expect(shares.subarray(0, 160)).toEqual(unpackProfile(stored!.profile).whole)
  expect(shares.subarray(0, 160).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
  const [tonic, hz] = ['tonic', 'tonic_hz'].map(
    (column) => row.cells[profilesTable.columns.findIndex(({ name }) => name === column)],
  )
  expect(tonic).toBe(stored!.tonic)
  expect((1200 * Math.log2(Number(hz) / 55) + 1200) % 1200).toBeCloseTo(stored!.tonic, 6)
})

test('a profile that cannot be used is told, and the others are taken', async () => {
  const folder = join(ground.root, 'export npy')
  const path = join(folder, 'profiles.csv')
  const [header, ...rows] = parse(await readFile(path)) as string[][]
  const change = (title: string, column: string, value: string) => {
    rows.find((row) => row[header!.indexOf('title')] === title)![header!.indexOf(column)] = value
  }
  change('hicaz', 'contour', Buffer.from('no contour').toString('base64'))
  change('yaman', 'obstacle', 'rain')
  await writeFile(path, stringify([header!, ...rows]))
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  for (const file of manifest.tables.profiles.files) {
    delete file.sha256
    delete file.bytes
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest))
  const progress = await imported(folder)
  expect(progress).toMatchObject({ state: 'done', profiles: 1, refused: 2 })
  expect(progress.failures).toEqual(
    expect.arrayContaining([
      { title: 'hicaz', message: 'Its contour cannot be read.' },
      { title: 'yaman', message: 'Its obstacle “rain” is not known.' },
    ]),
  )
})
