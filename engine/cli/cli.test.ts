import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSqlite } from '../../native/sqlite.ts'
import { type Ground, makeGround, until, writeTracks } from '../analysis/fixtures/test-engine.ts'
import { runCli, startCli } from './fixtures/run-cli.ts'

let ground: Ground
beforeAll(async () => {
  ground = await makeGround()
})
afterAll(() => ground.remove())

const run = (...args: string[]) => runCli(['--data', ground.data, ...args], ground.root)

/** Runs with --json; the output must be one JSON value, and nothing on standard error. */
async function json(...args: string[]): Promise<{ code: number | null; value: unknown }> {
  const { code, out, err } = await run(...args, '--json')
  expect(err).toBe('')
  return { code, value: JSON.parse(out) }
}

describe('a session', () => {
  test('scan reads a folder, and answers 3 when files had problems', async () => {
    await writeTracks(ground.music, 4)
    const first = await run('scan', ground.music)
    expect(first).toMatchObject({ code: 0 })
    expect(first.out).toBe('4 files seen, 4 new or changed. The library has 4 tracks.\n')
    expect(first.err).not.toContain('\u001b')
    await writeFile(join(ground.music, 'letter.mp3'), 'Dear reader, '.repeat(500))
    expect(await json('scan')).toEqual({
      code: 3,
      value: {
        ...{ files: 5, read: 1, tracks: 4, newTracks: 0, missingTracks: 0, problems: 1 },
        unfinished: [],
      },
    })
    expect(await json('scan', ground.music)).toMatchObject({ code: 0, value: { read: 0 } })
  })

  test('scan ignores what rules say of a folder, until they are taken back', async () => {
    expect(await json('scan', '--ignore', '*.wav')).toMatchObject({
      value: { error: { code: 'invalid-input' } },
    })
    const rules = ['--ignore', 'letter.*', '--ignore', 'track 0[34].wav']
    expect(await json('scan', ground.music, ...rules)).toMatchObject({
      code: 0,
      value: { files: 2, tracks: 2, problems: 0 },
    })
    expect(await json('scan', ground.music, '--ignore', 'none')).toMatchObject({
      code: 3,
      value: { tracks: 4, problems: 1 },
    })
  })

  test('problems tells why', async () => {
    const { value } = await json('problems')
    expect(value).toMatchObject({
      total: 1,
      problems: [{ code: 'unrecognised-format', path: join(ground.music, 'letter.mp3') }],
    })
    expect((await run('problems')).out).toContain('unrecognised-format')
    expect(await json('problems', '--retry')).toEqual({ code: 0, value: { retried: 1 } })
  })

  test('analyse needs a model, takes one, and says what it did', async () => {
    expect(await json('analyse')).toMatchObject({ code: 1, value: { error: { code: 'no-model' } } })
    expect(await json('model', ground.checkpoint)).toMatchObject({
      code: 0,
      value: { model: { randomWeights: true, layers: 4 } },
    })
    const { code, out, err } = await run('analyse', join(ground.music, 'track 01.wav'))
    expect({ code, out }).toEqual({
      code: 0,
      out: '1 track analysed. 1 track of the library can be compared.\n',
    })
    expect(err).toMatch(/^Analysing \d\/\d/m)
    expect(await json('analyse', '--depth', 'full')).toEqual({
      code: 0,
      value: { analysed: 3, problems: 0, analysedTracks: 4 },
    })
    expect(await json('analyse')).toMatchObject({ code: 0, value: { analysed: 0 } })
  })

  test('status, search and similar', async () => {
    expect(await json('status')).toMatchObject({
      code: 0,
      value: { tracks: 4, analysedTracks: 4, folders: 1, host: 'command line' },
    })
    expect((await run('status')).out).toContain('Sound      4 analysed with')
    expect(await json('search', 'TRACK', '03')).toMatchObject({
      code: 0,
      value: { total: 1, tracks: [{ title: 'track 03' }] },
    })
    const { code, value } = await json('similar', 'track 02', '-n', '2', '--playlist', 'Evening')
    expect(code).toBe(0)
    expect(value).toMatchObject({
      seeds: [{ track: { title: 'track 02' }, leftOut: false, copies: [] }],
      randomWeights: true,
      playlist: { name: 'Evening' },
    })
    expect((value as { neighbours: unknown[] }).neighbours).toHaveLength(2)
    const several = ['similar', 'track 02', 'track 03', '--without-missing', '--no-fold']
    expect(
      await json(...several, '--folder', ground.music, '--max-duration', '1:00'),
    ).toMatchObject({
      code: 0,
      value: {
        seeds: [{ track: { title: 'track 02' } }, { track: { title: 'track 03' } }],
        neighbours: [{ place: 1 }, { place: 2 }],
      },
    })
    const none = await run(...several, '--min-duration', '90', '--per-artist', '1')
    expect(none.out).toMatch(
      /^Sounds like these 2 tracks together:[\s\S]*Nothing is left: .*\(duration\).* 2 tracks\.\n/,
    )
  })

  test('embeddings leave, and come back to who has none', async () => {
    expect(await json('embeddings', 'export', 'out', 'track 02', 'track 03')).toMatchObject({
      code: 0,
      value: { folder: join(ground.root, 'out'), means: 2, model: { current: true } },
    })
    expect((await run('embeddings', 'import', 'out')).out).toBe(
      'Imported: embeddings of 0 tracks by checkpoint; 2 had as much already.\n',
    )
    const windows = ['embeddings', 'export', 'windows', 'track 02', '--windows', '--layers', '0']
    expect((await run(...windows)).out).toBe(
      'In windows: embeddings of 1 track by checkpoint, 2 windows.\n',
    )
    expect(await json('embeddings', 'export', 'out')).toMatchObject({
      code: 1,
      value: { error: { code: 'invalid-input' } },
    })
  })

  test('playlists', async () => {
    const file = join(ground.root, 'Evening.m3u8')
    expect(await json('playlist', 'export', 'evening', file, '--relative')).toMatchObject({
      code: 0,
      value: { file, tracks: 3, leftOut: [] },
    })
    const written = await readFile(file, 'utf8')
    expect(written).toMatch(/^#EXTM3U\n/)
    expect(written).toContain('\nmusic/track 02.wav\n')
    const { out } = await run('playlist', 'export', 'Evening')
    expect(out).toContain(join(ground.music, 'track 02.wav'))
    expect(await json('playlist', 'create', 'Two', '1', 'track 04')).toMatchObject({
      value: { playlist: { name: 'Two', tracks: 2 } },
    })
    expect(await json('playlist', 'delete', 'Two')).toMatchObject({ code: 0 })
    const table = join(ground.root, 'Again.xspf')
    await json('playlist', 'export', 'Evening', table)
    expect(await readFile(table, 'utf8')).toMatch(/^<\?xml/)
    expect(await json('playlist', 'import', table)).toMatchObject({
      code: 0,
      value: { imported: [{ found: 3, how: { path: 3 } }], failures: [] },
    })
    const stick = join(ground.root, 'stick')
    await mkdir(stick)
    expect(await json('playlist', 'send', 'Evening', stick, '--names', 'original')).toMatchObject({
      code: 0,
      value: { sent: 3, skipped: 0, failures: [], list: join(stick, 'Evening.m3u8') },
    })
    expect(await readFile(join(stick, 'track 02.wav'))).toEqual(
      await readFile(join(ground.music, 'track 02.wav')),
    )
    expect(await json('playlist', 'list')).toMatchObject({
      value: {
        playlists: [
          { name: 'Evening', tracks: 3 },
          { name: 'Evening', tracks: 3 },
        ],
      },
    })
  })

  test('it leaves no process and no file behind', async () => {
    expect((await readdir(ground.root)).filter((name) => name.startsWith('naghma-'))).toEqual([])
    expect(await readdir(ground.data)).not.toContain('engine.json')
  })
})

test.each([
  [['fly']],
  [['scan', '--fast']],
  [['similar']],
  [['similar', '1', '--limit', 'many']],
  [['analyse', '--depth', 'deep']],
  [['serve', '--port', '99999']],
  [['mode']],
  [['mode', '1', '--tradition', 'persian']],
  [['tags', '1', '--confirm', 'Hicaz', '--replace', 'Rast']],
  [['tags', '1', '--undo', 'all']],
  [['browse', '--threshold', '101']],
  [['similar', '1', '--blend', '1.5']],
  [['similar', '1', '--min-duration', 'long']],
  [['similar', '1', '--per-artist', '0']],
  [['evaluate', 'modes']],
  [['playlist', 'sing']],
])('%o is a usage error', async (args) => {
  const { code, out, err } = await run(...args, '--json')
  expect(code).toBe(2)
  expect(err).toMatch(/^error: .*\n/)
  expect(JSON.parse(out)).toMatchObject({
    error: { code: 'usage', message: expect.stringMatching(/\w/) },
  })
  expect(await run(...args)).toMatchObject({ code: 2, out: '' })
})

test.each([
  [['similar', '4711'], 'not-found'],
  [['similar', 'no such words'], 'not-found'],
  [['mode', '4711'], 'not-found'],
  [['mode', 'no such words'], 'not-found'],
  [['tags', '4711'], 'not-found'],
  [['listen', '4711'], 'not-found'],
  [['browse', '--tag', 'no such tag'], 'not-found'],
  [['playlist', 'export', 'no such playlist'], 'not-found'],
  [['scan', '/no/such/folder'], 'not-found'],
  [['model', '/no/such/checkpoint'], 'not-found'],
  [['analyse', '--model', '/no/such/checkpoint'], 'not-found'],
])('%o fails with the code %s', async (args, code) => {
  const result = await runCli(
    ['--data', join(ground.root, 'failures'), '--json', ...args],
    ground.root,
  )
  expect(result.code).toBe(1)
  expect(JSON.parse(result.out)).toMatchObject({
    error: { code, message: expect.stringMatching(/\w/) },
  })
})

test('a scan without any folder says what to do', async () => {
  const data = join(ground.root, 'no-folders')
  expect(await runCli(['--data', data, 'scan'], ground.root)).toEqual({
    ...{ code: 1, out: '' },
    err: 'naghma: There is no music folder yet. Name one: naghma scan <folder>\n',
  })
})

test('several folders are scanned to the end', async () => {
  const data = join(ground.root, 'several')
  const folders = ['a', 'b', 'c'].map((name) => join(ground.root, name))
  for (const [n, folder] of folders.entries()) {
    await mkdir(folder)
    await writeTracks(folder, n + 1, n + 1)
  }
  const { out } = await runCli(['--data', data, '--json', 'scan', ...folders], ground.root)
  expect(JSON.parse(out)).toMatchObject({ files: 6, read: 6, tracks: 6 })
  const again = await runCli(['--data', data, '--json', 'scan'], ground.root)
  expect(JSON.parse(again.out)).toMatchObject({ files: 6, read: 0, tracks: 6 })
  const [away = ''] = folders
  await rm(away, { recursive: true })
  const partly = await runCli(['--data', data, '--json', 'scan'], ground.root)
  expect(partly.code).toBe(3)
  expect(partly.err).toBe(`${away} cannot be found now; what is known of it stays.\n`)
  expect(JSON.parse(partly.out)).toMatchObject({
    ...{ files: 5, tracks: 6 },
    unfinished: [{ path: away, state: 'missing' }],
  })
})

test('every command explains itself', async () => {
  const commands = [
    [],
    ...['scan', 'analyse', 'model', 'listen', 'mode', 'tags', 'browse', 'similar', 'search'],
    ...['playlist', 'status', 'problems', 'evaluate', 'serve'],
    ['evaluate', 'modes'],
    ...['list', 'create', 'delete', 'export', 'import', 'send'].map((name) => ['playlist', name]),
  ].map((command) => [command].flat())
  const helps = await Promise.all(commands.map((command) => run(...command, '--help')))
  for (const [n, { code, out }] of helps.entries()) {
    expect(code).toBe(0)
    expect(out).toContain(`Usage: naghma ${commands[n]?.join(' ') ?? ''}`)
    expect(out).toMatch(/--json/)
  }
  expect(helps[0]?.out).toMatch(/Exit codes:[\s\S]*130 {2}interrupted/)
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+/)
})

