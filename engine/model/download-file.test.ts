import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../sound/test-fixtures.ts'
import { downloadFile } from './download-file.ts'
import type { FileOrder, FileProgress } from './file-order.ts'
import { countingProxy } from './fixtures/counting-proxy.ts'
import { type Asked, type Manners, type OddServer, oddServer } from './fixtures/odd-server.ts'
import { withoutProxies } from './fixtures/without-proxies.ts'
import { redirected } from './server-answer.ts'

const content = randomBytes(300_000)
const other = randomBytes(300_000)
const sha256 = createHash('sha256').update(content).digest('hex')
const hasty = {
  firstWaitMs: 1,
  longestWaitMs: 2,
  longestRetryAfterMs: 5,
  stallMs: 60_000,
  tries: 4,
}

withoutProxies()

/** A server that answers the first requests as told, and the others well. */
function firstThen(...first: Manners[]): (asked: Asked) => Manners {
  return ({ before }) => ({ content, ...first[before] })
}

function orderFor(server: OddServer, more: Partial<FileOrder> = {}): FileOrder {
  return {
    url: `${server.url}/weights`,
    destination: join(temporaryFolder(), 'checkpoint', 'model.safetensors'),
    expected: { kind: 'weights' },
    proxy: null,
    signal: new AbortController().signal,
    patience: hasty,
    ...more,
  }
}

function expectWhole({ destination }: FileOrder, bytes: Uint8Array = content): void {
  expect(readFileSync(destination).equals(bytes)).toBe(true)
  expect(readdirSync(dirname(destination))).toHaveLength(1)
}

function expectNothing({ destination }: FileOrder): void {
  expect(readdirSync(dirname(destination))).toEqual([])
}

function partialBytes({ destination }: FileOrder): number {
  return statSync(`${destination}.partial`).size
}

describe('a good server', () => {
  test('the file is there, checked and alone, and its progress was told', async () => {
    const server = await oddServer(() => ({ content }))
    const told: FileProgress[] = []
    const order = orderFor(server, {
      expected: { kind: 'weights', bytes: content.byteLength, sha256 },
      onProgress: (progress) => told.push(progress),
    })
    await downloadFile(order)
    expectWhole(order)
    expect(told[0]).toEqual({ bytes: 0, total: 300_000, waiting: '' })
    expect(told.at(-1)).toEqual({ bytes: 300_000, total: 300_000, waiting: '' })
    expect(server.asked).toHaveLength(1)
  })

  test('without a length, in chunks', async () => {
    const server = await oddServer(() => ({ content, chunked: true }))
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order)
  })
})

