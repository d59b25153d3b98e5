import { spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAlive } from './fixtures/processes.ts'
import type { MediaCalls } from './media-calls.ts'
import { startNodeProcess } from './node-ports.ts'
import { type Supervised, supervise } from './supervise.ts'

const flac = new URL('../../native/audio/fixtures/16.flac', import.meta.url)
let folder: string
let media: Supervised<MediaCalls>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-media-'))
  await copyFile(flac, join(folder, 'good.flac'))
  media = supervise<MediaCalls>('media', () =>
    startNodeProcess('media process', new URL('./media-process.ts', import.meta.url)),
  )
})
afterAll(async () => {
  await media.stop()
  await rm(folder, { recursive: true, force: true })
})

function facts(name: string) {
  return media.calls.facts({ folder, path: Buffer.from(name), withArtwork: true })
}

test('reads a file at below-normal priority', async () => {
  const read = await facts('good.flac')
  expect(read.container).toBe('flac')
  expect(read.identity).toHaveLength(32)
  expect(getPriority(media.pid())).toBe(constants.priority.PRIORITY_BELOW_NORMAL)
})

test('what is wrong with a file crosses as a problem with its code', async () => {
  await expect(facts('nothing.flac')).rejects.toMatchObject({ code: 'file-missing' })
  await writeFile(join(folder, 'empty.flac'), '')
  await expect(facts('empty.flac')).rejects.toMatchObject({ code: 'file-empty' })
})

test('reads a playlist file, or says what is wrong with it', async () => {
  const bytes = Buffer.from('#EXTINF:3,x\n/a.mp3\n')
  expect(await media.calls.playlist({ fileName: 'x.m3u', bytes })).toMatchObject({
    name: 'x',
    tracks: [{ location: '/a.mp3', duration: 3 }],
  })
  await expect(media.calls.playlist({ fileName: 'x.xspf', bytes })).rejects.toMatchObject({
    code: 'unrecognised-format',
  })
})

test.skipIf(process.platform === 'win32')(
  'a file that cannot be read to its end is given up after 10 s; others are read meanwhile, and nothing outlives the end',
  async () => {
    // Opening a pipe that nobody writes to blocks its thread in the system, as a dead network drive does.
    expect(spawnSync('mkfifo', [join(folder, 'hangs.mp3')]).status).toBe(0)
    await facts('good.flac')
    const pid = media.pid() ?? 0
    const before = Date.now()
    const hanging = facts('hangs.mp3')
    expect((await facts('good.flac')).container).toBe('flac')
    await expect(hanging).rejects.toMatchObject({ code: 'timed-out' })
    expect(Date.now() - before).toBeGreaterThan(9_900)
    expect(Date.now() - before).toBeLessThan(13_000)
    expect((await facts('good.flac')).container).toBe('flac')
    expect(media.pid()).toBe(pid)
    await media.stop()
    await expect.poll(() => isAlive(pid), { timeout: 2_000 }).toBe(false)
  },
)
