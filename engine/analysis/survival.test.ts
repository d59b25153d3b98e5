/** What may happen to the whole of Naghma while it analyses: sudden death, a full disk, endless files. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open as openFile, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../native/sqlite.ts'
import { peakMemory } from '../processes/fixtures/processes.ts'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  until,
  writeTracks,
} from './fixtures/test-engine.ts'

let ground: Ground
let open: TestEngine | undefined

beforeEach(async () => {
  ground = await makeGround()
})
afterEach(async () => {
  await open?.close()
  open = undefined
  await ground.remove()
})

const cli = new URL('../host-cli.ts', import.meta.url).pathname

/** Runs the command line until the library satisfies a condition, then kills it with everything it started. */
async function killedWhen(
  args: string[],
  query: string,
  enough: (count: number) => boolean,
): Promise<number> {
  const child = spawn(process.execPath, [cli, '--data', ground.data, ...args], {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, TMPDIR: ground.root },
  })
  const exited = once(child, 'exit')
  const count = () => {
    try {
      const db = openSqlite(join(ground.data, 'library.sqlite'), { readonly: true })
      const n = db.prepare<[], number>(query).pluck().get() ?? 0
      db.close()
      return n
    } catch {
      return 0
    }
  }
  await until(() => enough(count()))
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await exited
  return count()
}

function isSound(): boolean {
  const db = openSqlite(join(ground.data, 'library.sqlite'))
  const answer = db.pragma('quick_check', { simple: true })
  db.close()
  return answer === 'ok'
}

test.skipIf(process.platform === 'win32')(
  'kill -9 of everything in the middle of a scan and of an analysis: all goes on where it was',
  async () => {
    await writeTracks(ground.music, 300, 1)
    const tracks = await killedWhen(
      ['scan', ground.music],
      'SELECT count(*) FROM track',
      (n) => n >= 50,
    )
    expect(isSound()).toBe(true)
    open = await openTestEngine(ground.data)
    expect((await open.client.engine.status()).tracks).toBe(tracks)
    await scanned(open.client, ground.music)
    expect(await open.client.engine.status()).toMatchObject({ tracks: 300, problems: 0 })
    await open.close()

    const analysis = ['analyse', '--model', ground.checkpoint]
    const stored = 'SELECT count(*) FROM sound'
    const done = await killedWhen(analysis, stored, (n) => n >= 20)
    const more = await killedWhen(analysis, stored, (n) => n >= done + 20)
    expect(isSound()).toBe(true)
    open = await openTestEngine(ground.data)
    const { client } = open
    await client.model.use({ path: ground.checkpoint })
    const status = await client.engine.status()
    expect(status.analysedTracks).toBe(more)
    expect(status.analysis.sound).toMatchObject({ state: 'paused', total: 300 - more })
    await client.analysis.resume()
    await until(async () => (await client.engine.status()).analysedTracks >= more + 20)
    expect(await client.engine.status()).toMatchObject({ problems: 0 })
  },
)

async function fill(folder: string): Promise<string> {
  const path = join(folder, 'filler')
  await using file = await openFile(path, 'w')
  for (const size of [65_536, 4_096, 512])
    for (let full = false; !full; )
      await file.write(Buffer.alloc(size)).catch(() => {
        full = true
      })
  return path
}

/** A file system of a few megabytes at a folder; the reason when this user may not mount one. */
async function mountSmall(folder: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true })
  const { status, error, stderr } = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', 'size=6m', 'naghma-test', folder],
    { encoding: 'utf8' },
  )
  return status === 0 ? undefined : (error?.message ?? stderr.trim())
}

test('on a full disk the analysis waits, says so, loses nothing, and goes on when there is room', async (context) => {
  await writeTracks(ground.music, 40)
  const refusal = await mountSmall(ground.data)
  if (refusal) context.skip(`a small file system cannot be mounted: ${refusal}`)
  try {
    open = await openTestEngine(ground.data)
    const { client } = open
    await scanned(client, ground.music)
    await client.model.use({ path: ground.checkpoint })
    await client.analysis.start({})
    await client.analysis.resume()
    await until(async () => (await client.analysis.progress()).sound.done >= 3)
    const filler = await fill(ground.data)
    expect((await statfs(ground.data)).bavail).toBeLessThan(2)
    await until(async () => (await client.analysis.progress()).sound.state === 'paused')
    const { sound: held } = await client.analysis.progress()
    expect(held.waiting).toMatch(/disk.*full.*paused/i)
    expect(held.total).toBe(40)
    expect((await client.problems.list({})).total).toBe(0)
    expect((await client.track.list({})).total).toBe(40)
    await client.analysis.resume()
    await until(async () => (await client.analysis.progress()).sound.state === 'paused')
    await client.analysis.resume()
    await until(async () => (await client.analysis.progress()).sound.state === 'paused')

    await rm(filler)
    await client.analysis.resume()
    await analysed(client)
    expect(await client.engine.status()).toMatchObject({ analysedTracks: 40, problems: 0 })
    await open.close()
    expect(isSound()).toBe(true)
    open = undefined
  } finally {
    await open?.close()
    open = undefined
    spawnSync('umount', [ground.data])
  }
})

const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0

test.skipIf(!ffmpeg)(
  'a file of three hours is analysed in little memory (an mp3 made with ffmpeg; skipped without it)',
  async () => {
    const minute = join(ground.root, 'minute.mp3')
    const made = spawnSync('ffmpeg', [
      ...['-loglevel', 'error', '-f', 'lavfi', '-i', 'anoisesrc=d=60:r=8000'],
      ...['-ac', '1', '-b:a', '16k', '-write_xing', '0', '-id3v2_version', '0', minute],
    ])
    expect(made.status).toBe(0)
    const bytes = await readFile(minute)
    await writeFile(join(ground.music, 'long.mp3'), Buffer.concat(Array(180).fill(bytes)))
    open = await openTestEngine(ground.data)
    const { client } = open
    await scanned(client, ground.music)
    await client.model.use({ path: ground.checkpoint })
    await client.analysis.start({ depth: 'quick' })
    await client.analysis.resume()
    await analysed(client)
    const [track] = (await client.track.list({})).rows
    expect(track).toMatchObject({ sound: 'quick', damaged: false })
    expect(track?.duration).toBeGreaterThan(10_700)
    const peak = peakMemory(open.pid('media'))
    if (peak !== undefined) expect(peak).toBeLessThan(400e6)
  },
  120_000,
)
