import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { playlistQuery } from '../../contract/playlist.ts'
import { createAnnouncer } from '../announce.ts'
import { openTagIndex } from '../browse/tag-index.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { fold } from '../library/fold.ts'
import { openTrackIndex } from '../library/track-index.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { readPlaylistFile } from './formats/formats.ts'
import { openPlaylists, type Playlists } from './open-playlists.ts'

const models = new URL('../../models', import.meta.url).pathname
let root: string
let library: Library
let playlists: Playlists

function addTrack(title: string, duration = 60): number {
  return Number(
    library.db
      .prepare<[Buffer, string, string, number, number]>(
        'INSERT INTO track (identity, title, title_folded, added_at, duration) VALUES (?, ?, ?, ?, ?)',
      )
      .run(Buffer.from(title), title, fold(title), duration, duration).lastInsertRowid,
  )
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-open-playlists-'))
  library = openLibrary(root)
  const { db } = library
  const announcer = createAnnouncer()
  const tags = openTagIndex(db, readVocabularies(models), () => null)
  playlists = openPlaylists({
    db,
    index: openTrackIndex(db, tags),
    announcer,
    media: { playlist: async ({ fileName, bytes }) => readPlaylistFile(fileName, bytes) },
    rowContext: () => ({ modelId: null, running: new Set(), listening: new Set() }),
  })
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

const entries = async (id: number) => (await playlists.get(id)).entries
const order = async (id: number) => (await entries(id)).map(({ track }) => track?.title)
const entryIds = async (id: number) => (await entries(id)).map(({ entryId }) => entryId)

test('a smart playlist holds what its query finds at the moment, up to its limit', async () => {
  const a = addTrack('Hicaz peşrev', 100)
  addTrack('Rast semai', 10)
  const query = playlistQuery.parse({
    search: 'HICAZ',
    sort: 'addedAt',
    descending: true,
    limit: 2,
  })
  const { id } = playlists.create({ name: 'Hicaz', trackIds: [], query })
  expect(await playlists.list()).toMatchObject([{ tracks: 1, duration: 100, query: { limit: 2 } }])
  const b = addTrack('Hicaz taksim', 30)
  const c = addTrack('hicaz şarkı', 20)
  expect(await playlists.list()).toMatchObject([{ tracks: 2, duration: 130 }])
  expect(playlists.trackIds(id)).toEqual([a, b])
  const exported = await playlists.export({ id, format: 'jspf', paths: 'absolute' })
  expect(exported.fileName).toBe('Hicaz.jspf')

  expect(() => playlists.add({ id, trackIds: [c] })).toThrow('ordinary copy')
  expect(() => playlists.reorder({ id, entryIds: [] })).toThrow('ordinary copy')
  playlists.follow({ id, query: { ...query, limit: null } })
  expect(playlists.trackIds(id)).toEqual([a, b, c])
  const copy = playlists.create({ name: 'Copy', trackIds: playlists.trackIds(id) })
  expect(await order(copy.id)).toEqual(['Hicaz peşrev', 'Hicaz taksim', 'hicaz şarkı'])
  expect(() => playlists.follow({ id: copy.id, query })).toThrow('follows no query')
})

test('what was removed comes back under its ids, around what changed meanwhile', async () => {
  const tracks = ['a', 'b', 'c', 'd'].map((title) => addTrack(title))
  const { id } = playlists.create({ name: 'x', trackIds: tracks })
  const ids = await entryIds(id)
  playlists.removeEntries({ id, entryIds: [ids[1]!, ids[3]!] })
  expect(await order(id)).toEqual(['a', 'c'])
  playlists.restoreEntries({ id, entryIds: [ids[3]!, ids[1]!] })
  expect(await entryIds(id)).toEqual(ids)

  playlists.removeEntries({ id, entryIds: [ids[3]!] })
  playlists.removeEntries({ id, entryIds: [ids[0]!] })
  playlists.restoreEntries({ id, entryIds: [ids[3]!] })
  expect(await order(id)).toEqual(['b', 'c', 'd'])
  playlists.restoreEntries({ id, entryIds: [ids[3]!, 4711] })
  expect(await order(id)).toEqual(['b', 'c', 'd'])
  playlists.restoreEntries({ id, entryIds: [ids[0]!] })
  expect(await entryIds(id)).toEqual(ids)
})

test('what was located is looked for again when that is taken back, and can be located anew', async () => {
  const a = addTrack('a')
  const content = Buffer.from('#EXTINF:60,Neyzen - Yeni\n/gone.mp3\n').toString('base64')
  const { playlist } = await playlists.import({ fileName: 'x.m3u', content })
  const { id } = playlist
  const before = await entries(id)
  const { entryId } = before[0]!
  const located = { id, entryId, trackId: a, anyway: false }
  for (const _ of ['at first', 'again']) {
    expect(playlists.locate(located)).toMatchObject({ doubt: null, playlist: { sought: 0 } })
    expect(await order(id)).toEqual(['a'])
    expect(playlists.unlocate({ id, entryId })).toMatchObject({ sought: 1 })
    expect(await entries(id)).toEqual(before)
  }
  expect(() => playlists.unlocate({ id, entryId })).toThrow('cannot be brought back')

  playlists.locate(located)
  playlists.removeEntries({ id, entryIds: [entryId] })
  expect(() => playlists.unlocate({ id, entryId })).toThrow('not in the playlist any more')
  expect(await entries(id)).toEqual([])
})

test('a deleted playlist comes back whole, with what is not in the library, and once', async () => {
  addTrack('a')
  const content = Buffer.from('#EXTINF:1,Neyzen - Yeni\n/gone.mp3\n').toString('base64')
  const { playlist } = await playlists.import({ fileName: 'x.m3u', content })
  const before = await entries(playlist.id)
  expect(before).toMatchObject([{ track: null, sought: { artist: 'Neyzen', title: 'Yeni' } }])
  expect(playlists.delete(playlist.id)).toEqual({ deleted: true })
  expect(playlists.create({ name: 'y', trackIds: [] }).id).not.toBe(playlist.id)
  expect(playlists.restore(playlist.id)).toMatchObject({ id: playlist.id, sought: 1 })
  expect(await entries(playlist.id)).toEqual(before)
  expect(() => playlists.restore(playlist.id)).toThrow('cannot be brought back')
})
