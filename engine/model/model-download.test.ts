import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { EncoderManifest, ModelDownload } from '../../contract/model.ts'
import { temporaryFolder } from '../sound/test-fixtures.ts'
import { countingProxy } from './fixtures/counting-proxy.ts'
import { type Asked, type Manners, oddServer } from './fixtures/odd-server.ts'
import { manifestAt, pinned, published, publishedBytes, repository } from './fixtures/repository.ts'
import { withoutProxies } from './fixtures/without-proxies.ts'
import { createModelDownload, type ModelDownloadParts } from './model-download.ts'

const weights = published['pytorch_model.bin']!
const patience = {
  tries: 3,
  firstWaitMs: 1,
  longestWaitMs: 1,
  longestRetryAfterMs: 400,
  stallMs: 60_000,
}

withoutProxies()

interface Ground {
  told: (ModelDownload & { at: number })[]
  done: string[]
}

/** Downloads into a new folder, and what they tell; closed when the test ends. */
function downloadsOf(manifests: EncoderManifest[], more: Partial<ModelDownloadParts> = {}) {
  const folder = temporaryFolder()
  const ground: Ground = { told: [], done: [] }
  const downloads = createModelDownload({
    manifests,
    folder,
    settings: () => ({ mirror: null, proxy: null }),
    onProgress: (download) => ground.told.push({ ...download, at: performance.now() }),
    onDone: async (path) => {
      ground.done.push(path)
    },
    patience,
    ...more,
  })
  onTestFinished(() => downloads.close())
  const until = (state: ModelDownload['state']) =>
    vi.waitFor(() => expect(downloads.progress()).toMatchObject({ state }), {
      timeout: 20_000,
      interval: 5,
    })
  const here = (id = 'made-up') => join(folder, `Made up (${id})`)
  return { ...ground, folder, downloads, until, here }
}

/** The repository, where the first request for weights is answered oddly. */
function oddWeights(odd: Manners): (asked: Asked) => Manners {
  let met = false
  return (asked) => {
    const isFirst = asked.path.endsWith('.bin') && !met
    met ||= isFirst
    return { ...repository(asked), ...(isFirst && odd) }
  }
}

function expectWhole(folder: string): void {
  for (const [name, bytes] of Object.entries(published))
    expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true)
  expect(readdirSync(folder).sort()).toEqual(
    [...Object.keys(published), 'licence-accepted.json'].sort(),
  )
}

test('a licence that was not accepted, and an offer that there is not', async () => {
  const server = await oddServer(repository)
  const { downloads, here } = downloadsOf([manifestAt(server.url)])
  expect(() => downloads.start('made-up', false)).toThrow(
    expect.objectContaining({ code: 'licence-needed' }),
  )
  expect(() => downloads.start('other', true)).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
  expect(downloads.progress().state).toBe('none')
  expect(server.asked).toEqual([])
  expect(existsSync(here())).toBe(false)
})

test('fetches the settings files, then the first weights that are there, and hands the folder on', async () => {
  const server = await oddServer(repository)
  const { downloads, until, here, told, done } = downloadsOf([manifestAt(server.url)])
  expect(await downloads.offers()).toMatchObject([{ id: 'made-up', state: 'absent', path: null }])
  expect(downloads.start('made-up', true)).toMatchObject({
    state: 'downloading',
    id: 'made-up',
    name: 'Made up (made-up)',
    total: null,
  })
  await until('none')
  expectWhole(here())
  expect(
    server.asked.map(({ path }) => path.slice('/nobody/made-up/resolve/main/'.length)),
  ).toEqual(['config.json', 'preprocessor_config.json', 'model.safetensors', 'pytorch_model.bin'])
  expect(done).toEqual([here()])
  expect(told.map(({ state }) => state)).toEqual([
    ...told.slice(1).map(() => 'downloading'),
    'none',
  ])
  expect(await downloads.offers()).toMatchObject([
    { state: 'here', bytesHere: publishedBytes, path: here() },
  ])
  const record = JSON.parse(readFileSync(join(here(), 'licence-accepted.json'), 'utf8'))
  expect(record).toEqual({
    licence: 'cc-by-nc-4.0',
    url: 'https://example.org',
    acceptedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  })

  downloads.start('made-up', false)
  await vi.waitFor(() => expect(done).toHaveLength(2))
  expect(server.asked).toHaveLength(4)
})

