import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type DeviceFacts, deviceFacts } from '../../contract/device.ts'
import { runtimeVersion } from '../../native/inference-runtime.ts'
import { engineEntries } from '../host/entries.ts'
import { startNodeProcess } from '../processes/node-ports.ts'
import { quickFacts, readDeviceFacts, sameFacts } from './device-facts.ts'
import { oddDevices } from './fixtures/odd-devices.ts'
import { UNKNOWN_GRAPHICS } from './graphics-cards.ts'

const { startProcess } = engineEntries(new URL('../host-cli.ts', import.meta.url).href)

test('the facts of this machine are whole, and the same twice', async () => {
  const facts = await readDeviceFacts(2, null, startProcess)
  expect(deviceFacts.parse(facts)).toEqual(facts)
  expect(facts).toMatchObject({ runtime: runtimeVersion(), threads: 2 })
  expect(facts.processor).not.toBe('')
  expect(sameFacts(facts, await readDeviceFacts(2, null, startProcess))).toBe(true)
  expect(quickFacts(2, null)).toMatchObject({ runtime: facts.runtime, system: [facts.system[0]] })
})

test.skipIf(process.platform !== 'linux')('a new Vulkan driver is seen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-vulkan-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  vi.stubEnv('XDG_DATA_HOME', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { startProcess } = oddDevices(() => ({}))
  const read = () => readDeviceFacts(2, null, startProcess)

  const none = await read()
  const manifest = join(folder, 'vulkan', 'icd.d', 'card.json')
  await mkdir(join(folder, 'vulkan', 'icd.d'), { recursive: true })
  await writeFile(manifest, '{}')
  const one = await read()
  expect(one.system.some((line) => line.includes('card.json 2 '))).toBe(true)
  await utimes(manifest, 1_000, 1_000)
  const other = await read()
  expect([sameFacts(none, one), sameFacts(one, other), sameFacts(other, other)]).toEqual([
    false,
    false,
    true,
  ])
})

test('graphics cards that cannot be told are unknown, and taken to be the same', async () => {
  const dead = new URL('./fixtures/no-such-process.ts', import.meta.url)
  const facts = await readDeviceFacts(2, null, () => startNodeProcess('dead process', dead))
  expect(facts.graphics).toEqual([UNKNOWN_GRAPHICS])
  expect(sameFacts(facts, { ...facts, graphics: ['a card, driver 1'] })).toBe(true)
  expect(sameFacts(facts, { ...facts, graphics: ['a card, driver 1'], threads: 3 })).toBe(false)
})

test.each<[string, Partial<DeviceFacts>]>([
  ['runtime', { runtime: '2.0.0' }],
  ['processor', { processor: 'another' }],
  ['threads', { threads: 3 }],
  ['graphics driver', { graphics: ['a card, driver 2'] }],
  ['graphics card', { graphics: ['a card, driver 1', 'another'] }],
  ['system', { system: ['Linux 7'] }],
])('another %s makes the facts differ', (_, change) => {
  const facts: DeviceFacts = {
    runtime: '1.30.0',
    processor: 'one',
    threads: 2,
    graphics: ['a card, driver 1'],
    system: ['Linux 6'],
  }
  expect(sameFacts(facts, structuredClone(facts))).toBe(true)
  expect(sameFacts(facts, { ...facts, ...change })).toBe(false)
})