describe('connections that break', () => {
  test('only the rest is fetched, with a range for the same version', async () => {
    const server = await oddServer(firstThen({ breakAfter: 100_000 }, { breakAfter: 100_000 }))
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order)
    expect(server.sent()).toBe(content.byteLength)
    expect(server.asked.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [undefined, undefined],
      ['bytes=100000-', '"one"'],
      ['bytes=200000-', '"one"'],
    ])
  })

  test('without an etag the time of change will do; without that the file is begun anew', async () => {
    const lastModified = 'Mon, 23 Nov 2026 10:00:00 GMT'
    const dated = await oddServer(({ before }) => ({
      content,
      etag: null,
      lastModified,
      ...(before === 0 && { breakAfter: 100_000 }),
    }))
    await downloadFile(orderFor(dated))
    expect(dated.asked[1]).toMatchObject({ range: 'bytes=100000-', ifRange: lastModified })

    const undated = await oddServer(({ before }) => ({
      content,
      etag: before % 2 ? 'W/"weak"' : null,
      ...(before < 2 && { breakAfter: 100_000 }),
    }))
    const order = orderFor(undated)
    await downloadFile(order)
    expect(undated.asked.map(({ range }) => range)).toEqual([undefined, undefined, undefined])
    expectWhole(order)
  })

  test('wherever they break, and whether ranges are honoured or not, the file is the same', async () => {
    let manners: (asked: Asked) => Manners = () => ({})
    let first = 0
    const server = await oddServer((asked) => manners({ ...asked, before: asked.before - first }))
    const step = fc.record({
      breakAfter: fc.integer({ min: 0, max: 4_000 }),
      ignoresRange: fc.boolean(),
      longestRange: fc.integer({ min: 1, max: 4_000 }),
      rangeShift: fc.constantFrom(0, 0, 0, 1, -1),
      chunked: fc.boolean(),
      etag: fc.constantFrom('"one"', '"one"', 'W/"one"', null),
      status: fc.constantFrom(undefined, undefined, undefined, 503, 429),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 5_000 }),
        fc.array(step, { maxLength: 12 }),
        fc.boolean(),
        async (bytes, steps, digestKnown) => {
          first = server.asked.length
          manners = ({ before }) => {
            const { status, ...step } = steps[before] ?? { status: undefined }
            return { content: bytes, ...step, ...(status && { status }) }
          }
          const digest = createHash('sha256').update(bytes).digest('hex')
          const order = orderFor(server, {
            expected: { kind: 'weights', ...(digestKnown && { sha256: digest }) },
            patience: { ...hasty, tries: steps.length + 2, firstWaitMs: 0 },
          })
          await downloadFile(order)
          expectWhole(order, bytes)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a server that always breaks is given up in words, and what came is kept', async () => {
    const server = await oddServer(({ range }) => ({ content, breakAfter: range ? 0 : 50_000 }))
    const order = orderFor(server)
    await expect(downloadFile(order)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringMatching(/broke.*tried again.*kept/),
    })
    expect(partialBytes(order)).toBe(50_000)
    expect(server.asked).toHaveLength(5)
  })

  test('nobody there', async () => {
    const server = await oddServer(() => ({}))
    const order = orderFor(server, { url: 'http://127.0.0.1:1/weights' })
    await expect(downloadFile(order)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('127.0.0.1:1 was refused'),
    })
    expectNothing(order)
  })

  test('a stall is noticed and the rest fetched', async () => {
    const server = await oddServer(firstThen({ stallAfter: 120_000 }))
    const waits: string[] = []
    const order = orderFor(server, {
      patience: { ...hasty, stallMs: 300 },
      onProgress: ({ waiting }) => waits.push(waiting),
    })
    await downloadFile(order)
    expectWhole(order)
    expect(waits).toContainEqual(expect.stringMatching(/sent nothing for .* Trying again in 1 s\./))
  })

  test('a busy server is asked again when it says, but not later than patience allows', async () => {
    const server = await oddServer(
      firstThen(
        { status: 503, headers: { 'retry-after': '0' } },
        { status: 429, headers: { 'retry-after': '86400' } },
        { status: 500 },
      ),
    )
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order)
    expect(server.asked).toHaveLength(4)
  })
})

describe('ranges that are answered wrongly', () => {
  const broken: Manners = { breakAfter: 100_000 }
  test.each<[string, Manners]>([
    ['from another place', { rangeShift: 7 }],
    ['with the whole file', { ignoresRange: true }],
    ['with 416', { status: 416 }],
    [
      'of another version, without looking',
      { content: other, etag: '"two"', ignoresIfRange: true },
    ],
    [
      'of a file of another size',
      { content: Buffer.concat([content, other]), ignoresIfRange: true },
    ],
  ])('%s: the file is begun anew', async (_, wrong) => {
    const server = await oddServer(firstThen(broken, wrong))
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order)
  })

  test('from another place where no length tells: the file is begun anew', async () => {
    const chunked: Manners = { chunked: true }
    const server = await oddServer(
      firstThen({ ...chunked, ...broken }, { ...chunked, rangeShift: 7 }, chunked),
    )
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order)
  })

  test('a file that changed meanwhile is fetched whole', async () => {
    const server = await oddServer(({ before }) =>
      before === 0 ? { content, ...broken } : { content: other, etag: '"two"' },
    )
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order, other)
    expect(server.asked).toHaveLength(2)
  })

  test('pieces of two versions that nothing tells apart fail the checksum, and one whole try more is made', async () => {
    const server = await oddServer(({ before }) => ({
      content: before === 0 ? other : content,
      ignoresIfRange: true,
      ...(before === 0 && broken),
    }))
    const order = orderFor(server, { expected: { kind: 'weights', sha256 } })
    await downloadFile(order)
    expectWhole(order)
    expect(server.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=100000-', undefined])
  })
})