test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends an analysis cleanly with 130, keeps what was done, and blames no track',
  async () => {
    const music = join(ground.root, 'long-music')
    const data = join(ground.root, 'long-data')
    await mkdir(music)
    await writeTracks(music, 8, 150)
    await runCli(['--data', data, 'scan', music], ground.root)
    const cli = startCli(
      ['--data', data, '--json', 'analyse', '--depth', 'full', '--model', ground.checkpoint],
      ground.root,
    )
    const db = openSqlite(join(data, 'library.sqlite'), { readonly: true })
    const stored = db.prepare<[], number>('SELECT count(*) FROM sound').pluck()
    await until(() => (stored.get() ?? 0) >= 1)
    const asked = Date.now()
    // As a terminal does it: to the whole process group.
    process.kill(-(cli.child.pid ?? 0), 'SIGINT')
    const { code, out, err } = await cli.ended
    expect(Date.now() - asked).toBeLessThan(3_000)
    expect(code).toBe(130)
    const done = stored.get() ?? 0
    db.close()
    expect(done).toBeGreaterThanOrEqual(1)
    expect(done).toBeLessThan(8)
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'cancelled' } })
    expect(err).toBe('')
    const status = await runCli(['--data', data, '--json', 'status'], ground.root)
    expect(JSON.parse(status.out)).toMatchObject({
      analysedTracks: done,
      problems: 0,
      analysis: { sound: { state: 'paused', total: 8 - done } },
    })
  },
)