test('tells bytes of all files, the rate and the time left, at most four times a second', async () => {
  const server = await oddServer(oddWeights({ slowly: { bytes: 10_000, pauseMs: 60 } }))
  const { downloads, until, told } = downloadsOf([pinned(manifestAt(server.url))])
  downloads.start('made-up', true)
  await until('none')
  const onTheWay = told.slice(1, -1)
  expect(onTheWay.length).toBeGreaterThan(2)
  for (const [i, { at, bytes, total }] of onTheWay.entries()) {
    expect(total).toBe(publishedBytes)
    expect(bytes).toBeLessThanOrEqual(publishedBytes)
    const next = onTheWay[i + 1]
    if (next) expect(next.at - at).toBeGreaterThan(240)
    if (next) expect(next.bytes).toBeGreaterThanOrEqual(bytes)
  }
  const { bytes, bytesPerSecond, secondsLeft } = onTheWay.at(-1)!
  expect(bytesPerSecond).toBeGreaterThan(1_000)
  expect(bytesPerSecond).toBeLessThan(1_000_000)
  expect(secondsLeft).toBeCloseTo((publishedBytes - bytes) / bytesPerSecond!, 5)
})

test('says in words that it waits to try again, then goes on', async () => {
  const server = await oddServer(oddWeights({ status: 503, headers: { 'retry-after': '1' } }))
  const { downloads, until, told, here } = downloadsOf([manifestAt(server.url)])
  downloads.start('made-up', true)
  await until('none')
  expect(told).toContainEqual(
    expect.objectContaining({
      state: 'downloading',
      message: expect.stringMatching(/in trouble \(503\)\. Trying again in 1 s\./),
      bytesPerSecond: null,
    }),
  )
  expectWhole(here())
})

describe('stopping', () => {
  test('a pause keeps what has arrived; the next start fetches the rest only, the licence once accepted', async () => {
    const server = await oddServer(oddWeights({ stallAfter: 120_000 }))
    const { downloads, until, here, told, done } = downloadsOf([manifestAt(server.url)])
    downloads.start('made-up', true)
    await vi.waitFor(() => expect(downloads.progress().bytes).toBeGreaterThan(120_000))
    expect(downloads.pause()).toMatchObject({ state: 'paused', total: publishedBytes, message: '' })
    expect(downloads.pause().state).toBe('paused')
    expect(told.at(-1)?.state).toBe('paused')
    expect(await downloads.offers()).toMatchObject([{ state: 'partial' }])

    expect(downloads.start('made-up', false).state).toBe('downloading')
    expect(downloads.start('made-up', false).state).toBe('downloading')
    await until('none')
    expectWhole(here())
    expect(done).toEqual([here()])
    expect(server.sent()).toBe(publishedBytes)
  })

  test('a new engine goes on with what the last one left', async () => {
    const server = await oddServer(oddWeights({ stallAfter: 120_000 }))
    const manifest = manifestAt(server.url)
    const before = downloadsOf([manifest])
    before.downloads.start('made-up', true)
    await vi.waitFor(() => expect(before.downloads.progress().bytes).toBeGreaterThan(120_000))
    await before.downloads.close()
    expect(before.downloads.progress().state).toBe('paused')

    const after = downloadsOf([manifest], { folder: before.folder })
    expect(after.downloads.progress().state).toBe('none')
    after.downloads.start('made-up', false)
    await after.until('none')
    expectWhole(before.here())
    expect(server.sent()).toBe(publishedBytes)
  })

  test('what the last engine left is paused in a new one, and can be cancelled', async () => {
    const server = await oddServer(oddWeights({ stallAfter: 120_000 }))
    const manifest = manifestAt(server.url)
    const before = downloadsOf([manifest])
    before.downloads.start('made-up', true)
    await vi.waitFor(() => expect(before.downloads.progress().bytes).toBeGreaterThan(120_000))
    await before.downloads.close()

    const after = downloadsOf([manifest], { folder: before.folder })
    await after.until('paused')
    expect(after.downloads.progress()).toMatchObject({ id: 'made-up', total: null })
    expect(after.downloads.progress().bytes).toBeGreaterThan(120_000)
    expect((await after.downloads.cancel()).state).toBe('none')
    expect(readdirSync(before.folder)).toEqual([])
  })

  test.each(['downloading', 'paused', 'failed'] as const)(
    'cancelling one that is %s removes what has arrived',
    async (state) => {
      const odd = state === 'failed' ? { status: 401 } : { stallAfter: 120_000 }
      const server = await oddServer(oddWeights(odd))
      const { downloads, until, folder, done } = downloadsOf([manifestAt(server.url)])
      downloads.start('made-up', true)
      if (state !== 'failed')
        await vi.waitFor(() => expect(downloads.progress().bytes).toBeGreaterThan(120_000))
      if (state === 'paused') downloads.pause()
      await until(state)
      expect(await downloads.cancel()).toEqual(expect.objectContaining({ state: 'none', id: null }))
      expect(readdirSync(folder)).toEqual([])
      expect(done).toEqual([])
      expect(() => downloads.start('made-up', false)).toThrow(/licence/)
      downloads.start('made-up', true)
      await until('none')
      expect(done).toHaveLength(1)
    },
  )

  test('cancelling where nothing is under way, or all is here, removes nothing', async () => {
    const server = await oddServer(repository)
    const { downloads, until, here } = downloadsOf([manifestAt(server.url)])
    expect((await downloads.cancel()).state).toBe('none')
    downloads.start('made-up', true)
    await until('none')
    await downloads.cancel()
    expectWhole(here())
    downloads.start('made-up', true)
    await downloads.cancel()
    expectWhole(here())
  })

  test('another offer takes the place of the one under way, which is kept', async () => {
    const server = await oddServer((asked) => ({
      ...repository(asked),
      ...(asked.path.includes('first/resolve/main/pytorch') && { stallAfter: 120_000 }),
    }))
    const manifests = [manifestAt(server.url, 'first'), manifestAt(server.url, 'second')]
    const { downloads, until, here, done } = downloadsOf(manifests)
    downloads.start('first', true)
    await vi.waitFor(() => expect(downloads.progress().bytes).toBeGreaterThan(120_000))
    expect(downloads.start('second', true)).toMatchObject({ id: 'second', bytes: 0 })
    await until('none')
    expect(done).toEqual([here('second')])
    expect(await downloads.offers()).toMatchObject([{ state: 'partial' }, { state: 'here' }])
  })
})