describe('files that are not what they should be', () => {
  const page = Buffer.from('\n<!DOCTYPE html><title>Log in</title>')
  const json = Buffer.from('{"hidden_size":768}')
  test.each<[string, Manners, FileOrder['expected'], RegExp]>([
    [
      'a web page',
      { content: page, headers: { 'content-type': 'text/html; charset=utf-8' } },
      { kind: 'weights', bytes: 300_000 },
      /answered with a web page.*log in/,
    ],
    [
      'a web page that does not say so',
      { content: page, chunked: true },
      { kind: 'json' },
      /web page/,
    ],
    [
      'a web page, letter by letter',
      { content: page, chunked: true, slowly: { bytes: 1, pauseMs: 0 } },
      { kind: 'weights' },
      /web page/,
    ],
    ['another size', {}, { kind: 'weights', bytes: 300_001 }, /300000 bytes.*should have 300001/],
    [
      'another size than the repository said',
      { headers: { 'x-linked-size': '300001' } },
      { kind: 'weights' },
      /should have 300001/,
    ],
    [
      'a part, said to be all',
      { claims: 200_000 },
      { kind: 'weights', bytes: 300_000 },
      /200000 bytes/,
    ],
    [
      'a part, said to be all, by its checksum',
      { claims: 200_000 },
      { kind: 'weights', sha256 },
      /checksum/,
    ],
    ['too much', { chunked: true }, { kind: 'weights', bytes: 200_000 }, /bytes instead of 200000/],
    ['another checksum', { content: other }, { kind: 'weights', sha256 }, /checksum differs/],
    [
      'another checksum than the repository said',
      { headers: { 'x-linked-etag': `"${'0'.repeat(64)}"` } },
      { kind: 'weights' },
      /checksum differs/,
    ],
    ['nothing', { content: Buffer.alloc(0) }, { kind: 'weights' }, /is empty/],
    ['JSON that is none', { content: json.subarray(3) }, { kind: 'json' }, /not valid JSON/],
    ['packed', { headers: { 'content-encoding': 'gzip' } }, { kind: 'weights' }, /packs the file/],
  ])('%s is refused, and nothing of it is left', async (_, manners, expected, words) => {
    const server = await oddServer(() => ({ content, ...manners }))
    const order = orderFor(server, { expected })
    await expect(downloadFile(order)).rejects.toMatchObject({
      code: 'download-mismatch',
      message: expect.stringMatching(words),
    })
    expectNothing(order)
    expect(server.asked).toHaveLength(1)
  })

  test('a length that is never reached is no file', async () => {
    const server = await oddServer(() => ({ content, claims: 300_100 }))
    const order = orderFor(server)
    await expect(downloadFile(order)).rejects.toMatchObject({ code: 'download-failed' })
    expect(existsSync(order.destination)).toBe(false)
  })

  test('a digest in an etag counts only where it is the repository that speaks', async () => {
    const etag = `"${'1'.repeat(64)}"`
    const elsewhere = await oddServer(() => ({ content, etag }))
    const order = orderFor(elsewhere)
    await downloadFile(order)
    expectWhole(order)
    const repository = await oddServer(() => ({
      content,
      etag,
      headers: { 'x-repo-commit': 'c0ffee' },
    }))
    await expect(downloadFile(orderFor(repository))).rejects.toThrow(/checksum/)
  })

  test.each<[string, Manners]>([
    ['that says so', { headers: { 'content-type': 'text/html' } }],
    ['of another length', {}],
    ['without a length', { chunked: true }],
  ])(
    'a login page %s in the middle of a download does not cost what is here',
    async (_, manners) => {
      const server = await oddServer(({ before }) =>
        before === 1
          ? { content: page, ignoresRange: true, ...manners }
          : { content, ...(before === 0 && { breakAfter: 100_000 }) },
      )
      const order = orderFor(server, { expected: { kind: 'weights', bytes: content.byteLength } })
      await expect(downloadFile(order)).rejects.toMatchObject({ code: 'download-mismatch' })
      expect(partialBytes(order)).toBe(100_000)
      await downloadFile(order)
      expectWhole(order)
      expect(server.asked[2]?.range).toBe('bytes=100000-')
    },
  )

  test('JSON', async () => {
    const server = await oddServer(() => ({ content: json }))
    const order = orderFor(server, { expected: { kind: 'json' } })
    await downloadFile(order)
    expectWhole(order, json)
  })
})

describe('answers without a file', () => {
  test.each<[number, string, RegExp]>([
    [404, 'not-found', /does not have/],
    [401, 'download-failed', /login.*choose that folder/],
    [403, 'download-failed', /login.*choose that folder/],
    [407, 'download-failed', /proxy asks for a login/],
    [451, 'download-failed', /answers with 451/],
    [511, 'download-mismatch', /web page/],
  ])('%i is %s', async (status, code, words) => {
    const server = await oddServer(() => ({ status, content: Buffer.from('<html>no</html>') }))
    const order = orderFor(server)
    await expect(downloadFile(order)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
    })
    expectNothing(order)
    expect(server.asked).toHaveLength(1)
  })
})

