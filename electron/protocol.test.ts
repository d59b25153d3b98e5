import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../contract/page-headers.ts'
import { pageFile } from './page-files.ts'
import { protocolHandler } from './protocol.ts'
import { mediaTarget } from './track-media.ts'

const audio = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
const token = 'the-token'

let folder: string
let pageFolder: string
let socket: string
let server: Server
let asked: Array<{ method: string | undefined; url: string | undefined; headers: unknown }>
let endlessClosed: Promise<void>

/** An engine's media endpoint: parts by Range, artwork, an endless conversion, a track it does not have. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request
  asked.push({ method, url, headers })
  if (headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end()
  if (url === '/track/404/audio') return void response.writeHead(404).end('no such track')
  if (url === '/track/2/audio?convert=1') {
    response.writeHead(200, { 'content-type': 'audio/wav' })
    const more = () => {
      while (!response.destroyed && response.write(audio));
    }
    response.on('drain', more)
    endlessClosed = new Promise((resolve) => response.on('close', resolve))
    return void more()
  }
  if (url === '/track/3/audio') {
    response.writeHead(200, { 'content-length': audio.length })
    response.write(audio.subarray(0, 10))
    return void setTimeout(() => request.socket.destroy(), 20)
  }
  if (url?.endsWith('/artwork')) {
    if (headers['if-none-match'] === '"art"') return void response.writeHead(304).end()
    response.writeHead(200, { 'content-type': 'image/webp', etag: '"art"', 'set-cookie': 'a=b' })
    return void response.end('artwork')
  }
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
  if (from === undefined) {
    response.writeHead(200, { 'content-length': audio.length, 'accept-ranges': 'bytes' })
    return void response.end(method === 'HEAD' ? undefined : audio)
  }
  const first = Number(from)
  if (first >= audio.length) {
    response.writeHead(416, { 'content-range': `bytes */${audio.length}` })
    return void response.end()
  }
  const last = to ? Number(to) : audio.length - 1
  response.writeHead(206, {
    'content-type': 'audio/flac',
    'content-length': last - first + 1,
    'content-range': `bytes ${first}-${last}/${audio.length}`,
  })
  response.end(audio.subarray(first, last + 1))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-protocol-'))
  pageFolder = join(folder, 'renderer')
  socket =
    process.platform === 'win32' ? `\\\\.\\pipe\\naghma-test-${process.pid}` : join(folder, 's')
  await mkdir(join(pageFolder, 'assets'), { recursive: true })
  await mkdir(join(folder, 'renderer-evil'))
  await writeFile(join(pageFolder, 'index.html'), '<!doctype html>page')
  await writeFile(join(pageFolder, 'assets/page.js'), 'export {}')
  await writeFile(join(pageFolder, 'notes.txt'), 'not a kind the page has')
  await writeFile(join(folder, 'secret.js'), 'secret')
  await writeFile(join(folder, 'renderer-evil/secret.js'), 'secret')
  await symlink(join(folder, 'secret.js'), join(pageFolder, 'link.js'))
  await symlink(join(folder, 'renderer-evil/secret.js'), join(pageFolder, 'evil.js'))
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(socket, resolve))
})
beforeEach(() => {
  asked = []
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

function ask(url: string, init?: RequestInit): Promise<Response> {
  return protocolHandler({ pageFolder, engineAddress: () => ({ socket, token }) })(
    new Request(url, init),
  )
}

describe('page files', () => {
  it('are served with their type, the policy and no sniffing', async () => {
    for (const url of ['naghma://app/', 'naghma://app', 'naghma://app/index.html?x=1#y']) {
      const response = await ask(url)
      expect(response.status).toBe(200)
      expect(await response.text()).toBe('<!doctype html>page')
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
    }
    const script = await ask('naghma://app/assets/page.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    'naghma://app/../secret.js',
    'naghma://app/%2e%2e/secret.js',
    'naghma://app/..%2fsecret.js',
    'naghma://app/assets/..%2f..%2fsecret.js',
    'naghma://app/..%5csecret.js',
    'naghma://app/assets%2fpage.js',
    'naghma://app//etc/passwd',
    'naghma://app/C:/windows/win.ini',
    'naghma://app/index.html%00',
    'naghma://app/link.js',
    'naghma://app/evil.js',
    'naghma://app/assets',
    'naghma://app/assets/',
    'naghma://app/notes.txt',
    'naghma://app/absent.js',
    'naghma://other/index.html',
    'naghma://app:8080/index.html',
    'https://app/index.html',
    'file:///etc/passwd',
  ])('are not reached by %s', async (url) => {
    const response = await ask(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it('are read only', async () => {
    expect((await ask('naghma://app/', { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await ask('naghma://app/track/1/audio', { method: 'DELETE' })).status).toBe(405)
  })

  it('never lie outside the page folder, whatever the path', () => {
    const piece = fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '/', '\\', '\0', 'a', 'b.js', ':')
    const path = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(path, (text) => {
        const file = pageFile(`/${text}`)
        if (file === undefined) return
        expect(join('/page', file).startsWith('/page/')).toBe(true)
        expect(file.split(/[\\/]/)).not.toContain('..')
        expect(file).not.toMatch(/[\0:%\\]/)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('media of a track', () => {
  it('is asked of the engine by id, with its token and nothing of the page', async () => {
    const response = await ask('naghma://app/track/1/audio', {
      headers: { cookie: 'a=b', 'x-other': '1', authorization: 'Bearer forged' },
    })
    expect(Buffer.from(await response.arrayBuffer()).equals(audio)).toBe(true)
    expect(asked).toEqual([
      {
        method: 'GET',
        url: '/track/1/audio',
        headers: { host: 'localhost', connection: 'keep-alive', authorization: `Bearer ${token}` },
      },
    ])
  })

  it('is answered in the part that Range names', async () => {
    const response = await ask('naghma://app/track/1/audio', {
      headers: { range: 'bytes=100000-100009' },
    })
    expect(response.status).toBe(206)
    expect(response.headers.get('content-range')).toBe('bytes 100000-100009/300000')
    expect(response.headers.get('content-length')).toBe('10')
    expect(response.headers.get('content-type')).toBe('audio/flac')
    const part = Buffer.from(await response.arrayBuffer())
    expect(part.equals(audio.subarray(100_000, 100_010))).toBe(true)
    const beyond = await ask('naghma://app/track/1/audio', { headers: { range: 'bytes=300000-' } })
    expect(beyond.status).toBe(416)
    expect(beyond.headers.get('content-range')).toBe('bytes */300000')
  })

  it('keeps to the headers a page needs, and can run nothing', async () => {
    const response = await ask('naghma://app/track/1/artwork')
    expect(await response.text()).toBe('artwork')
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'image/webp',
      'cross-origin-resource-policy': 'same-origin',
      etag: '"art"',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    const fresh = await ask('naghma://app/track/1/artwork', {
      headers: { 'if-none-match': '"art"' },
    })
    expect(fresh.status).toBe(304)
  })

  it('answers HEAD with headers only', async () => {
    const response = await ask('naghma://app/track/1/audio', { method: 'HEAD' })
    expect(response.headers.get('content-length')).toBe('300000')
    expect(await response.text()).toBe('')
  })

  it('passes on that there is no such track', async () => {
    const response = await ask('naghma://app/track/404/audio')
    expect(response.status).toBe(404)
  })

  it('is streamed: a reader that stops ends the work of the engine', async () => {
    const response = await ask('naghma://app/track/2/audio?convert=1')
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(first?.value?.length).toBeGreaterThan(0)
    await reader?.cancel()
    await endlessClosed
  })

  it('is streamed: an aborted request ends the work of the engine', async () => {
    const abort = new AbortController()
    const response = await ask('naghma://app/track/2/audio?convert=1', { signal: abort.signal })
    abort.abort()
    await endlessClosed
    await expect(response.arrayBuffer()).rejects.toThrow()
  })

  it('fails, and is not taken for whole, when the engine dies half way', async () => {
    const response = await ask('naghma://app/track/3/audio')
    await expect(response.arrayBuffer()).rejects.toThrow()
  })

  it('is unavailable while there is no engine, or none that answers', async () => {
    const none = protocolHandler({ pageFolder, engineAddress: () => undefined })
    expect((await none(new Request('naghma://app/track/1/audio'))).status).toBe(503)
    const dead = protocolHandler({
      pageFolder,
      engineAddress: () => ({ socket: join(folder, 'no-such-socket'), token }),
    })
    expect((await dead(new Request('naghma://app/track/1/audio'))).status).toBe(503)
    expect(asked).toEqual([])
  })

  it.each([
    ['/track/1/audio', '/track/1/audio'],
    ['/track/9007199254740991/artwork', '/track/9007199254740991/artwork'],
    ['/track/1/audio?convert=1', '/track/1/audio?convert=1'],
    ['/track/1/audio?convert=1&token=x&path=/etc', '/track/1/audio?convert=1'],
    ['/track/1/audio?convert=yes', '/track/1/audio'],
    ['/track/1/artwork?convert=1', '/track/1/artwork'],
    ['/track/0/audio', undefined],
    ['/track/01/audio', undefined],
    ['/track/-1/audio', undefined],
    ['/track/1e3/audio', undefined],
    ['/track/9007199254740993/audio', undefined],
    ['/track/1/lyrics', undefined],
    ['/track/1/audio/', undefined],
    ['/rpc', undefined],
  ])('%s is %s', (path, target) => {
    expect(mediaTarget(new URL(path, 'naghma://app/'))).toBe(target)
  })
})
