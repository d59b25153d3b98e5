import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeviceReport, Provider } from '../../contract/device.ts'
import { isAlive } from '../processes/fixtures/processes.ts'
import { createDevices, type Devices } from './devices.ts'
import { type OddDevices, oddDevices, tinyEncoder } from './fixtures/odd-devices.ts'

let made: OddDevices
let wanted: { device: 'auto' | Provider; cores: number | null }
let tiny: Awaited<ReturnType<typeof tinyEncoder>>
let odd: ReturnType<typeof oddDevices>
let reports: DeviceReport[]
let opened: Devices[]

beforeAll(async () => {
  tiny = await tinyEncoder()
})
afterAll(() => tiny.remove())

let tests = 0
let cacheFolder: string
beforeEach(() => {
  made = { graphics: ['a card, driver 1'] }
  wanted = { device: 'auto', cores: 1 }
  odd = oddDevices(() => made)
  reports = []
  opened = []
  cacheFolder = join(tiny.folder, `cache ${tests++}`)
})
afterEach(() => Promise.all(opened.map((devices) => devices.close())))

const patience = { timeout: 60_000, interval: 10 }
const absence = (provider: Provider) => (provider === 'webgpu' ? null : `No ${provider} here.`)

function begin(): Devices {
  const devices = createDevices({
    startProcess: odd.startProcess,
    cacheFolder,
    settings: () => wanted,
    onReport: (report) => reports.push(report),
    trial: { absence, batches: [1], seconds: 0.05 },
  })
  opened.push(devices)
  return devices
}

/** Trials made by these processes: each of the processor and of WebGPU takes one, and so does asking for the facts. */
const startedSince = (before: number) => odd.started.length - before

test('the first time devices are tried, once for all who ask; then the answer is there', async () => {
  const devices = begin()
  expect(devices.report()).toMatchObject({ state: 'unknown', chosen: 'cpu', verdicts: [] })
  expect(devices.chosen(tiny.encoder)).toBeUndefined()
  const [one, other] = await Promise.all([
    devices.ensure(tiny.encoder),
    devices.ensure(tiny.encoder),
  ])
  expect(one).toMatchObject({ provider: 'webgpu', outcome: 'good', batch: 1 })
  expect(other).toBe(one)
  expect(odd.started).toHaveLength(3)
  expect(await devices.ensure(tiny.encoder)).toBe(one)
  expect(devices.chosen(tiny.encoder)).toBe(one)
  expect(odd.started).toHaveLength(3)
  expect(reports.map(({ state, trying }) => trying ?? state)).toEqual([
    'cpu',
    'cpu',
    'webgpu',
    'known',
  ])
  expect(devices.report()).toMatchObject({
    state: 'known',
    chosen: 'webgpu',
    facts: { graphics: ['a card, driver 1'], threads: 1 },
    fellBack: null,
  })
  expect(devices.report().verdicts.map(({ outcome }) => outcome)).toEqual([
    'good',
    'absent',
    'absent',
    'absent',
    'good',
  ])
})

test('the next start remembers, and asks for the facts beside the work', async () => {
  const first = await begin().ensure(tiny.encoder)
  const before = odd.started.length
  const devices = begin()
  expect(await devices.ensure(tiny.encoder)).toEqual(first)
  expect(startedSince(before)).toBe(1)
  await devices.close()
  expect(startedSince(before)).toBe(1)
})

test('another driver, found beside the work, has the devices tried again', async () => {
  expect((await begin().ensure(tiny.encoder)).provider).toBe('webgpu')
  made = { graphics: ['a card, driver 2'], devices: { webgpu: 'wrong' } }
  const devices = begin()
  expect((await devices.ensure(tiny.encoder)).provider).toBe('webgpu')
  await expect.poll(() => devices.report().verdicts[0]?.outcome, patience).toBe('wrong')
  expect((await devices.ensure(tiny.encoder)).provider).toBe('cpu')
  expect(devices.report().facts.graphics).toEqual(['a card, driver 2'])
})

