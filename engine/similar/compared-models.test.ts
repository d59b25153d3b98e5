import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
import { writeGeneratedCheckpoint } from '../sound/weight-generator.ts'

const count = 14
let ground: Ground
let engine: TestEngine

beforeEach(async () => {
  ground = await makeGround()
  await writeTracks(ground.music, count)
  engine = await openTestEngine(ground.data)
  await scanned(engine.client, ground.music)
})
afterEach(async () => {
  await engine.close()
  await ground.remove()
})

/** The same weights without the normalisation of their input: another model, of nearly the same mind. */
async function otherCheckpoint(): Promise<string> {
  const folder = join(ground.root, 'raw')
  await writeGeneratedCheckpoint(folder, 'tiny')
  const file = join(folder, 'preprocessor_config.json')
  const config = JSON.parse(await readFile(file, 'utf8'))
  await writeFile(file, JSON.stringify({ ...config, do_normalize: false }))
  return folder
}

async function analyseAll(path: string): Promise<string> {
  const { client } = engine
  const { model } = await client.model.use({ path })
  await client.analysis.start({})
  await client.analysis.resume()
  await analysed(client)
  return model?.modelId ?? ''
}

async function similar(modelId?: string) {
  const { rows } = await engine.client.track.list({})
  return engine.client.similar.query({ trackIds: [rows[0]?.id ?? 0], k: 5, modelId })
}

test('an earlier model is compared by until the new one has as many tracks; then both can be asked', async () => {
  const { client } = engine
  const first = await analyseAll(ground.checkpoint)
  await expect.poll(async () => (await similar()).size).toBe(count)

  const other = await otherCheckpoint()
  const cost = await client.analysis.estimate({ path: other })
  expect(cost).toMatchObject({ tracks: count })
  expect(cost.quickSeconds).toBeGreaterThanOrEqual(0)
  await client.model.use({ path: other })
  expect((await client.track.list({})).rows.map(({ sound }) => sound)).toEqual(
    Array(count).fill('earlier'),
  )
  expect(await similar()).toMatchObject({ modelId: first, size: count })
  const kept = await client.model.kept()
  expect(kept.find(({ modelId }) => modelId === first)).toMatchObject({
    tracks: count,
    current: false,
    compared: true,
  })

  const second = await analyseAll(other)
  await until(async () => (await similar()).modelId === second)
  await expect.poll(async () => (await similar(first)).size).toBe(count)
  expect(await similar(first)).toMatchObject({ modelId: first })
  const { agreement, tracks } = await client.model.agreement({ modelIds: [first, second] })
  expect(tracks).toBe(count)
  expect(agreement).toBeGreaterThan(0.7)
  expect(agreement).toBeLessThanOrEqual(1)

  await client.model.compareBy({ modelId: first })
  expect((await similar()).modelId).toBe(first)
  await expect(client.model.forget({ modelId: first })).rejects.toMatchObject({
    code: 'invalid-input',
  })
  await client.model.compareBy({ modelId: null })
  await until(async () => (await similar()).modelId === second)
  const left = await client.model.forget({ modelId: first })
  expect(left.map(({ modelId }) => modelId)).toEqual([second])
  await expect(similar(first)).rejects.toMatchObject({ code: 'not-found' })
})

test('with fewer than twelve tracks in common, no agreement is claimed', async () => {
  const first = await analyseAll(ground.checkpoint)
  const { model } = await engine.client.model.use({ path: await otherCheckpoint() })
  await expect(
    engine.client.model.agreement({ modelIds: [first, model?.modelId ?? ''] }),
  ).rejects.toMatchObject({ code: 'not-analysed' })
})

test('what an earlier model knows can be compared when its checkpoint is gone', async () => {
  const first = await analyseAll(ground.checkpoint)
  await engine.close()
  await writeFile(join(ground.checkpoint, 'config.json'), 'no JSON')
  engine = await openTestEngine(ground.data)
  expect(await engine.client.model.get()).toMatchObject({ state: 'failed' })
  await expect.poll(async () => (await similar()).size).toBe(count)
  expect((await similar()).modelId).toBe(first)
})
