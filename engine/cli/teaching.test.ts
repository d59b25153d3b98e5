/** Teaching by command, and heads as tag packs. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqlite } from '../../native/sqlite.ts'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  until,
} from '../analysis/fixtures/test-engine.ts'
import { madeHead, madeTag } from '../heads/fixtures/made-head.ts'
import { writePack } from '../packs/pack-files.ts'
import { noise, wav } from '../scan/scan-fixture.ts'
import { runCli, startCli } from './fixtures/run-cli.ts'

const RATE = 8_000
let ground: Ground

/** A tone with some hiss, and hiss alone. */
async function writeMusic(folder: string): Promise<void> {
  for (let n = 1; n <= 8; n++) {
    const hiss = noise(n, 6 * RATE)
    const tone = hiss.map((value, at) => Math.round(value / 30 + 9_000 * Math.sin(at * 0.3)))
    await writeFile(join(folder, `tone ${n}.wav`), wav(tone, { title: `tone ${n}` }))
    await writeFile(
      join(folder, `hiss ${n}.wav`),
      wav(noise(50 + n, 6 * RATE), { title: `hiss ${n}` }),
    )
  }
}

async function naghma(...args: string[]) {
  const { code, out } = await runCli(['--json', '--data', ground.data, ...args], ground.root)
  return { code, result: out === '' ? {} : JSON.parse(out) }
}

const tracks = (word: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => join(ground.music, `${word} ${from + n}.wav`))

beforeAll(async () => {
  ground = await makeGround()
  await writeMusic(ground.music)
  const { client, close } = await openTestEngine(ground.data)
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  await client.analysis.start({})
  await client.analysis.resume({})
  await analysed(client)
  await close()
}, 60_000)
afterAll(() => ground.remove())

test('a tag is made, marked and learned, and asks for more', { timeout: 120_000 }, async () => {
  const made = await naghma('teach', 'new', 'Long tones', ...tracks('tone', 1, 6))
  expect(made.result).toMatchObject({ tag: { vocabulary: 'own', tag: 'long-tones' }, tracks: 6 })
  await naghma('teach', 'mark', 'long tones', '--not', ...tracks('hiss', 1, 6))
  const { result } = await naghma('teach', 'learn', 'long tones')
  expect(result.taught).toMatchObject({ version: 1, confirmed: 6, rejected: 6, changes: 0 })
  expect(result.taught.figure.rocAuc).toBeGreaterThan(0.7)
  const next = await naghma('teach', 'next', 'long tones')
  expect(next.result.tracks).toHaveLength(4)
  const ranking = await naghma('teach', 'rank', 'own:long-tones', '-n', '8')
  const titles = ranking.result.rows.map(({ track }: { track: { title: string } }) => track.title)
  expect(titles.every((title: string) => title.startsWith('tone'))).toBe(true)
  const words = await runCli(['--data', ground.data, 'teach'], ground.root)
  expect(words.out).toMatch(/Long tones .*version 1 .*of 100 pairs/)
  const none = await naghma('teach', 'learn', 'makam')
  expect(none).toMatchObject({ code: 1, result: { error: { code: 'too-few-examples' } } })
})

test('a head is written as a tag pack, taken in, pinned and removed', {
  timeout: 120_000,
}, async () => {
  const pack = join(ground.root, 'tones.zip')
  const options = ['--author', 'Me', '--licence', 'CC-BY-4.0']
  const written = await naghma('head', 'export', 'Long tones', pack, ...options)
  expect(written.result.about).toMatchObject({ author: 'Me', licence: { id: 'CC-BY-4.0' } })
  const { result } = await naghma('head', 'import', pack)
  expect(result.head).toMatchObject({ origin: 'pack', version: 1, predicted: 16 })
  const id = String(result.head.id)
  expect((await naghma('head', 'pin', id)).result.head).toMatchObject({ version: 1, pinned: true })
  const words = await runCli(['--data', ground.data, 'head'], ground.root)
  expect(words.out).toMatch(/Long tones, a tag pack, 16 tracks judged, pinned\n {4}\* version 1/)
  expect((await naghma('head', 'remove', id)).result).toEqual({ removed: result.head.id })
  const twice = await naghma('head', 'revert', 'long tones', '7')
  expect(twice).toMatchObject({ code: 1, result: { error: { code: 'not-found' } } })
})

/** Many tracks that sound like those there are, and a head that takes a second for them. Answers how many it judges. */
async function writeLongWork(path: string): Promise<number> {
  const db = openSqlite(join(ground.data, 'library.sqlite'))
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
    INSERT INTO track (identity, title, added_at) SELECT randomblob(16), 'copy ' || i, 0 FROM n;
    INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
    SELECT track.id, model_id, sound.depth, sound.windows, device, decoder, analysed_at, means FROM track,
      (SELECT * FROM sound LIMIT 1) AS sound WHERE title LIKE 'copy %';`)
  const model = db
    .prepare<[], { id: string; name: string; layers: number; hidden_size: number }>(
      'SELECT id, name, layers, hidden_size FROM model',
    )
    .get()
  const total = db.prepare<[], number>('SELECT count(*) FROM sound').pluck().get() ?? 0
  db.close()
  const { id: modelId = '', name = '', layers = 0, hidden_size: hiddenSize = 0 } = model ?? {}
  const encoder = { modelId, name, layers, hiddenSize }
  const head = madeHead({ encoder, hidden: 16_384, tags: [madeTag('heavy')] })
  const licence = { id: 'CC0-1.0', url: null }
  await writePack(path, head, { name: 'Heavy', description: '', author: '', licence, metrics: {} })
  return total
}

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends applying a tag pack, keeps what was judged, and head apply goes on (needs POSIX signals)',
  { timeout: 120_000 },
  async () => {
    const pack = join(ground.root, 'heavy')
    const total = await writeLongWork(pack)
    const cli = startCli(['--json', '--data', ground.data, 'head', 'import', pack], ground.root)
    const db = openSqlite(join(ground.data, 'library.sqlite'), { readonly: true })
    const judged = db
      .prepare<[], number>(
        `SELECT count(*) FROM head_prediction JOIN head ON head.id = head_id AND name = 'Heavy'`,
      )
      .pluck()
    await until(() => (judged.get() ?? 0) > 0)
    process.kill(-(cli.child.pid ?? 0), 'SIGINT')
    const { code, out } = await cli.ended
    expect(code).toBe(130)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'cancelled' } })
    const kept = judged.get() ?? 0
    expect(kept).toBeLessThan(total)
    expect((await naghma('head')).result.heads.at(-1)).toMatchObject({ predicted: kept })
    expect((await naghma('head', 'apply')).result).toMatchObject({ tracks: total - kept })
    expect(judged.get()).toBe(total)
    db.close()
  },
)
