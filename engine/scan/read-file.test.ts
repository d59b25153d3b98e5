import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { privilegeDropper } from '../../native/audio/fixtures/without-privileges.ts'
import { joinPath } from './file-name.ts'
import { concat, noise } from './fixtures/bytes.ts'
import { mp3 } from './fixtures/make-media.ts'
import { mp4 } from './fixtures/make-mp4.ts'
import { id3, id3TextFrame } from './fixtures/make-tags.ts'
import { fileFullDigest, readFileFacts } from './read-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'naghma-read-'))
const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url))
afterAll(() => rmSync(folder, { recursive: true }))

function facts(name: string | Buffer, withArtwork = true, below = folder) {
  return readFileFacts(below, Buffer.from(name), { withArtwork })
}

test('all of a file at once, and it can be sent to another thread', async () => {
  const found = await facts('tagged.mp3', true, fixtures)
  expect(structuredClone(found)).toMatchObject({
    container: 'mp3',
    wholeFile: false,
    tags: { title: 'Şeddiarabân Peşrevi', codec: 'MP3' },
    artwork: { mime: 'image/webp' },
    problem: null,
  })
  expect(found.identity).toHaveLength(32)
  expect((await facts('tagged.mp3', false, fixtures)).artwork).toBeNull()
})

test.each(['ogg', 'opus'])('the duration of %s comes from its pages', async (extension) => {
  const { tags } = await facts(`tagged.${extension}`, false, fixtures)
  expect(tags.duration).toBeCloseTo(0.6, 1)
})

test('a moved, renamed and mislabelled file has the same identity, and the picture beside it', async () => {
  mkdirSync(join(folder, 'Makamlar'))
  copyFileSync(join(fixtures, 'tagged.ogg'), join(folder, 'Makamlar/wrong.mp3'))
  writeFileSync(join(folder, 'Makamlar/cover.jpg'), '')
  const moved = await facts('Makamlar/wrong.mp3')
  const { identity } = await facts('tagged.ogg', false, fixtures)
  expect(moved).toMatchObject({ container: 'ogg', identity, artwork: null })
  expect(fileFullDigest(folder, Buffer.from('Makamlar/wrong.mp3'))).toEqual(
    fileFullDigest(fixtures, Buffer.from('tagged.ogg')),
  )
})

test.skipIf(process.platform !== 'linux')('a name that is not UTF-8', async () => {
  const name = Buffer.concat([Buffer.from([0xfe, 0xe4]), Buffer.from('.flac')])
  copyFileSync(join(fixtures, 'tagged.flac'), joinPath(folder, name))
  expect((await facts(name)).tags.title).toBe('Şeddiarabân Peşrevi')
})

test('damaged tags leave the identity', async () => {
  const file = mp4(noise(30_000), { moovFirst: true, userData: Buffer.alloc(30, 0xff) })
  writeFileSync(join(folder, 'damaged.m4a'), file)
  const found = await facts('damaged.m4a')
  expect(found).toMatchObject({
    container: 'mp4',
    wholeFile: false,
    problem: { code: 'tags-unreadable' },
    tags: { title: '' },
  })
})

describe('problems', () => {
  writeFileSync(join(folder, 'empty.mp3'), '')
  writeFileSync(join(folder, 'letter.mp3'), 'Dear Sir, '.repeat(5000))
  writeFileSync(join(folder, 'tag-only.mp3'), id3(id3TextFrame('TIT2', 'x'), { padding: 9000 }))
  mkdirSync(join(folder, 'directory.mp3'))

  test.each([
    ['empty.mp3', 'file-empty'],
    ['letter.mp3', 'unrecognised-format'],
    ['tag-only.mp3', 'unrecognised-format'],
    ['gone.mp3', 'file-missing'],
    ['directory.mp3', 'io-error'],
  ])('%s: %s', async (name, code) => {
    await expect(facts(name)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\w{3}/),
    })
  })

  const unprivileged = privilegeDropper()

  test.runIf(unprivileged)('a file that may not be read', async () => {
    writeFileSync(join(folder, 'shut.mp3'), mp3(noise(9000)))
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'shut.mp3'), 0)
    await expect(unprivileged!(() => facts('shut.mp3'))).rejects.toMatchObject({
      code: 'permission-denied',
    })
  })
})

test('a truncated file is still a track', async () => {
  const whole = concat(id3(id3TextFrame('TIT2', 'Uşşak')), mp3(noise(60_000)))
  writeFileSync(join(folder, 'cut.mp3'), whole.subarray(0, 20_000))
  expect((await facts('cut.mp3')).tags.title).toBe('Uşşak')
})
