import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SendOptions, SendProgress } from '../../../contract/playlist.ts'
import type { PlayableTrack } from '../playable-tracks.ts'
import { safeName } from './file-names.ts'
import { createSending, type Sending } from './send-playlist.ts'

let music: string
let stick: string
let told: SendProgress[]
let sending: Sending

beforeEach(() => {
  music = mkdtempSync(join(tmpdir(), 'naghma-send-music-'))
  stick = mkdtempSync(join(tmpdir(), 'naghma-send-stick-'))
  told = []
  sending = createSending((progress) => told.push(progress))
})
afterEach(async () => {
  await sending.close()
  for (const folder of [music, stick]) rmSync(folder, { recursive: true, force: true })
})

function track(fileName: string, title: string, content = title): PlayableTrack {
  writeFileSync(join(music, fileName), content)
  return {
    trackId: 1,
    title,
    artist: 'Tanburi: Cemil?',
    albumArtist: '',
    album: 'Taksim/1',
    duration: 1,
    identity: null,
    location: join(music, fileName),
    place: { folder: music, path: Buffer.from(fileName), present: true },
  }
}

async function send(tracks: PlayableTrack[], options: Partial<SendOptions> = {}) {
  const folder = { folder: stick, how: 'copy', names: 'original', folders: 'flat' } as const
  await sending.start({ id: 1, name: 'Gece: 1' }, tracks, { ...folder, ...options })
  await expect.poll(() => sending.progress().state).not.toBe('running')
  return sending.progress()
}

test('copies have legal names, keep the order, and lie beside a list of them', async () => {
  const tracks = [track('b.flac', 'Saba: <ney>?'), track('a.flac', 'Hicaz')]
  const gone = { ...track('c.flac', 'Gone'), place: null }
  expect(await send([...tracks, gone], { names: 'numbered' })).toMatchObject({
    state: 'done',
    sent: 2,
    missing: ['Gone'],
    failures: [],
  })
  const names = ['01 Tanburi_ Cemil_ - Saba_ _ney__.flac', '02 Tanburi_ Cemil_ - Hicaz.flac']
  expect(readdirSync(stick).sort()).toEqual([...names, 'Gece_ 1.m3u8'])
  const list = readFileSync(join(stick, 'Gece_ 1.m3u8'), 'utf8').split('\n')
  expect(list.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(names)
  expect(told.at(-1)).toEqual(sending.progress())
})

test('nothing is replaced, and what is there already is left', async () => {
  const tracks = [track('a.flac', 'Hicaz')]
  writeFileSync(join(stick, 'a.flac'), 'somebody else’s')
  expect(await send(tracks)).toMatchObject({ sent: 1, skipped: 0 })
  expect(await send(tracks)).toMatchObject({ sent: 0, skipped: 1 })
  expect(readFileSync(join(stick, 'a.flac'), 'utf8')).toBe('somebody else’s')
  expect(readFileSync(join(stick, 'a (2).flac'), 'utf8')).toBe('Hicaz')
  expect(readdirSync(stick)).toHaveLength(3)
})

test('links lead to the file itself, in folders by album', async () => {
  await send([track('a.flac', 'Hicaz')], { how: 'link', folders: 'albums' })
  const path = join(stick, 'Tanburi_ Cemil_', 'Taksim_1', 'a.flac')
  expect(statSync(path).ino).toBe(statSync(join(music, 'a.flac')).ino)
})

test('one file that cannot be read stops no other, and leaves nothing behind', async () => {
  const tracks = [track('a.flac', 'Hicaz'), track('b.flac', 'Saba')]
  rmSync(join(music, 'a.flac'))
  expect(await send(tracks)).toMatchObject({
    state: 'done',
    sent: 1,
    failures: [{ title: 'Hicaz' }],
  })
  expect(readdirSync(stick).sort()).toEqual(['Gece_ 1.m3u8', 'b.flac'])
})

test('stopping leaves whole files only', async () => {
  const big = 'x'.repeat(8_000_000)
  const tracks = ['a', 'b', 'c', 'd'].map((name) => track(`${name}.flac`, name, big))
  const folder = { folder: stick, how: 'copy', names: 'original', folders: 'flat' } as const
  await sending.start({ id: 1, name: 'x' }, tracks, folder)
  await expect(sending.start({ id: 2, name: 'y' }, tracks, folder)).rejects.toThrow(/being sent/)
  sending.cancel()
  await expect.poll(() => sending.progress().state).toBe('cancelled')
  const names = readdirSync(stick).filter((name) => name !== 'x.m3u8')
  for (const name of names) expect(statSync(join(stick, name)).size).toBe(big.length)
  expect(names.every((name) => name.endsWith('.flac'))).toBe(true)
})

test('a name is legal on every file system, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const name = safeName(text, '01')
      expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]|[. ]$|^$/u)
      expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201)
    }),
  )
})