describe('redirects', () => {
  test('are followed to another server and within one, also for a range; the first tells the digest', async () => {
    const store = await oddServer(({ path, before }) =>
      path === '/store'
        ? { status: 307, headers: { location: 'bytes?signed=1' } }
        : { content, etag: `"${'2'.repeat(64)}"`, ...(before === 1 && { breakAfter: 1_000 }) },
    )
    const server = await oddServer(() => ({
      status: 302,
      headers: {
        location: `${store.url}/store`,
        'x-linked-etag': `"${sha256}"`,
        'x-linked-size': '300000',
      },
    }))
    const order = orderFor(server)
    await downloadFile(order)
    expectWhole(order)
    expect(store.asked.map(({ path, range }) => [path, range])).toEqual([
      ['/store', undefined],
      ['/bytes?signed=1', undefined],
      ['/store', 'bytes=1000-'],
      ['/bytes?signed=1', 'bytes=1000-'],
    ])
  })

  test('to another file than the repository said do not help', async () => {
    const store = await oddServer(() => ({ content: other }))
    const headers = { location: store.url, 'x-linked-etag': `"${sha256}"` }
    const server = await oddServer(() => ({ status: 302, headers }))
    await expect(downloadFile(orderFor(server))).rejects.toThrow(/checksum/)
  })

  test('in a circle are left after five', async () => {
    const server = await oddServer(() => ({ status: 302, headers: { location: '/weights' } }))
    const order = orderFor(server)
    await expect(downloadFile(order)).rejects.toMatchObject({
      code: 'download-failed',
      message: expect.stringContaining('on and on'),
    })
    expect(server.asked).toHaveLength(6)
  })

  test('to files and from encrypted to plain connections are not followed', async () => {
    const server = await oddServer(() => ({
      status: 302,
      headers: { location: 'file:///etc/passwd' },
    }))
    await expect(downloadFile(orderFor(server))).rejects.toThrow(/no web address/)
    const from = new URL('https://models.example/a/b')
    expect(() => redirected(from, 'http://models.example/a')).toThrow(/without encryption/)
    expect(redirected(from, '../c').href).toBe('https://models.example/c')
  })
})

describe('proxies', () => {
  test('the one of the settings is used, with its login', async () => {
    const server = await oddServer(() => ({ content }))
    const proxy = await countingProxy('user:secret')
    const order = orderFor(server, { proxy: proxy.url.replace('//', '//user:secret@') })
    await downloadFile(order)
    expectWhole(order)
    expect(proxy.forwarded).toEqual([order.url])
    await expect(downloadFile(orderFor(server, { proxy: proxy.url }))).rejects.toThrow(
      /proxy asks for a login/,
    )
    expect(server.asked).toHaveLength(1)
  })

  test('an encrypted address goes through a tunnel', async () => {
    const server = await oddServer(() => ({ content }))
    const proxy = await countingProxy()
    const url = server.url.replace('http', 'https')
    const order = orderFor(server, { url, proxy: proxy.url, patience: { ...hasty, tries: 1 } })
    await expect(downloadFile(order)).rejects.toMatchObject({ code: 'download-failed' })
    expect(proxy.tunnels).toEqual([new URL(server.url).host])
    const closed = await countingProxy('user:secret')
    await expect(downloadFile({ ...order, proxy: closed.url })).rejects.toThrow(
      /proxy asks for a login/,
    )
  })

  test('without one in the settings the environment says', async () => {
    const server = await oddServer(() => ({ content }))
    const proxy = await countingProxy()
    onTestFinished(() => void vi.unstubAllEnvs())
    vi.stubEnv('http_proxy', proxy.url)
    await downloadFile(orderFor(server))
    expect(proxy.forwarded).toHaveLength(1)
    vi.stubEnv('no_proxy', '127.0.0.1')
    await downloadFile(orderFor(server))
    expect(proxy.forwarded).toHaveLength(1)
    vi.stubEnv('no_proxy', undefined)
    vi.stubEnv('http_proxy', 'not an address')
    await expect(downloadFile(orderFor(server))).rejects.toThrow(/environment variable/)
  })
})