test.each([
  ['of another runtime', (text: string) => text.replace(/"runtime": ".*"/, '"runtime": "0.1"')],
  ['that is damaged', (text: string) => text.slice(0, -20)],
])('a memory %s is no good: nothing is answered from it', async (_, change) => {
  await begin().ensure(tiny.encoder)
  const file = join(cacheFolder, 'devices.json')
  await writeFile(file, change(await readFile(file, 'utf8')))
  made = { ...made, devices: { webgpu: 'crashes' } }
  const devices = begin()
  expect((await devices.ensure(tiny.encoder)).provider).toBe('cpu')
  expect(devices.report().verdicts[0]).toMatchObject({ outcome: 'crashed' })
})

test('other threads, and another model, are tried anew', async () => {
  const devices = begin()
  await devices.ensure(tiny.encoder)
  wanted.cores = 2
  expect(devices.chosen(tiny.encoder)).toBeUndefined()
  let before = odd.started.length
  await devices.ensure(tiny.encoder)
  expect(startedSince(before)).toBe(3)
  before = odd.started.length
  await devices.ensure({ ...tiny.encoder, modelId: 'another' })
  expect(startedSince(before)).toBe(3)
  expect(devices.chosen(tiny.encoder)).toBeUndefined()
  await devices.ensure(tiny.encoder)
  expect(startedSince(before)).toBe(4)
})

test('where the processor is wanted no other device is touched, until one is', async () => {
  wanted.device = 'cpu'
  made = { ...made, devices: { webgpu: 'crashes' } }
  const devices = begin()
  expect(await devices.ensure(tiny.encoder)).toMatchObject({ provider: 'cpu', outcome: 'good' })
  expect(devices.report().verdicts.map(({ provider }) => provider)).toEqual(['cpu'])
  // The trial of the processor: nobody asks for graphics cards.
  expect(odd.started).toHaveLength(1)
  wanted.device = 'auto'
  await devices.ensure(tiny.encoder)
  expect(devices.report().verdicts).toHaveLength(5)
})

test('one that is slower is used by name only', async () => {
  made = { ...made, devices: { webgpu: 'slow' } }
  const devices = begin()
  expect((await devices.ensure(tiny.encoder)).provider).toBe('cpu')
  wanted.device = 'webgpu'
  expect(await devices.ensure(tiny.encoder)).toMatchObject({
    provider: 'webgpu',
    outcome: 'slower',
  })
})

test('after a failure in use the processor goes on, until the devices are tried again', async () => {
  const devices = begin()
  await devices.ensure(tiny.encoder)
  devices.failed('cpu', 'It is hot.')
  expect(devices.report().fellBack).toBeNull()
  devices.failed('webgpu', 'The device was lost.')
  expect(reports.at(-1)).toMatchObject({
    chosen: 'cpu',
    fellBack: expect.stringMatching(/^webgpu failed, .* The device was lost\.$/),
  })
  expect((await devices.ensure(tiny.encoder)).provider).toBe('cpu')
  expect(devices.chosen(tiny.encoder)?.provider).toBe('cpu')
  const before = odd.started.length
  expect(await devices.retry(tiny.encoder)).toMatchObject({ chosen: 'webgpu', fellBack: null })
  expect(startedSince(before)).toBe(3)
  expect((await begin().ensure(tiny.encoder)).provider).toBe('webgpu')
})

test('a processor that failed is tried again the next time, and not remembered', async () => {
  made = { ...made, devices: { cpu: 'crashes' } }
  const devices = begin()
  expect(await devices.ensure(tiny.encoder)).toMatchObject({ provider: 'cpu', outcome: 'crashed' })
  expect(devices.report().state).toBe('known')
  made = {}
  expect(await devices.ensure(tiny.encoder)).toMatchObject({ outcome: 'good' })
})

test('closing ends a trial that hangs, and its process', async () => {
  made = { ...made, devices: { webgpu: 'hangs' } }
  const devices = begin()
  const ensured = devices.ensure(tiny.encoder)
  const refused = expect(ensured).rejects.toMatchObject({ code: 'cancelled' })
  await expect.poll(() => devices.report().trying, patience).toBe('webgpu')
  await devices.close()
  await refused
  expect(odd.started.filter(({ pid }) => isAlive(pid!))).toEqual([])
  expect(devices.report()).toMatchObject({ state: 'unknown', trying: null })
  await expect(devices.ensure(tiny.encoder)).rejects.toMatchObject({ code: 'cancelled' })
})
