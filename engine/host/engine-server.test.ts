import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { contentSecurityPolicy } from '../../contract/page-headers.ts'
import { aiffBytes } from '../../native/audio/fixtures/pcm-bytes.ts'
import { type Ground, makeGround, scanned, writeTracks } from '../analysis/fixtures/test-engine.ts'
import { type ServedHost, serve } from '../host-http.ts'
import { noise } from '../scan/scan-fixture.ts'
import { engineEntries } from './entries.ts'
import { asWebSocket, type EngineClient, type OwnEngine, openEngine } from './open-engine.ts'

const fixtures = new URL('../../native/audio/fixtures/', import.meta.url)
/** The smallest PNG there is. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const SECONDS = 300
const samples = Float32Array.from(noise(9, SECONDS * 8_000), (sample) => sample / 32_768)

let ground: Ground
let own: OwnEngine
let host: ServedHost
let port: number
let cookie: string
const ids = new Map<string, number>()

beforeAll(async () => {
  ground = await makeGround()
  await writeTracks(ground.music, 1)
  await writeFile(join(ground.music, 'cover.png'), Buffer.from(picture, 'base64'))
  for (const name of ['alac.m4a', 'wavpack.wv', 'cbr.mp3'])
    await copyFile(new URL(name, fixtures), join(ground.music, name))
  const format = { kind: 'int', bytes: 2, bigEndian: true } as const
  await writeFile(join(ground.music, 'long.aiff'), aiffBytes([samples], 8_000, format))
  const pages = join(ground.root, 'pages')
  await mkdir(join(pages, 'assets'), { recursive: true })
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>Naghma</title>')
  await writeFile(join(pages, 'assets', 'page.js'), 'export {}')
  await writeFile(join(ground.root, 'secret.json'), '{"secret":true}')
  const entries = engineEntries(new URL('../host-cli.ts', import.meta.url).href)
  const opened = await openEngine({
    dataFolder: ground.data,
    host: 'served',
    version: 'test',
    ...entries,
    autonomous: false,
    demo: false,
    showFile: async () => {},
    onShutdown: () => {},
    onReopen: () => {},
  })
  if (opened.kind !== 'own') throw new Error('Somebody else has the library of this test.')
  own = opened
  host = await serve(own, {
    port: 0,
    pages: pathToFileURL(`${pages}/`),
    openBrowser: false,
    onLastPageClosed: () => {},
  })
  port = Number(new URL(host.url).port)
  await scanned(own.client, ground.music)
  for (const { id, title } of (await own.client.track.list({})).rows) ids.set(title, id)
  const { headers } = await ask(`/?token=${own.token}`, { cookie: undefined })
  cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
})
afterAll(async () => {
  await host.close()
  await own.close()
  await ground.remove()
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** A request as a page would send it, with changes; undefined leaves a header out. */
function ask(
  path: string,
  { method = 'GET', ...changes }: { [header: string]: string | undefined; method?: string } = {},
): Promise<Answer> {
  const headers = Object.fromEntries(
    Object.entries({ cookie, ...changes }).filter(([, value]) => value !== undefined),
  )
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('error', reject)
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(parts),
        }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

const audio = (title: string) => `/track/${ids.get(title)}/audio`

test('the address with the token gives a cookie that only this page can use, and loses the token', async () => {
  const { status, headers } = await ask(`/?token=${own.token}`, { cookie: undefined })
  expect(status).toBe(303)
  expect(headers.location).toBe('/')
  expect(headers['set-cookie']).toEqual([
    `naghma-${port}=${own.token}; HttpOnly; SameSite=Strict; Path=/`,
  ])
})

test('without the token nothing is answered', async () => {
  const without = [undefined, `naghma-${port}=wrong`, `naghma-${port}=`, `naghma=${own.token}`]
  for (const given of without)
    for (const path of ['/', '/assets/page.js', audio('cbr'), '/nothing', '/?token=wrong'])
      expect((await ask(path, { cookie: given })).status).toBe(401)
})

