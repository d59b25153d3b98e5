import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { EngineToShell, ShellToEngine } from '../contract/shell-messages.ts'

/** Gives a Node process the port to its parent that Electron's utility processes have, over the channel of `fork`. */
const parentPort = `data:text/javascript,
process.parentPort = {
  postMessage: (message) => process.send(message),
  on: (_event, listener) => process.on('message', (data) => listener({ data, ports: [] })),
}`

let root: string
let engine: ChildProcess
const told: EngineToShell[] = []
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'naghma-utility-'))
  engine = fork(new URL('./host-utility.ts', import.meta.url), [], {
    execArgv: ['--import', parentPort],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  engine.on('message', (message: EngineToShell) => told.push(message))
})
afterAll(async () => {
  engine.kill('SIGKILL')
  await rm(root, { recursive: true })
})

const say = (message: ShellToEngine) => engine.send(message)

/** The first message of a type, as soon as it was told. */
function hears<Type extends EngineToShell['type']>(type: Type) {
  return vi.waitFor(
    () => {
      const found = told.find((message) => message.type === type)
      if (!found) throw new Error(`Not told yet: ${type}`)
      return found as Extract<EngineToShell, { type: Type }>
    },
    { timeout: 30_000 },
  )
}

test('the engine of the desktop application opens, answers its shell, and ends', async () => {
  say({
    type: 'open',
    dataFolder: join(root, 'data'),
    folders: [],
    demo: false,
    resourcesFolder: join(import.meta.dirname, '..'),
  })
  expect(await hears('ready')).toMatchObject({ token: expect.stringMatching(/^[\w-]{32}$/) })
  say({ type: 'computer-use', idleSeconds: 3, onBattery: true })
  say({ type: 'find-files', id: 7, trackIds: [1, 2] })
  expect(await hears('files-found')).toEqual({ type: 'files-found', id: 7, paths: [] })
  say({ type: 'make-report', id: 8 })
  const { id, text } = await hears('report-made')
  expect(id).toBe(8)
  expect(text).toMatch(/^# Naghma \S+ \(desktop\)/)
  expect(text).not.toContain(root)

  const ended = once(engine, 'exit')
  say({ type: 'shut-down' })
  expect(await ended).toEqual([0, null])
  expect(await readFile(join(root, 'data/logs/engine.log'), 'utf8')).toMatch(
    /opens the library.*The library is closed/s,
  )
})
