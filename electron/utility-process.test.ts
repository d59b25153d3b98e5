import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, vi } from 'vitest'
import { utilityChild } from './utility-process.ts'

it('ends a process that ignores the request to end, and one that has ended already', async () => {
  const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")'
  const forked = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(forked.stdout, 'data')
  const postMessage = vi.fn<(message: unknown, ports?: string[]) => void>()
  const child = utilityChild<string>({
    pid: forked.pid,
    postMessage,
    on: (event, listener) => forked.on(event, listener),
  })
  const exited = vi.fn()
  child.onExit(exited)
  child.send({ type: 'engine-port' }, ['port'])
  expect(postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'engine-port' }, ['port'])
  child.kill()
  await vi.waitFor(() => expect(exited).toHaveBeenCalledOnce())
  expect(forked.signalCode).toBe('SIGKILL')
  child.kill()
})