test('the page comes with the headers that keep it to itself', async () => {
  const { status, headers, body } = await ask('/')
  expect(status).toBe(200)
  expect(body.toString()).toContain('Naghma')
  expect(headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
  expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/)
  expect((await ask('/assets/page.js')).headers['content-type']).toContain('javascript')
})

test.each([
  { host: 'evil.example' },
  { host: 'evil.example:80' },
  { host: '127.0.0.1' },
  { host: '127.0.0.1.evil.example' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:1' },
])('a request for another host or from another page is refused: %o', async (headers) => {
  for (const path of ['/', audio('cbr'), `/?token=${own.token}`])
    expect((await ask(path, headers)).status).toBe(403)
})

test('a name that was rebound to this machine is refused with its port, too', async () => {
  expect((await ask('/', { host: `evil.example:${port}` })).status).toBe(403)
  expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200)
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
  '%s is refused',
  async (method) => {
    expect((await ask(audio('cbr'), { method })).status).toBe(405)
  },
)

test.each([
  '/../secret.json',
  '/assets/../../secret.json',
  '/%2e%2e/secret.json',
  '/..%2fsecret.json',
  '/assets/..%5c..%5csecret.json',
  '//secret.json',
  '/assets//page.js',
  '/etc/passwd',
  '/assets/',
  '/index.html%00.js',
  '/track/../../secret.json',
  '/track/1/../../secret.json',
  '/track/%2e%2e/audio',
  '/track/1/audio/../../../../secret.json',
  '/track/abc/audio',
  '/track/0/audio',
  '/track/1e9/audio',
  '/track/99999999/audio',
  '/track/99999999/artwork',
  '/track/1/tags',
  '//',
])('there is nothing at %s', async (path) => {
  const { status, body } = await ask(path)
  expect(status).toBe(404)
  expect(body.toString()).not.toContain('secret":')
})

test('a request that is no HTTP, or names another host in its line, gets no page', async () => {
  for (const line of ['GET http://evil.example/ HTTP/1.1', 'GET', 'GET / HTTP/9.9']) {
    const answer = await new Promise<string>((resolve) => {
      const socket = createConnection(port, '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
      socket.end(`${line}\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`)
    })
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d/)
  }
  expect((await ask('/')).status).toBe(200)
})

test('audio by id, whole and in ranges', async () => {
  const file = await readFile(join(ground.music, 'cbr.mp3'))
  const whole = await ask(audio('cbr'))
  expect(whole.status).toBe(200)
  expect(whole.body.equals(file)).toBe(true)
  expect(whole.headers).toMatchObject({
    'content-type': 'audio/mpeg',
    'accept-ranges': 'bytes',
    'content-length': String(file.length),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  })
  for (const [range, first, last] of [
    ['bytes=100-199', 100, 199],
    ['bytes=100-', 100, file.length - 1],
    ['bytes=-50', file.length - 50, file.length - 1],
    ['bytes=0-99999999', 0, file.length - 1],
  ] as const) {
    const part = await ask(audio('cbr'), { range })
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes ${first}-${last}/${file.length}`)
    expect(part.body.equals(file.subarray(first, last + 1))).toBe(true)
  }
  const outside = await ask(audio('cbr'), { range: `bytes=${file.length}-` })
  expect(outside.status).toBe(416)
  expect(outside.headers['content-range']).toBe(`bytes */${file.length}`)
  const head = await ask(audio('cbr'), { method: 'HEAD' })
  expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) })
  expect(head.headers['content-length']).toBe(String(file.length))
})

test('a file that is gone is not there, in words', async () => {
  await writeTracks(ground.music, 2)
  await scanned(own.client, ground.music)
  const { rows } = await own.client.track.list({ search: 'track 02' })
  await rm(join(ground.music, 'track 02.wav'))
  const { status, body } = await ask(`/track/${rows[0]?.id}/audio`)
  expect(status).toBe(404)
  expect(body.toString()).toBe('The file of this track cannot be found now.')
})

test('artwork by id, once', async () => {
  const path = `/track/${ids.get('cbr')}/artwork`
  const { status, headers, body } = await ask(path)
  expect(status).toBe(200)
  expect(headers['content-type']).toMatch(/^image\//)
  expect(body.length).toBeGreaterThan(0)
  const { etag = '' } = headers
  expect(await ask(path, { 'if-none-match': etag })).toMatchObject({
    status: 304,
    body: Buffer.alloc(0),
  })
  expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200)
  expect(await ask(path, { method: 'HEAD' })).toMatchObject({ status: 200, body: Buffer.alloc(0) })
})

test('a file that browsers cannot play comes as a WAV that grows; a range waits until it is written', async () => {
  const [end, start] = await Promise.all([
    ask(audio('odd'), { range: 'bytes=-1000' }),
    ask(audio('odd'), { range: 'bytes=0-43' }),
  ])
  expect(start.status).toBe(206)
  expect(start.body.subarray(0, 4).toString()).toBe('RIFF')
  expect(start.body.readUInt32LE(24)).toBe(8_000)
  const whole = await ask(audio('odd'))
  expect(whole.headers).toMatchObject({
    'content-type': 'audio/wav',
    'content-length': String(whole.body.length),
  })
  expect(whole.body.length).toBe(44 + SECONDS * 8_000 * 4)
  expect(end.body.equals(whole.body.subarray(-1_000))).toBe(true)
  const middle = SECONDS * 4_000
  const left = whole.body.readInt16LE(44 + middle * 4)
  expect(Math.abs(left / 32_768 - (samples[middle] ?? 0))).toBeLessThan(2 / 32_768)
})

test.each(['alac', 'wavpack'])('%s is converted, again from what is kept', async (title) => {
  for (let n = 0; n < 2; n++) {
    const { status, headers, body } = await ask(audio(title))
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('audio/wav')
    expect(body.subarray(8, 12).toString()).toBe('WAVE')
    expect(body.length).toBe(Number(headers['content-length']))
    expect(body.subarray(44).some((byte) => byte !== 0)).toBe(true)
  }
})

test('what a browser could play is converted when asked', async () => {
  expect((await ask(`${audio('cbr')}?convert=1`)).headers['content-type']).toBe('audio/wav')
})

/** Opens the WebSocket of a page, with changes to its headers; undefined when it is refused. */
async function connect(headers: { [name: string]: string }): Promise<WebSocket | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers })
  return new Promise((resolve) => {
    socket.once('open', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
  })
}

test('calls are taken from this page only', async () => {
  const origin = `http://127.0.0.1:${port}`
  for (const headers of [
    {},
    { cookie },
    { origin },
    { cookie, origin: 'https://evil.example' },
    { cookie, origin: 'null' },
    { cookie, origin: `http://localhost:${port}` },
    { cookie, origin, host: `evil.example:${port}` },
    { cookie: `naghma-${port}=wrong`, origin },
  ])
    expect(await connect(headers as { [name: string]: string })).toBeUndefined()
  const socket = await connect({ cookie, origin })
  expect(socket).toBeDefined()
  socket?.close()
})

test('a validation error and a problem arrive with their codes and fields', async () => {
  const socket = await connect({ cookie, origin: `http://127.0.0.1:${port}` })
  if (!socket) throw new Error('The page was refused.')
  const client: EngineClient = createORPCClient(new RPCLink({ websocket: asWebSocket(socket) }))
  expect((await client.engine.status()).host).toBe('served')
  const wrong = { cores: 0 }
  await expect(client.engine.changeSettings(wrong)).rejects.toMatchObject({
    code: 'invalid-input',
    data: { field: 'cores' },
    message: expect.stringMatching(/^cores: /),
  })
  await expect(client.track.get({ id: 999_999 })).rejects.toMatchObject({ code: 'not-found' })
  await expect(client.folder.add({ path: join(ground.root, 'nowhere') })).rejects.toMatchObject({
    code: 'not-found',
    data: { field: 'path' },
  })
  await expect(client.analysis.start({})).rejects.toMatchObject({ code: 'no-model' })
  await expect(client.model.use({ path: ground.music })).rejects.toMatchObject({
    code: expect.stringMatching(/checkpoint|not-found/),
  })
  socket.close()
})

test('no address a page is given holds a path', async () => {
  const { rows } = await own.client.track.list({})
  expect(JSON.stringify(rows)).not.toContain(ground.root)
})
