import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chunk, wav } from '../engine/scan/fixtures/make-media.ts'
import { id3, id3TextFrame } from '../engine/scan/fixtures/make-tags.ts'
import { expect, test } from './app.ts'
import { naghma } from './make-music.ts'
import {
  addFirstFolder,
  choose,
  expectTracks,
  goTo,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'
import { childrenOf, ended, runs, startServed } from './served.ts'

/** What the browser says of a host that went away. */
const goneHost =
  /ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|401 \(Unauthorized\)|response code: 403/

/** The status of a plain request with exactly these headers. */
function statusOf(url: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('only the page with the token gets an answer', async ({ served, app, browser }) => {
  const { origin, host } = new URL(served.url)
  const cookie = (await app.context().cookies()).map(({ name, value }) => `${name}=${value}`).join()
  expect(app.url(), 'the address does not keep the token').not.toContain('token')
  expect(await statusOf(origin)).toBe(401)
  expect(await statusOf(`${origin}/?token=wrong`)).toBe(401)
  expect(await statusOf(`${origin}/track/1/audio`)).toBe(401)
  expect(await statusOf(origin, { cookie })).toBe(200)
  expect(await statusOf(origin, { cookie, host: 'naghma.example' })).toBe(403)
  expect(await statusOf(origin, { cookie, origin: 'http://example.com' })).toBe(403)
  expect(await statusOf(`${origin}/assets/../../package.json`, { cookie })).toBe(404)
  const upgrade = { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13' }
  const key = { ...upgrade, 'sec-websocket-key': Buffer.alloc(16).toString('base64') }
  expect(await statusOf(`${origin}/rpc`, { ...key, cookie })).toBe(403)
  expect(await statusOf(`${origin}/rpc`, { ...key, origin })).toBe(403)
  expect(await statusOf(`${origin}/rpc`, { ...key, cookie, origin: 'http://a.example' })).toBe(403)
  const stranger = await browser.newContext()
  const page = await stranger.newPage()
  await page.goto(`http://${host}/`)
  await expect(page.getByText('this address lacks the token')).toBeVisible()
  await stranger.close()
})

test('a reload comes back to where one was', async ({ app, served }) => {
  await goTo(app, 'Settings')
  await app.reload()
  await expect(app.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await app.goto(new URL('/', served.url).href)
  await expect(app.getByRole('heading', { name: 'Welcome to Naghma' })).toBeVisible()
})

test.describe('when the host goes away', () => {
  test.use({ expectedComplaints: goneHost })

  test('stopped from the page, it ends with its processes, and the page says so', async ({
    app,
    served,
  }) => {
    await goTo(app, 'Settings')
    await app.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await app.getByRole('button', { name: 'Copy report', exact: true }).click()
    await expect(app.getByText('The report is on the clipboard')).toBeVisible()
    const copied = await app.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^# Naghma \d.*Findings.*Settings.*opens the library/s)
    expect(copied).not.toContain(homedir())
    await app.getByRole('button', { name: 'Stop Naghma' }).click()
    await app.getByRole('alertdialog').getByRole('button', { name: 'Stop Naghma' }).click()
    await expect(app.getByText('Naghma has stopped: start it again')).toBeVisible()
    expect(await ended(served.process)).toBe(0)
  })

  test('killed, it leaves no process behind; started anew, it says what to do', async ({
    app,
    served,
    dataFolder,
    ownMusic,
  }) => {
    test.skip(process.platform !== 'linux', 'the processes of a host are found in /proc')
    await addFirstFolder(app, ownMusic)
    await expectTracks(app, 18)
    const children = await childrenOf(served.process, 'media')
    expect(children).not.toEqual([])
    served.process.kill('SIGKILL')
    await expect(app.getByText('engine is not answering; trying again')).toBeVisible()
    await expect.poll(() => children.filter(runs)).toEqual([])

    const { port, origin } = new URL(served.url)
    const again = await startServed(dataFolder, ['--port', port])
    expect(new URL(again.url).origin).toBe(origin)
    await expect(app.getByText('open the address it printed')).toBeVisible({ timeout: 40_000 })
    await app.goto(again.url)
    await expectTracks(app, 18)
    await expect(rows(trackTable(app))).toHaveCount(18)
    await again.stop()
  })

  test('stops with its last page when told so', async ({ app, served }) => {
    await goTo(app, 'Settings')
    await app.getByRole('switch', { name: 'Stop Naghma with its last page' }).press(' ')
    await app.reload()
    await expect(app.getByRole('switch', { name: 'Stop Naghma with its last page' })).toBeChecked()
    await app.close()
    expect(await ended(served.process)).toBe(0)
  })
})

test('a second host on the same library leads to the first', async ({ served, dataFolder }) => {
  expect(await naghma(dataFolder, 'serve')).toContain(`Naghma is open already, at ${served.url}`)
  expect(served.process.exitCode).toBeNull()
})

test('the page may run nothing but its own scripts, and stands in no frame', async ({ app }) => {
  const headers = (await app.reload())?.headers() ?? {}
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
})

test('hostile tags are shown as the text they are', async ({ app }) => {
  const music = await mkdtemp(join(tmpdir(), 'naghma-hostile-'))
  const html = '<img src=x onerror="document.title=1"><script>alert(1)</script>'
  const tags = {
    html,
    bidi: 'safe\u202Egnp.exe\u202C',
    nul: 'before\u0000after',
    control: 'bell\u0007\u001B[31mred',
    long: 'ö'.repeat(20_000),
  }
  await mkdir(music, { recursive: true })
  let pitch = 0
  for (const [name, title] of Object.entries(tags)) {
    const frames = Buffer.concat([
      id3TextFrame('TIT2', title),
      id3TextFrame('TPE1', `${name} ${html}`),
    ])
    const samples = Buffer.alloc(32_000, ++pitch)
    await writeFile(
      join(music, `${name}.wav`),
      wav(samples, { after: chunk('id3 ', id3(frames), true) }),
    )
  }
  await addFirstFolder(app, music)
  await expectTracks(app, 5)
  const table = trackTable(app)
  await expect(table.getByRole('img')).toHaveCount(0)
  await expect(rowOf(table, 'html <img')).toContainText('<script>alert(1)</script>')
  await expect(rowOf(table, 'bidi <img')).not.toContainText('\u202E')
  await expect(rowOf(table, 'nul <img')).not.toContainText('\u0000')
  await expect(rowOf(table, 'control <img')).not.toContainText('\u001B')
  await rowOf(table, 'html <img').dblclick()
  await expect(app.getByRole('region', { name: 'Player' })).toContainText('<script>')
  await choose(app, rowOf(table, 'html <img'), 'Sounds alike')
  await expect(app.getByRole('heading', { level: 2 }).first()).toBeVisible()
  expect(await app.title()).not.toBe('1')
  await rm(music, { recursive: true })
})
