import { execFileSync } from 'node:child_process'
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseFile } from 'music-metadata'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { privilegeDropper } from '../../native/audio/fixtures/without-privileges.ts'
import { sniff } from '../../native/audio/sniff.ts'
import { demoFile, tagsOf } from './demo-file.ts'
import { type DemoFile, type DemoProgress, makeDemoLibrary } from './demo-library.ts'
import { type DemoFormat, recordings } from './recordings.ts'
import { melodyOf, record } from './synth/recording.ts'

const copies = recordings.flatMap((recording, index) =>
  recording.copies.map((copy) => ({ ...copy, recording, track: index + 1 })),
)

const kinds = {
  wav16: ['wav', 'PCM'],
  wav24: ['wav', 'PCM'],
  aiff: ['aiff', 'PCM'],
  flac: ['flac', 'FLAC'],
  vorbis: ['ogg', 'Vorbis I'],
  opus: ['ogg', 'Opus'],
  aac: ['mp4', 'MPEG-4/AAC'],
  alac: ['mp4', 'ALAC'],
  wavpack: ['wavpack', 'PCM'],
} satisfies Record<DemoFormat, [container: string, codec: string]>

let folder = ''
let files: DemoFile[] = []
const progress: DemoProgress[] = []

async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'naghma-demo-'))
}

async function snapshot(root: string): Promise<Map<string, string>> {
  const names = await readdir(root, { recursive: true })
  const entries = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(root, name))
      return [name, `${size} ${mtimeMs} ${ino}`] as const
    }),
  )
  return new Map(entries.sort())
}

beforeAll(async () => {
  folder = join(await temporaryFolder(), 'demo')
  files = await makeDemoLibrary(folder, { onProgress: (step) => progress.push(step) })
}, 180_000)

afterAll(() => rm(dirname(folder), { recursive: true, force: true }))

test('makes every file, counting as it goes, and leaves nothing half-written', async () => {
  expect(files.map((file) => file.path)).toEqual(copies.map((copy) => join(folder, copy.path)))
  expect(files.every((file) => file.written && file.bytes > 100_000)).toBe(true)
  expect(progress.at(-1)).toMatchObject({ done: copies.length, total: copies.length })
  expect(progress.map((step) => step.done)).toEqual(copies.map((_, index) => index + 1))
  const names = await readdir(folder, { recursive: true })
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
})

test.each(copies)('$path: format, duration, tags, custom fields and cover', async (copy) => {
  const path = join(folder, copy.path)
  const bytes = await readFile(path)
  const [container, codec] = kinds[copy.format]
  expect(sniff(bytes.subarray(0, 65_536))).toBe(container)
  const { format, common, native } = await parseFile(path, { duration: true })
  expect(format.codec).toBe(codec)
  expect(format.bitsPerSample ?? 16).toBe(copy.format === 'wav24' ? 24 : 16)
  const last = melodyOf(copy.recording.recipe).at(-1)!
  expect(format.duration).toBeCloseTo(last.at + last.duration + 2.2, 1)

  const tags = tagsOf(copy.recording, copy.track)
  expect(common.title).toBe(tags.title)
  expect(common.artist).toBe('Synthesised by Naghma')
  expect(common.album).toBe('Naghma demo (synthesised)')
  expect(common.composer).toEqual([tags.composer])
  expect(common.genre).toEqual([tags.genre])
  expect(common.comment?.[0]?.text).toMatch(/^Synthesised by Naghma, not a recording of musicians/)
  expect(common.track.no).toBe(copy.track)
  expect(common.picture?.[0]?.format).toBe('image/png')
  expect(Buffer.compare(common.picture![0]!.data, tags.cover)).toBe(0)
  const read = new Map(
    Object.values(native)
      .flat()
      .map((tag) => [tag.id.split(':').at(-1), tag.value]),
  )
  for (const [key, value] of Object.entries(tags.fields)) expect(read.get(key), key).toBe(value)
})

test('one recording comes as two files of very different size, one melody in two guises', () => {
  const hicaz = recordings.filter((recording) => recording.copies.length > 1)
  expect(hicaz.map((recording) => recording.copies.length)).toEqual([2])
  const sizes = hicaz[0]!.copies.map(
    (copy) => files.find((file) => file.path === join(folder, copy.path))!.bytes,
  )
  expect(sizes[0]! / sizes[1]!).toBeGreaterThan(4)
  const yaman = recordings.filter((recording) => recording.recipe.mode.name === 'Yaman')
  expect(yaman.length).toBe(2)
  expect(melodyOf(yaman[0]!.recipe)).toEqual(melodyOf(yaman[1]!.recipe))
  expect(yaman[0]!.recipe.tonic).not.toBe(yaman[1]!.recipe.tonic)
})

