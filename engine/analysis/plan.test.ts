import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../native/sqlite.ts'
import { noise, wav } from '../scan/scan-fixture.ts'
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
let engine: TestEngine

beforeEach(async () => {
  ground = await makeGround()
})
afterEach(async () => {
  await engine.close()
  await ground.remove()
})

test('a first analysis of hours waits for the word of the user; the next does not', async () => {
  await writeTracks(ground.music, 2)
  engine = await openTestEngine(ground.data, { autonomous: true })
  const { client } = engine
  await client.engine.changeSettings({ listenForModes: false, analyseNewTracks: false })
  await scanned(client, ground.music)
  // As long as a recording of a week: what is known of it makes it long, nobody has to decode it.
  const db = openSqlite(join(ground.data, 'library.sqlite'))
  db.prepare('UPDATE track SET duration = ?').run(7 * 86_400)
  db.close()
  await client.engine.changeSettings({ analyseNewTracks: true, depth: 'full' })
  await client.model.use({ path: ground.checkpoint })
  expect(await client.engine.status()).toMatchObject({
    asksBeforeAnalysis: true,
    analysis: { sound: { state: 'idle', total: 0 } },
  })
  const { tracks, quickSeconds, fullSeconds } = await client.analysis.estimate()
  expect(tracks).toBe(2)
  expect(fullSeconds).toBeGreaterThan(600)
  expect(quickSeconds).toBeLessThan(fullSeconds ?? 0)
  await client.analysis.start({})
  await analysed(client)
  expect(await client.engine.status()).toMatchObject({
    asksBeforeAnalysis: false,
    analysedTracks: 2,
  })
})

test('before a track is finished, the time left is known by what the device was measured to do', async () => {
  await writeTracks(ground.music, 6, 20)
  engine = await openTestEngine(ground.data)
  const { client } = engine
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  await client.analysis.pause()
  await client.analysis.start({})
  expect((await client.analysis.progress()).sound).toMatchObject({
    done: 0,
    secondsLeft: expect.any(Number),
    tracksPerMinute: null,
  })
})

test('the newest come first, but what the user looks at comes before them', async () => {
  await writeTracks(ground.music, 6, 12)
  engine = await openTestEngine(ground.data)
  const { client } = engine
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  const ids = (await client.track.list({})).rows.map(({ id }) => id).sort((a, b) => a - b)
  await client.analysis.start({ depth: 'full' })
  await client.analysis.attend({ trackIds: [ids[2] ?? 0] })
  await client.analysis.resume()
  await analysed(client)
  const times = new Map<number, number>()
  for (const id of ids) times.set(id, (await client.track.get({ id })).analysis?.analysedAt ?? 0)
  const order = ids.toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0))
  // Two are in flight at once, and the next may overtake the other.
  expect(order.slice(0, 3)).toContain(ids[2])
  expect(order.slice(0, 3)).toContain(ids[5])
  expect(order.at(-1)).not.toBe(ids[5])
  expect(order.slice(-2)).toContain(ids[0])
})

test('a track is analysed when it is played, where new ones are not by themselves', async () => {
  await writeTracks(ground.music, 3)
  engine = await openTestEngine(ground.data, { autonomous: true })
  const { client } = engine
  await client.engine.changeSettings({ listenForModes: false, analyseNewTracks: false })
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  const [first, second] = (await client.track.list({})).rows.map(({ id }) => id)
  await client.analysis.attend({ trackIds: [first ?? 0], playing: true })
  await until(async () => (await client.engine.status()).analysedTracks === 1)
  expect((await client.track.get({ id: first ?? 0 })).sound).toBe('full')
  await client.engine.changeSettings({ analyseOnPlay: false })
  await client.analysis.attend({ trackIds: [second ?? 0], playing: true })
  expect((await client.analysis.progress()).sound.total).toBeLessThanOrEqual(1)
})

test('on battery both analyses wait and say so; the user can go on in spite of it', async () => {
  await writeFile(join(ground.music, 'long.wav'), wav(noise(1, 8_000 * 240), { title: 'long' }))
  engine = await openTestEngine(ground.data, { autonomous: true })
  const { client } = engine
  engine.engine.tellUse({ idleSeconds: 0, onBattery: true })
  await until(async () => (await client.analysis.progress()).sound.heldBy === 'battery')
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  await until(async () => (await client.analysis.progress()).sound.state === 'held')
  expect((await client.analysis.progress()).mode.heldBy).toBe('battery')
  await client.analysis.resume({ kind: 'sound' })
  await analysed(client)
  expect((await client.engine.status()).analysedTracks).toBe(1)
  engine.engine.tellUse({ idleSeconds: 0, onBattery: false })
  await until(async () => (await client.analysis.progress()).mode.heldBy === null)
})

test('only between the hours given, and only while nobody is there', async () => {
  engine = await openTestEngine(ground.data, { autonomous: true })
  const { client } = engine
  const heldBy = async () => (await client.analysis.progress()).sound.heldBy
  const clock = (offsetMinutes: number) =>
    new Date(Date.now() + offsetMinutes * 60_000).toTimeString().slice(0, 5)
  await client.engine.changeSettings({ hours: { from: clock(60), to: clock(120) } })
  await until(async () => (await heldBy()) === 'hours')
  await client.engine.changeSettings({ hours: null, onlyWhenIdle: true })
  engine.engine.tellUse({ idleSeconds: 3, onBattery: false })
  await until(async () => (await heldBy()) === 'busy')
  await client.engine.changeSettings({ onlyWhenIdle: false })
  await until(async () => (await heldBy()) === null)
})
