import { afterEach, beforeEach, expect, test } from 'vitest'
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

let ground: Ground
let engine: TestEngine

beforeEach(async () => {
  ground = await makeGround()
  engine = await openTestEngine(ground.data)
})
afterEach(async () => {
  await engine.close()
  await ground.remove()
})

async function tuned() {
  await until(async () => (await engine.client.tune.get()).state !== 'running')
  return engine.client.tune.get()
}

test('a sample is analysed in every way, the analysis waits meanwhile, and the result is kept', async () => {
  await writeTracks(ground.music, 14, 31)
  const { client } = engine
  await scanned(client, ground.music)
  await expect(client.tune.start({})).rejects.toMatchObject({ code: 'no-model' })
  await client.model.use({ path: ground.checkpoint })
  await client.analysis.start({})
  await client.analysis.resume()
  expect(await client.tune.start({ tracks: 12 })).toMatchObject({ state: 'running', total: 24 })
  const { state, result, message } = await tuned()
  expect([state, message]).toEqual(['done', ''])
  expect(result).toMatchObject({ tracks: 12, neighbours: 3, randomWeights: true })
  expect(result?.depths.map(({ windows }) => windows)).toEqual([4, 8, 12, 24, null])
  const agreements = result?.depths.map(({ agreement }) => agreement) ?? []
  // Every track has seven windows: eight are all of them.
  expect(agreements.slice(1)).toEqual([1, 1, 1, 1])
  expect(agreements[0]).toBeLessThan(1)
  expect(result?.int8.agreement).toBeGreaterThan(0.3)
  expect(result?.int8.speedup).toBeGreaterThan(0)
  await analysed(client)
  expect((await client.engine.status()).analysedTracks).toBe(14)
  const kept = await client.tune.get()
  expect(kept.result).toEqual(result)
})

test('too few tracks prove nothing', async () => {
  await writeTracks(ground.music, 3, 31)
  await scanned(engine.client, ground.music)
  await engine.client.model.use({ path: ground.checkpoint })
  await expect(engine.client.tune.start({})).rejects.toMatchObject({ code: 'not-analysed' })
})

test('tuning can be cancelled, and the analysis goes on', async () => {
  await writeTracks(ground.music, 13, 120)
  const { client } = engine
  await scanned(client, ground.music)
  await client.model.use({ path: ground.checkpoint })
  await client.tune.start({ tracks: 13 })
  await until(async () => (await client.tune.get()).done >= 1)
  await client.tune.cancel()
  expect(await tuned()).toMatchObject({ state: 'none', result: null })
  await client.analysis.start({})
  await client.analysis.resume()
  await analysed(client)
  expect((await client.engine.status()).analysedTracks).toBe(13)
})