describe('room', () => {
  test('that is not there is asked for before anything is written', async () => {
    const server = await oddServer(() => ({ content }))
    const order = orderFor(server, { reserve: 3_000_000, freeBytes: async () => 3_299_999 })
    await expect(downloadFile(order)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/4 MB are needed, 3 MB are free/),
    })
    expectNothing(order)
    await downloadFile({ ...order, freeBytes: async () => 3_300_000 })
    expectWhole(order)
  })

  test('is needed for the rest only', async () => {
    const server = await oddServer(firstThen({ breakAfter: 200_000 }))
    const order = orderFor(server, { patience: { ...hasty, tries: 0 } })
    await expect(downloadFile(order)).rejects.toMatchObject({ code: 'download-failed' })
    await downloadFile({ ...order, freeBytes: async () => 100_000 })
    expectWhole(order)
  })

  test('that runs out on the way: what has arrived is kept', async (context) => {
    const folder = temporaryFolder()
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'naghma-test', folder])
    if (mounted.status !== 0) context.skip('a small file system cannot be mounted')
    onTestFinished(() => {
      spawnSync('umount', [folder])
    })
    const server = await oddServer(() => ({ content }))
    const order = orderFor(server, {
      destination: join(folder, 'model.safetensors'),
      freeBytes: async () => 1e9,
    })
    await expect(downloadFile(order)).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringContaining('free some space'),
    })
    expect(partialBytes(order)).toBeGreaterThan(50_000)
    spawnSync('mount', ['-o', 'remount,size=1m', folder])
    await downloadFile(order)
    expectWhole(order)
    expect(server.asked[1]?.range).toMatch(/^bytes=\d+-$/)
  })
})

describe('stopping and going on', () => {
  test('an abort keeps what has arrived, and later only the rest is fetched', async () => {
    const server = await oddServer(({ before }) => ({
      content,
      ...(before === 0 && { stallAfter: 150_000 }),
    }))
    const controller = new AbortController()
    const order = orderFor(server, {
      signal: controller.signal,
      onProgress: ({ bytes }) => bytes === 150_000 && controller.abort(),
    })
    await expect(downloadFile(order)).rejects.toMatchObject({ code: 'cancelled' })
    expect(partialBytes(order)).toBe(150_000)
    await downloadFile(orderFor(server, { destination: order.destination }))
    expectWhole(order)
    expect(server.sent()).toBe(content.byteLength)
  })

  test('an abort ends a wait', async () => {
    const server = await oddServer(() => ({ status: 503 }))
    const controller = new AbortController()
    const order = orderFor(server, {
      signal: controller.signal,
      patience: { ...hasty, firstWaitMs: 60_000, longestWaitMs: 60_000 },
      onProgress: ({ waiting }) => waiting && controller.abort(),
    })
    await expect(downloadFile(order)).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('a process that is killed leaves what the next one goes on with', async () => {
    const server = await oddServer(({ before }) => ({
      content,
      ...(before === 0 && { stallAfter: 150_000 }),
    }))
    const order = orderFor(server)
    const { url, destination, expected } = order
    const program = `
      const { downloadFile } = await import(${JSON.stringify(new URL('./download-file.ts', import.meta.url).href)})
      await downloadFile({
        ...${JSON.stringify({ url, destination, expected, proxy: null })},
        signal: new AbortController().signal,
        onProgress: ({ bytes }) => bytes === 150_000 && console.log('half'),
      })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')

    await downloadFile(order)
    expectWhole(order)
    expect(server.sent()).toBe(content.byteLength)
  })

  test('what another address left is not added to, unless the checksum will tell', async () => {
    const server = await oddServer(firstThen({ breakAfter: 100_000 }))
    const order = orderFor(server, { patience: { ...hasty, tries: 0 } })
    await expect(downloadFile(order)).rejects.toMatchObject({ code: 'download-failed' })
    const elsewhere = { ...order, url: `${server.url}/elsewhere` }
    await downloadFile({ ...elsewhere, expected: { kind: 'weights', sha256 } })
    expect(server.asked[1]).toMatchObject({ range: 'bytes=100000-', ifRange: undefined })
    expectWhole(order)
  })

  test.each([
    ['without a note of where it came from', null],
    ['with a note that cannot be read', '{"url":'],
  ])('what is left %s is not used', async (_, note) => {
    const server = await oddServer(() => ({ content }))
    const order = orderFor(server, { expected: { kind: 'weights', bytes: content.byteLength } })
    mkdirSync(dirname(order.destination))
    writeFileSync(`${order.destination}.partial`, other)
    if (note !== null) writeFileSync(`${order.destination}.partial.json`, note)
    await downloadFile(order)
    expectWhole(order)
  })
})