test.each(['flac', 'opus', 'wavpack', 'alac'])(
  '%s: made again, the bytes are the same',
  async (format) => {
    const copy = copies.find((candidate) => candidate.format === format)!
    const rate = format === 'opus' ? 48_000 : 44_100
    const channels = record(copy.recording.recipe, rate)
    const again = await demoFile(channels, copy, tagsOf(copy.recording, copy.track))
    expect(Buffer.compare(again, await readFile(join(folder, copy.path)))).toBe(0)
  },
)

test('a second run changes nothing; a damaged or missing file alone is made again', async () => {
  const before = await snapshot(folder)
  const second = await makeDemoLibrary(folder)
  expect(second.some((file) => file.written)).toBe(false)
  expect(await snapshot(folder)).toEqual(before)

  const [rast, ussak] = files
  const whole = await readFile(rast!.path)
  await writeFile(rast!.path, whole.subarray(0, 1000))
  await rm(ussak!.path)
  const third = await makeDemoLibrary(folder)
  expect(third.filter((file) => file.written).map((file) => file.path)).toEqual([
    rast!.path,
    ussak!.path,
  ])
  expect(Buffer.compare(await readFile(rast!.path), whole)).toBe(0)
})

describe('in a folder of its own', () => {
  let root = ''
  beforeAll(async () => {
    root = await temporaryFolder()
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  test('stopped in the middle, it goes on where it was', async () => {
    const place = join(root, 'stopped')
    const stop = new AbortController()
    const making = makeDemoLibrary(place, {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 1) stop.abort()
      },
    })
    await expect(making).rejects.toMatchObject({ code: 'cancelled' })
    const first = join(place, copies[0]!.path)
    const { mtimeMs } = await stat(first)
    const again = new AbortController()
    const rest = makeDemoLibrary(place, { signal: again.signal, onProgress: () => again.abort() })
    await expect(rest).rejects.toMatchObject({ code: 'cancelled' })
    expect((await stat(first)).mtimeMs).toBe(mtimeMs)
    expect((await stat(join(place, copies[1]!.path))).size).toBeGreaterThan(100_000)
  })

  test("somebody else's file in the way is refused and kept", async () => {
    const place = join(root, 'foreign')
    const taken = join(place, copies[2]!.path)
    await mkdir(dirname(taken), { recursive: true })
    await writeFile(taken, 'mine')
    await expect(makeDemoLibrary(place)).rejects.toMatchObject({
      code: 'invalid-input',
      field: 'folder',
    })
    expect(await readFile(taken, 'utf8')).toBe('mine')
    expect(await readdir(place)).toEqual(['Makam'])
  })

  test("somebody else's demo.json is refused and kept", async () => {
    const place = join(root, 'list')
    await mkdir(place)
    await writeFile(join(place, 'demo.json'), '{"name":"something else"}')
    await expect(makeDemoLibrary(place)).rejects.toMatchObject({ code: 'invalid-input' })
    expect(await readFile(join(place, 'demo.json'), 'utf8')).toBe('{"name":"something else"}')
  })

  test('a link that leads out of the folder is not followed', async (context) => {
    if (process.platform === 'win32') return context.skip('links need a privilege on Windows')
    const place = join(root, 'linked')
    const outside = join(root, 'outside')
    await mkdir(place)
    await mkdir(outside)
    await symlink(outside, join(place, 'Makam'))
    await expect(makeDemoLibrary(place)).rejects.toMatchObject({ code: 'io-error' })
    expect(await readdir(outside)).toEqual([])
  })

  test('a folder that may not be written to is a problem', async (context) => {
    const unprivileged = privilegeDropper()
    if (!unprivileged) return context.skip('this user may write anywhere')
    const place = join(root, 'sealed')
    await mkdir(place)
    await chmod(root, 0o755)
    await chmod(place, 0o555)
    await unprivileged(() =>
      expect(makeDemoLibrary(place)).rejects.toMatchObject({ code: 'permission-denied' }),
    )
  })

  test('a full disk is a problem, leaves whole files only, and can be continued', async (context) => {
    const place = join(root, 'small')
    await mkdir(place)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', place], { stdio: 'ignore' })
    } catch {
      return context.skip('no small disk can be mounted here')
    }
    try {
      const making = makeDemoLibrary(place)
      await expect(making).rejects.toMatchObject({ code: 'disk-full', field: 'folder' })
      const names = await readdir(place, { recursive: true })
      expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
      expect(names).toContain(join('Makam', 'Rast ezgi.wav'))
      execFileSync('mount', ['-o', 'remount,size=9m', place])
      await expect(makeDemoLibrary(place)).rejects.toMatchObject({ code: 'disk-full' })
    } finally {
      execFileSync('umount', [place])
    }
  })
})