describe('failing', () => {
  test('is told in words, and a later start goes on', async () => {
    let broken = true
    const server = await oddServer((asked) => ({
      ...repository(asked),
      ...(broken && asked.path.endsWith('.bin') && { breakAfter: asked.range ? 0 : 90_000 }),
    }))
    const { downloads, until, here, done } = downloadsOf([manifestAt(server.url)])
    downloads.start('made-up', true)
    await until('failed')
    expect(downloads.progress()).toMatchObject({
      id: 'made-up',
      message: expect.stringMatching(/broke.*start the download again/),
      total: publishedBytes,
    })
    expect(done).toEqual([])
    broken = false
    downloads.start('made-up', false)
    await until('none')
    expectWhole(here())
    expect(server.sent()).toBe(publishedBytes)
  })

  test('weights that are nowhere: the message says what to do', async () => {
    const server = await oddServer((asked) =>
      asked.path.endsWith('.json') ? repository(asked) : { status: 404 },
    )
    const { downloads, until } = downloadsOf([manifestAt(server.url)])
    downloads.start('made-up', true)
    await until('failed')
    expect(downloads.progress().message).toMatch(
      /does not have model\.safetensors or pytorch_model\.bin .*download the files in a browser/,
    )
  })

  test('no room for the weights and as much again', async () => {
    const server = await oddServer(repository)
    let free = 2 * weights.byteLength - 1
    const { downloads, until } = downloadsOf([pinned(manifestAt(server.url))], {
      freeBytes: async () => free,
    })
    downloads.start('made-up', true)
    await until('failed')
    expect(downloads.progress().message).toMatch(/not enough room/)
    free++
    downloads.start('made-up', false)
    await until('none')
  })

  test('another checkpoint than the one that was published', async () => {
    const server = await oddServer((asked) => ({
      ...repository(asked),
      ...(asked.path.endsWith('.bin') && { content: Buffer.alloc(weights.byteLength) }),
    }))
    const { downloads, until, here } = downloadsOf([pinned(manifestAt(server.url))])
    downloads.start('made-up', true)
    await until('failed')
    expect(downloads.progress().message).toMatch(/checksum differs/)
    expect(readdirSync(here()).some((name) => name.startsWith('pytorch_model'))).toBe(false)
  })

  test('a folder that cannot be made', async () => {
    const server = await oddServer(repository)
    const { downloads, until, folder } = downloadsOf([manifestAt(server.url)])
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file')
    downloads.start('made-up', true)
    await until('failed')
    expect(downloads.progress().message).not.toBe('')
  })

  test('a checkpoint that turns out to be of no use', async () => {
    const server = await oddServer(repository)
    const { downloads, until, here } = downloadsOf([manifestAt(server.url)], {
      onDone: () => Promise.reject(new Error('It is truncated.')),
    })
    downloads.start('made-up', true)
    await until('failed')
    expect(downloads.progress()).toMatchObject({ id: 'made-up', message: 'It is truncated.' })
    await downloads.cancel()
    expect(downloads.progress().state).toBe('none')
    expectWhole(here())
  })
})

test('a mirror and a proxy of the settings are used', async () => {
  const server = await oddServer(repository)
  const proxy = await countingProxy()
  const { downloads, until, here } = downloadsOf([manifestAt('http://127.0.0.1:1')], {
    settings: () => ({ mirror: `${server.url}/mirror/`, proxy: proxy.url }),
  })
  downloads.start('made-up', true)
  await until('none')
  expectWhole(here())
  expect(server.asked[0]?.path).toBe('/mirror/nobody/made-up/resolve/main/config.json')
  expect(proxy.forwarded).toHaveLength(4)
})
