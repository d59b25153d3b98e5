import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TrackRow } from '../../contract/track.ts'
import { encodeAudio } from '../../native/audio/encode.ts'
import type { Expendable } from '../processes/port.ts'
import { noise, wav } from '../scan/scan-fixture.ts'
import { writeGeneratedCheckpoint } from '../sound/weight-generator.ts'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  type TestEngineOptions,
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

/** An engine that has scanned the music and has a model. */
async function ready(options?: TestEngineOptions): Promise<TestEngine> {
  open = await openTestEngine(ground.data, options)
  await scanned(open.client, ground.music)
  await open.client.model.use({ path: ground.checkpoint })
  return open
}

async function rows({ client }: TestEngine): Promise<TrackRow[]> {
  return (await client.track.list({ sort: 'title' })).rows
}

async function doneRows(engine: TestEngine): Promise<TrackRow[]> {
  return (await rows(engine)).filter(({ sound }) => sound === 'quick' || sound === 'full')
}

/** When each analysed track was analysed. */
async function analysisTimes(engine: TestEngine): Promise<Map<number, number>> {
  const times = new Map<number, number>()
  for (const { id } of await doneRows(engine)) {
    const { analysis } = await engine.client.track.get({ id })
    if (analysis) times.set(id, analysis.analysedAt)
  }
  return times
}

function milliseconds(since: number): number {
  return Date.now() - since
}

test('every track is analysed, with progress; what is done can be searched while the rest waits', async () => {
  await writeTracks(ground.music, 12)
  const engine = await ready()
  const { client, events } = engine
  expect(await client.analysis.start({})).toEqual({ queued: 12 })
  await client.analysis.resume()
  await until(async () => {
    const { sound } = await client.analysis.progress()
    return sound.done >= 4 && (sound.tracksPerMinute ?? 0) > 0
  })
  await client.analysis.pause()
  const [seed, other] = await doneRows(engine)
  await until(async () => {
    const { neighbours } = await client.similar.query({
      trackIds: [seed?.id ?? 0],
      k: 12,
      fold: false,
    })
    return neighbours.some(({ track }) => track.id === other?.id)
  })
  const { sound: paused } = await client.analysis.progress()
  expect(paused).toMatchObject({ state: 'paused', total: 12 })
  expect(paused.done).toBeLessThan(12)
  await client.analysis.resume()
  await analysed(client)
  expect(await doneRows(engine)).toHaveLength(12)
  expect((await client.analysis.progress()).sound).toMatchObject({
    done: 12,
    total: 12,
    problems: 0,
  })
  const told = events.flatMap((event) => (event.type === 'analysis.progress' ? [event] : []))
  expect(told.some(({ progress }) => progress.current.length > 0)).toBe(true)
  const { analysis, ...detail } = await client.track.get({ id: seed?.id ?? 0 })
  expect(analysis).toMatchObject({ depth: 'full', windows: 2, decoder: 'pcm' })
  expect(detail.duration).toBeCloseTo(6, 2)
})

test('pause, resume and cancel take less than a second, in the middle of a long track too', async () => {
  await writeTracks(ground.music, 2, 20 * 60)
  const engine = await ready()
  const { client } = engine
  const shares = async () =>
    (await client.analysis.progress()).sound.current.map(({ progress }) => progress ?? 0)
  await client.analysis.start({ depth: 'full' })
  await client.analysis.resume()
  await until(async () => (await shares()).some((share) => share > 0.02))

  let asked = Date.now()
  expect((await client.analysis.pause()).sound.state).toBe('paused')
  expect(milliseconds(asked)).toBeLessThan(1_000)
  await new Promise((resolve) => setTimeout(resolve, 700))
  const held = await shares()
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(await shares()).toEqual(held)
  expect(Math.max(...held)).toBeLessThan(0.9)

  asked = Date.now()
  expect((await client.analysis.resume()).sound.state).toBe('running')
  await until(async () => Math.max(...(await shares())) > Math.max(...held))
  expect(milliseconds(asked)).toBeLessThan(1_500)

  asked = Date.now()
  expect((await client.analysis.cancel()).sound.state).toBe('idle')
  await until(async () => (await shares()).length === 0)
  expect(milliseconds(asked)).toBeLessThan(1_000)
  expect((await rows(engine)).map(({ sound }) => sound)).toEqual(['none', 'none'])

  await client.analysis.start({ depth: 'quick' })
  await analysed(client)
  expect((await rows(engine)).map(({ sound }) => sound)).toEqual(['quick', 'quick'])
  expect((await client.problems.list({})).total).toBe(0)
})

