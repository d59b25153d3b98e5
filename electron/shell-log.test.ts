import { EventEmitter } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { logsFolder, logUncaught, openShellLog } from './shell-log.ts'

it('lies in the library’s folder, of the demo in its own', () => {
  expect(logsFolder({ dataFolder: resolve('/lib'), demo: false })).toBe(resolve('/lib/logs'))
  expect(logsFolder({ dataFolder: resolve('/lib'), demo: true })).toBe(resolve('/lib/demo/logs'))
  expect(logsFolder({ dataFolder: null, demo: false })).toMatch(/naghma.*logs$/)
})

it('has what nobody caught, with where it came from', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-shell-log-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const process = new EventEmitter()
  logUncaught(openShellLog(folder), process)
  process.emit('uncaughtExceptionMonitor', new Error('no window'), 'uncaughtException')
  process.emit('unhandledRejection', 'no reason')
  const text = await readFile(join(folder, 'shell.log'), 'utf8')
  expect(text).toMatch(/\[error\].*uncaughtException: Error: no window\n +at .*shell-log\.test\.ts/)
  expect(text).toContain('Unhandled rejection: no reason')
})
