import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Ground, makeGround } from '../analysis/fixtures/test-engine.ts'
import { engineEntries } from './entries.ts'
import { type AttachedEngine, type OwnEngine, openEngine } from './open-engine.ts'

const hostEntry = new URL('../host-cli.ts', import.meta.url).href
let ground: Ground
let opened: Array<OwnEngine | AttachedEngine> = []
let children: ChildProcess[] = []

beforeEach(async () => {
  ground = await makeGround()
})
afterEach(async () => {
  for (const engine of opened.reverse()) await engine.close()
  for (const child of children) child.kill('SIGKILL')
  opened = []
  children = []
  await ground.remove()
})

async function open(): Promise<OwnEngine | AttachedEngine> {
  const engine = await openEngine({
    dataFolder: ground.data,
    host: 'command line',
    version: 'test',
    ...engineEntries(hostEntry),
    autonomous: false,
    demo: false,
    showFile: async () => {},
    onShutdown: () => {},
    onReopen: () => {},
  })
  opened.push(engine)
  return engine
}

/** Another process that opens the library and keeps it; resolves with how it has it: own, attached, or an error's code. */
async function openElsewhere(): Promise<{ child: ChildProcess; kind: string }> {
  const program = `
    const { openEngine } = await import(${JSON.stringify(new URL('./open-engine.ts', import.meta.url).href)})
    const { engineEntries } = await import(${JSON.stringify(new URL('./entries.ts', import.meta.url).href)})
    const options = { dataFolder: ${JSON.stringify(ground.data)}, host: 'command line', version: 'test',
      ...engineEntries(${JSON.stringify(hostEntry)}), autonomous: false, demo: false, async showFile() {}, onShutdown() {}, onReopen() {} }
    console.log(await openEngine(options).then(({ kind }) => kind, ({ code }) => code))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: ground.root },
  })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { child, kind: String(line) }
}

test('a second host attaches to the first, and its leaving changes nothing', async () => {
  const own = await open()
  expect(own.kind).toBe('own')
  const attached = await open()
  expect(attached.kind).toBe('attached')
  await own.client.playlist.create({ name: 'Evening' })
  expect((await attached.client.playlist.list()).map(({ name }) => name)).toEqual(['Evening'])
  await expect(attached.client.track.get({ id: 7 })).rejects.toMatchObject({ code: 'not-found' })
  await attached.close()
  expect(await own.client.playlist.list()).toHaveLength(1)
})

test('events reach an attached host', async () => {
  const own = await open()
  const attached = await open()
  const events = await attached.client.engine.events()
  await own.client.playlist.create({ name: 'Evening' })
  for await (const event of events)
    if (event.type === 'changed' && event.lists.includes('playlists')) break
})

test.skipIf(process.platform === 'win32')(
  'the way to the engine is for this user only, and gone when it has closed',
  async () => {
    const own = await open()
    if (own.kind !== 'own') throw new Error('Somebody else has the library of this test.')
    const file = join(ground.data, 'engine.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const told: unknown = JSON.parse(await readFile(file, 'utf8'))
    expect(told).toMatchObject({ pid: process.pid, socket: own.socket, url: null })
    expect((await stat(dirname(own.socket))).mode & 0o777).toBe(0o700)
    await own.close()
    expect(existsSync(file)).toBe(false)
    expect(existsSync(dirname(own.socket))).toBe(false)
  },
)

test('of hosts that start at the same instant, one opens the library and the others attach', async () => {
  const kinds = await Promise.all([1, 2, 3].map(() => openElsewhere()))
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(['attached', 'attached', 'own'])
})

test('in one process, too', async () => {
  const kinds = (await Promise.all([open(), open()])).map(({ kind }) => kind)
  expect(kinds.sort()).toEqual(['attached', 'own'])
})

test('after kill -9 of the holder the library opens at once, and what it left is tidied', async () => {
  const { child, kind } = await openElsewhere()
  expect(kind).toBe('own')
  const attached = await open()
  const followed = attached.client.engine
    .events()
    .then(async (events) => {
      for await (const _event of events);
    })
    .catch(() => {})
  child.kill('SIGKILL')
  await once(child, 'exit')
  await followed
  await expect(attached.client.engine.status()).rejects.toThrow()
  expect(attached.kind === 'attached' && attached.isGone()).toBe(true)
  const started = Date.now()
  expect((await open()).kind).toBe('own')
  expect(Date.now() - started).toBeLessThan(3_000)
  const left = (await readdir(ground.root)).filter((name) => name.startsWith('naghma-'))
  expect(left).toEqual([])
})

test.skipIf(process.platform === 'win32')(
  'a holder that does not answer is named, in words',
  async () => {
    const { child } = await openElsewhere()
    child.kill('SIGSTOP')
    await expect(open()).rejects.toMatchObject({
      code: 'library-in-use',
      message: expect.stringMatching(new RegExp(`process ${child.pid}.*does not answer.*Close it`)),
    })
    child.kill('SIGCONT')
    expect((await open()).kind).toBe('attached')
  },
)

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a data folder that may not be written to is refused, in words (skipped for root, who may)',
  async () => {
    await chmod(ground.data, 0o500)
    await expect(open()).rejects.toMatchObject({
      code: expect.stringMatching(/permission-denied|io-error/),
    })
  },
)