test.each(['media', 'inference'] as const)(
  'kill -9 of the %s process costs at most the tracks in flight, which are done again',
  async (kind) => {
    await writeTracks(ground.music, 12, 30)
    const engine = await ready()
    const { client, events } = engine
    await client.analysis.start({ depth: 'full' })
    await client.analysis.resume()
    await until(async () => (await client.analysis.progress()).sound.done >= 3)
    const before = await analysisTimes(engine)
    const pid = engine.pid(kind)
    process.kill(pid, 'SIGKILL')
    await analysed(client)
    expect(engine.pid(kind)).not.toBe(pid)
    const after = await analysisTimes(engine)
    expect(after.size).toBe(12)
    for (const [id, time] of before) expect(after.get(id)).toBe(time)
    expect((await client.problems.list({})).total).toBe(0)
    expect(events.some(({ type }) => type === 'notice')).toBe(true)
  },
)

test('a track under which a process dies twice is quarantined; the others finish; it can be tried again', async () => {
  await writeTracks(ground.music, 8)
  let poisonous = true
  let deaths = 0
  const engine = await ready({ onPost: killOnPoison })
  function killOnPoison(_kind: string, message: unknown, process: Expendable): void {
    const text = JSON.stringify(message, (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString() : value,
    )
    if (!poisonous || !text.includes('"embed"') || !text.includes('track 03.wav')) return
    deaths++
    setTimeout(process.kill, 20)
  }
  const { client } = engine
  await client.analysis.start({})
  await client.analysis.resume()
  await analysed(client)
  expect(deaths).toBe(2)
  const { rows: problems } = await client.problems.list({})
  expect(problems).toMatchObject([
    { stage: 'sound', code: 'quarantined', attempts: 2, path: join(ground.music, 'track 03.wav') },
  ])
  expect(problems[0]?.message).toContain('died twice')
  expect((await rows(engine)).map(({ sound }) => sound)).toEqual(
    Array.from({ length: 8 }, (_, n) => (n === 2 ? 'problem' : 'full')),
  )
  expect(await client.analysis.start({})).toEqual({ queued: 0 })
  poisonous = false
  expect(await client.problems.retry({})).toEqual({ retried: 1 })
  await analysed(client)
  expect(await doneRows(engine)).toHaveLength(8)
  expect((await client.problems.list({})).total).toBe(0)
})

test('a quick analysis is kept until the full one is there', async () => {
  await writeTracks(ground.music, 4, 5 * 60)
  const engine = await ready()
  const { client } = engine
  await client.analysis.start({ depth: 'quick' })
  await client.analysis.resume()
  await analysed(client)
  const [first] = await rows(engine)
  const id = first?.id ?? 0
  const quick = (await client.track.get({ id })).analysis
  expect(quick).toMatchObject({ depth: 'quick', windows: 12 })

  expect(await client.analysis.start({ trackIds: [id], depth: 'full' })).toEqual({ queued: 1 })
  await until(async () => (await client.analysis.progress()).sound.current.some((t) => t.progress))
  expect((await client.track.get({ id })).analysis).toEqual(quick)
  expect((await client.similar.query({ trackIds: [id], fold: false })).neighbours).toHaveLength(3)
  await analysed(client)
  expect((await client.track.get({ id })).analysis).toMatchObject({ depth: 'full', windows: 60 })
  expect(await client.analysis.start({ trackIds: [id], depth: 'quick' })).toEqual({ queued: 0 })
})

/** Another model: one weight is not the same. */
async function otherCheckpoint(): Promise<string> {
  const folder = join(ground.root, 'other-checkpoint')
  await writeGeneratedCheckpoint(folder, 'tiny')
  const file = join(folder, 'model.safetensors')
  const bytes = await readFile(file)
  bytes.writeFloatLE(0.125, bytes.length - 4)
  await writeFile(file, bytes)
  return folder
}

test('another model in the middle of a run: no problem is recorded, and the two never mix', async () => {
  await writeTracks(ground.music, 6, 60)
  const engine = await ready()
  const { client } = engine
  await client.analysis.start({ depth: 'full' })
  await client.analysis.resume()
  await until(async () => (await client.analysis.progress()).sound.done >= 2)
  const first = (await client.model.get()).model?.modelId
  await client.model.use({ path: await otherCheckpoint() })
  const second = (await client.model.get()).model?.modelId
  expect(second).not.toBe(first)
  expect(await doneRows(engine)).toHaveLength(0)
  expect(await client.analysis.start({ depth: 'full' })).toEqual({ queued: 6 })
  await analysed(client)
  const all = await doneRows(engine)
  expect(all).toHaveLength(6)
  for (const { id } of all) expect((await client.track.get({ id })).analysis?.modelId).toBe(second)
  await expect
    .poll(async () => (await client.similar.query({ trackIds: [all[0]?.id ?? 0] })).size)
    .toBe(6)
  expect((await client.problems.list({})).total).toBe(0)
  await client.model.use({ path: ground.checkpoint })
  expect((await doneRows(engine)).length).toBeGreaterThanOrEqual(2)
})

test('another number of cores takes effect in the middle of a run, without a problem', async () => {
  await writeTracks(ground.music, 4, 2 * 60)
  const engine = await ready()
  const { client } = engine
  await client.analysis.start({ depth: 'full' })
  await client.analysis.resume()
  for (const cores of [1, 2, 1]) {
    await until(async () =>
      (await client.analysis.progress()).sound.current.some((t) => t.progress),
    )
    await client.engine.changeSettings({ cores })
  }
  await analysed(client)
  expect(await doneRows(engine)).toHaveLength(4)
  expect((await client.problems.list({})).total).toBe(0)
  expect((await client.analysis.progress()).sound.device).toBe('cpu, 1 core')
})

test('the loaded encoder can lose its file; when that cannot be loaded again, the analysis waits', async () => {
  await writeTracks(ground.music, 3)
  const engine = await ready()
  const { client } = engine
  await rm(join(ground.data, 'cache', 'encoders'), { recursive: true })
  await client.analysis.start({})
  await client.analysis.resume()
  await until(async () => (await client.analysis.progress()).sound.state === 'paused')
  expect((await client.analysis.progress()).sound.waiting).toMatch(/encoder is gone.*paused/)
  expect((await client.problems.list({})).total).toBe(0)
  await client.model.use({ path: ground.checkpoint })
  await client.analysis.resume()
  await analysed(client)
  expect(await doneRows(engine)).toHaveLength(3)
})

test('a file that is gone by its turn is a problem, and none any more when it is back', async () => {
  await writeTracks(ground.music, 3)
  const engine = await ready()
  const { client } = engine
  const file = join(ground.music, 'track 02.wav')
  const bytes = await readFile(file)
  await rm(file)
  await client.analysis.start({})
  await client.analysis.resume()
  await analysed(client)
  expect((await client.problems.list({})).rows).toMatchObject([
    { code: 'file-missing', path: file, message: expect.stringMatching(/\w/) },
  ])
  await writeFile(file, bytes)
  await scanned(client, ground.music)
  expect(await client.analysis.start({})).toEqual({ queued: 1 })
  await analysed(client)
  expect((await client.problems.list({})).total).toBe(0)
})

test('tracks of a drive that is unplugged are left without a problem, and come again with it', async () => {
  await writeTracks(ground.music, 3)
  const engine = await ready()
  const { client } = engine
  const elsewhere = join(ground.root, 'elsewhere')
  await client.analysis.start({})
  await rename(ground.music, elsewhere)
  await scanned(client, ground.music)
  await client.analysis.resume()
  await analysed(client)
  expect((await client.problems.list({})).total).toBe(0)
  expect((await client.analysis.progress()).sound).toMatchObject({ problems: 0 })
  await rename(elsewhere, ground.music)
  await scanned(client, ground.music)
  expect(await client.analysis.start({})).toEqual({ queued: 3 })
  await analysed(client)
  expect(await doneRows(engine)).toHaveLength(3)
})

test('a run that was left off goes on by itself when an engine that works by itself opens', async () => {
  await writeTracks(ground.music, 4, 60)
  const first = await ready()
  await first.client.engine.changeSettings({ analyseNewTracks: false })
  await first.client.analysis.start({ depth: 'full' })
  await first.client.analysis.resume()
  await until(async () => (await first.client.analysis.progress()).sound.done >= 1)
  await first.close()

  open = await openTestEngine(ground.data)
  await open.client.engine.status()
  expect((await open.client.analysis.progress()).sound).toMatchObject({ state: 'paused' })
  await open.close()

  open = await openTestEngine(ground.data, { autonomous: true })
  await analysed(open.client)
  expect(await doneRows(open)).toHaveLength(4)
  expect((await open.client.problems.list({})).total).toBe(0)
})

test('closing in the middle of a run is quick and counts no attempt against any track', async () => {
  await writeTracks(ground.music, 2, 20 * 60)
  const { client, close } = await ready()
  await client.analysis.start({ depth: 'full' })
  await client.analysis.resume()
  await until(async () => (await client.analysis.progress()).sound.current.some((t) => t.progress))
  const asked = Date.now()
  await close()
  expect(milliseconds(asked)).toBeLessThan(2_000)
  for (let n = 0; n < 2; n++) {
    open = await openTestEngine(ground.data)
    await open.client.similar.query({ trackIds: [1] }).catch(() => {})
    await open.client.analysis.resume()
    await until(async () => (await open?.client.analysis.progress())?.sound.current.length === 2)
    await open.close()
  }
  open = await openTestEngine(ground.data)
  expect((await open.client.problems.list({})).total).toBe(0)
  expect((await open.client.analysis.progress()).sound).toMatchObject({ state: 'paused', total: 2 })
})

test('what is no music becomes a problem in words, and stops nothing', async () => {
  const samples = Float32Array.from(noise(5, 48_000), (sample) => sample / 32_768)
  const flac = await encodeAudio([samples], 8_000, { codec: 'flac' })
  const sound = wav(noise(1, 48_000))
  const files: { [name: string]: Uint8Array } = {
    'empty.mp3': new Uint8Array(),
    'random.mp3': new Uint8Array(noise(7, 20_000).buffer),
    'letter.mp3': Buffer.from('Dear reader, this is a letter and not a song.\n'.repeat(200)),
    'short.wav': wav(noise(2, 80)),
    'truncated.wav': sound.subarray(0, 60_000),
    'cut.flac': flac.subarray(0, Math.floor(flac.length * 0.6)),
    'really a wav.mp3': wav(noise(3, 48_000)),
    'good.wav': wav(noise(4, 48_000)),
  }
  for (const [name, bytes] of Object.entries(files))
    await writeFile(join(ground.music, name), bytes)
  const engine = await ready()
  const { client } = engine
  await client.analysis.start({})
  await client.analysis.resume()
  await analysed(client)
  const problems = (await client.problems.list({})).rows.map(({ path, code, message }) => {
    expect(message.length).toBeGreaterThan(15)
    return [path.slice(ground.music.length + 1), code]
  })
  expect(Object.fromEntries(problems)).toEqual({
    'empty.mp3': 'file-empty',
    'random.mp3': 'unrecognised-format',
    'letter.mp3': 'unrecognised-format',
    'short.wav': 'too-short',
  })
  const state = Object.fromEntries(
    (await rows(engine)).map(({ title, sound, damaged }) => [title, { sound, damaged }]),
  )
  expect(state).toEqual({
    good: { sound: 'full', damaged: false },
    'really a wav': { sound: 'full', damaged: false },
    short: { sound: 'problem', damaged: false },
    cut: { sound: 'full', damaged: true },
    truncated: { sound: 'full', damaged: true },
  })

  // To listen to a short track is no fault, and takes nothing back of what its sound is too short for.
  await client.analysis.start({ kind: 'mode' })
  await client.analysis.resume({ kind: 'mode' })
  await until(async () => (await client.analysis.progress()).mode.state === 'idle')
  const short = (await rows(engine)).find(({ title }) => title === 'short')
  expect(short).toMatchObject({ sound: 'problem', obstacle: 'too-short' })
})
