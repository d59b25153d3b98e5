import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeEngineLock } from './lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a second holder is refused until the first lets go', () => {
  const first = takeEngineLock(folder)
  expect(first).toBeDefined()
  expect(takeEngineLock(folder)).toBeUndefined()
  first?.release()
  const second = takeEngineLock(folder)
  expect(second).toBeDefined()
  second?.release()
})

test('the lock of a process that was killed is free', async () => {
  const program = `
    const { takeEngineLock } = await import(${JSON.stringify(new URL('./lock.ts', import.meta.url).href)})
    takeEngineLock(${JSON.stringify(folder)})
    console.log('locked')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  expect(takeEngineLock(folder)).toBeUndefined()
  child.kill('SIGKILL')
  await once(child, 'exit')
  const lock = takeEngineLock(folder)
  expect(lock).toBeDefined()
  lock?.release()
})
