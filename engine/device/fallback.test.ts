import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  analysed,
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { oddDevices } from './fixtures/odd-devices.ts'

let ground: Ground
let engine: TestEngine | undefined

beforeEach(async () => {
  ground = await makeGround()
})
afterEach(async () => {
  await engine?.close()
  await ground.remove()
})

test.each(['fails-in-use', 'crashes-in-use'] as const)(
  'a device that %s: the processor finishes the job, no track is blamed, and the user is told',
  async (oddity) => {
    await writeTracks(ground.music, 8, 12)
    const { startProcess } = oddDevices(() => ({ devices: { webgpu: oddity } }))
    engine = await openTestEngine(ground.data, { startInference: startProcess })
    const { client, events } = engine
    await scanned(client, ground.music)
    await client.model.use({ path: ground.checkpoint })
    expect(await client.device.get()).toMatchObject({ chosen: 'webgpu', fellBack: null })
    await client.analysis.start({ depth: 'full' })
    await client.analysis.resume()
    await analysed(client)
    expect((await client.problems.list({})).total).toBe(0)
    const { rows } = await client.track.list({})
    expect(rows.map(({ sound }) => sound)).toEqual(Array(8).fill('full'))
    const devices = await Promise.all(
      rows.map(async ({ id }) => (await client.track.get({ id })).analysis?.device),
    )
    expect(devices).toContain('cpu')
    expect(new Set(devices).size).toBeLessThanOrEqual(2)
    const report = await client.device.get()
    expect(report.chosen).toBe('cpu')
    expect(report.fellBack).toMatch(/webgpu failed/)
    const told = events.flatMap((event) => (event.type === 'notice' ? [event.message] : []))
    expect(told.join()).toMatch(/webgpu failed, so the processor goes on/)
    expect((await client.device.retry()).fellBack).toBeNull()
  },
)

test('a device chosen by the user that gives other numbers is not used', async () => {
  const { startProcess } = oddDevices(() => ({ devices: { webgpu: 'wrong' } }))
  engine = await openTestEngine(ground.data, { startInference: startProcess })
  const { client } = engine
  await client.engine.changeSettings({ device: 'webgpu' })
  await client.model.use({ path: ground.checkpoint })
  const { chosen, verdicts } = await client.device.get()
  expect(chosen).toBe('cpu')
  expect(verdicts.find(({ provider }) => provider === 'webgpu')).toMatchObject({ outcome: 'wrong' })
  const { findings } = await client.device.doctor()
  expect(findings.find(({ what }) => what === 'Device webgpu')?.words).toMatch(/other numbers/)
  expect(findings.find(({ what }) => what === 'Device cpu (used)')?.state).toBe('good')
})

test('a model whose values are no numbers is refused when it is chosen', async () => {
  const { startProcess } = oddDevices(() => ({ devices: { cpu: 'not-numbers' } }))
  engine = await openTestEngine(ground.data, { startInference: startProcess })
  const { client } = engine
  await expect(client.model.use({ path: ground.checkpoint })).rejects.toMatchObject({
    code: 'encoder-failed',
  })
  expect(await client.model.get()).toMatchObject({ state: 'failed', model: null })
})
