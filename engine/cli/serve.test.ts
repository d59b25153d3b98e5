import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import {
  analysed,
  type Ground,
  makeGround,
  until,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { asWebSocket, type EngineClient } from '../host/open-engine.ts'
import { isAlive } from '../processes/fixtures/processes.ts'
import { type CliProcess, runCli, startCli } from './fixtures/run-cli.ts'

const page = new URL('../../out/renderer/index.html', import.meta.url)
let ground: Ground
let cli: CliProcess | undefined

beforeEach(async () => {
  ground = await makeGround()
})
afterEach(async () => {
  cli?.child.kill('SIGKILL')
  await cli?.ended
  await ground.remove()
})

async function served(...args: string[]): Promise<{ cli: CliProcess; url: URL }> {
  const started = startCli(['--data', ground.data, 'serve', '--json', ...args], ground.root)
  cli = started
  await until(() => started.out().includes('\n') || started.child.exitCode !== null)
  const { url, pid } = JSON.parse(started.out())
  expect(pid).toBe(started.child.pid)
  return { cli: started, url: new URL(url) }
}

/** What a page does: opens the address, takes the cookie, connects. */
async function openPage(url: URL): Promise<{ client: EngineClient; socket: WebSocket }> {
  const { headers } = await fetch(url, { redirect: 'manual' })
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const socket = new WebSocket(`ws://${url.host}/rpc`, { headers: { cookie, origin: url.origin } })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const client = createORPCClient<EngineClient>(new RPCLink({ websocket: asWebSocket(socket) }))
  return { client, socket }
}

/** Every process of the group that a command line was started in. */
async function groupOf({ child }: CliProcess): Promise<number[]> {
  const all = (await readdir('/proc')).map(Number).filter((pid) => pid > 0)
  const groups = await Promise.all(
    all.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])
    }),
  )
  return all.filter((pid, n) => groups[n] === child.pid && isAlive(pid))
}

async function expectNothingLeft(ended: CliProcess, group: number[]): Promise<void> {
  expect(group.filter(isAlive)).toEqual([])
  const left = (await readdir(ground.root)).filter((name) => /^naghma-\w{6}$/.test(name))
  expect(left).toEqual([])
  expect(await readdir(ground.data)).not.toContain('engine.json')
  expect(ended.err()).toBe('')
}

describe.skipIf(!existsSync(page))('serving (skipped until the page is built)', () => {
  test.skipIf(process.platform !== 'linux').each(['SIGTERM', 'SIGINT'] as const)(
    '%s stops it within seconds with pages open, an analysis running; nothing is left',
    async (signal) => {
      await writeTracks(ground.music, 3, 20 * 60)
      const { cli, url } = await served(ground.music, '--model', ground.checkpoint)
      const first = await openPage(url)
      const pages = [first, await openPage(url)]
      const { client } = first
      await client.engine.changeSettings({ depth: 'full' })
      const events = await client.engine.events()
      void (async () => {
        for await (const _event of events);
      })().catch(() => {})
      await until(async () =>
        (await client.analysis.progress()).sound.current.some(({ progress }) => progress),
      )
      const group = await groupOf(cli)
      expect(group.length).toBeGreaterThanOrEqual(3)
      const closed = pages.map(
        ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
      )
      const asked = Date.now()
      process.kill(-(cli.child.pid ?? 0), signal)
      const { code } = await cli.ended
      expect(Date.now() - asked).toBeLessThan(4_000)
      expect(code).toBe(0)
      expect(await Promise.all(closed)).toEqual([1001, 1001])
      await expectNothingLeft(cli, group)
    },
  )

  test('a page can ask it to stop, and is told that it does', async () => {
    const { cli, url } = await served()
    const { client } = await openPage(url)
    expect(await client.engine.shutdown()).toEqual({ stopping: true })
    expect((await cli.ended).code).toBe(0)
  })

  test('it stops with its last page when the setting says so, but not for a page that is reloaded', async () => {
    const { cli, url } = await served()
    const first = await openPage(url)
    await first.client.engine.changeSettings({ stopWithLastPage: true })
    first.socket.close()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const second = await openPage(url)
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    expect(cli.child.exitCode).toBe(null)
    second.socket.close()
    const asked = Date.now()
    expect((await cli.ended).code).toBe(0)
    expect(Date.now() - asked).toBeLessThan(8_000)
  })

  test('commands work on the library that is being served; a second serve shows the first', async () => {
    await writeTracks(ground.music, 3)
    const { url } = await served('--model', ground.checkpoint)
    const run = (...args: string[]) =>
      runCli(['--data', ground.data, '--json', ...args], ground.root)
    expect(JSON.parse((await run('scan', ground.music)).out)).toMatchObject({ tracks: 3, files: 3 })
    const { client } = await openPage(url)
    expect(JSON.parse((await run('analyse', '--depth', 'full')).out)).toMatchObject({
      analysedTracks: 3,
    })
    await analysed(client)
    expect(JSON.parse((await run('similar', 'track 01')).out).neighbours).toHaveLength(2)
    expect(JSON.parse((await run('status')).out).host).toBe('served')
    const again = await run('serve')
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out)).toEqual({ url: url.href, pid: cli?.child.pid })
  })

  test('a command that works on a library whose engine dies says so', async () => {
    await writeTracks(ground.music, 2, 20 * 60)
    const { cli, url } = await served(ground.music, '--model', ground.checkpoint)
    const { client } = await openPage(url)
    await until(async () => (await client.track.list({})).total === 2)
    const command = startCli(['--data', ground.data, 'analyse', '--depth', 'full'], ground.root)
    await until(() => command.err().includes('Analysing'))
    cli.child.kill('SIGKILL')
    const { code, err } = await command.ended
    expect(code).toBe(1)
    expect(err).toContain('has stopped. Run the command again.')
  })

  test('a port that is taken is named', async () => {
    const { url } = await served()
    const other = join(ground.root, 'other')
    const { code, err } = await runCli(['--data', other, 'serve', '--port', url.port], ground.root)
    expect(code).toBe(1)
    expect(err).toContain(`Port ${url.port} on this machine cannot be used`)
  })
})
