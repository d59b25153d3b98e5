import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from '../library/database.ts'
import { type ExportOptions, exportPlaylist as exportFile } from './export-playlist.ts'
import { playableTracks } from './playable-tracks.ts'
import {
  addToPlaylist,
  createPlaylist,
  deletePlaylist,
  getPlaylist,
  listPlaylists,
  ofTracks,
  playlistEntries,
  removeFromPlaylist,
  renamePlaylist,
  reorderPlaylist,
} from './playlists.ts'

let folder: string
let library: Library
let a: number
let b: number
let c: number

function identityOf(title: string): string {
  return createHash('sha256').update(title).digest('hex')
}

function addTrack(title: string, path: Buffer, artist = ''): number {
  const { db } = library
  const id = Number(
    db
      .prepare<[Buffer, string, string]>(
        'INSERT INTO track (identity, title, artist, added_at, duration) VALUES (?, ?, ?, 0, 61.4)',
      )
      .run(Buffer.from(identityOf(title), 'hex'), title, artist).lastInsertRowid,
  )
  db.prepare<[Buffer, string, number]>(
    `INSERT INTO file (folder_id, path, path_text, size, modified_at, track_id)
     VALUES (1, ?, ?, 1, 1, ?)`,
  ).run(path, path.toString(), id)
  return id
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-playlists-'))
  library = openLibrary(folder)
  library.db.prepare("INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0)").run()
  a = addTrack('Hicaz peşrev', Buffer.from('Türk/Hicaz peşrev.flac'), 'Neyzen')
  b = addTrack('#1 राग यमन', Buffer.from('#1 राग यमन.mp3'))
  c = addTrack('Line\nbreak', Buffer.from('plain.wav'))
})
afterEach(async () => {
  library.close()
  await rm(folder, { recursive: true, force: true })
})

function exportPlaylist(
  db: Library['db'],
  { id, ...options }: { id: number } & Omit<ExportOptions, 'format'>,
) {
  const tracks = playableTracks(db, playlistEntries(db, id))
  return exportFile(getPlaylist(db, id).name, tracks, { format: 'm3u8', ...options })
}

const order = (id: number) => playlistEntries(library.db, id).map(({ trackId }) => trackId)

test('a playlist is made, changed and deleted', () => {
  const { db } = library
  const { id } = createPlaylist(db, { name: 'Evening', entries: ofTracks([a, b]) })
  expect(addToPlaylist(db, { id, trackIds: [c, a], at: 1 }).tracks).toBe(4)
  expect(order(id)).toEqual([a, c, a, b])
  const entries = playlistEntries(db, id).map(({ entryId }) => entryId)
  reorderPlaylist(db, { id, entryIds: entries.toReversed() })
  expect(order(id)).toEqual([b, a, c, a])
  removeFromPlaylist(db, { id, entryIds: [entries[0]!, entries[3]!] })
  expect(order(id)).toEqual([a, c])
  expect(renamePlaylist(db, { id, name: 'Night' }).name).toBe('Night')
  expect(listPlaylists(db).map(({ name }) => name)).toEqual(['Night'])
  expect(deletePlaylist(db, id)).toMatchObject({ name: 'Night' })
  expect(deletePlaylist(db, id)).toBeUndefined()
  expect(() => getPlaylist(db, id)).toThrow('no such playlist')
})

test('an order that is not exactly the entries changes nothing', () => {
  const { db } = library
  const { id } = createPlaylist(db, { name: 'x', entries: ofTracks([a, b]) })
  const [first] = playlistEntries(db, id)
  expect(() => reorderPlaylist(db, { id, entryIds: [first!.entryId, first!.entryId] })).toThrow(
    'changed in the meantime',
  )
  expect(order(id)).toEqual([a, b])
})

test('a track that does not exist adds nothing at all', () => {
  const { db } = library
  expect(() => createPlaylist(db, { name: 'x', entries: ofTracks([a, 999]) })).toThrow(
    'not in the library',
  )
  expect(listPlaylists(db)).toEqual([])
})

test('the exported text has absolute paths, whole seconds and one line each', async () => {
  const { id } = createPlaylist(library.db, { name: 'Gece', entries: ofTracks([a, b, c]) })
  const { content, tracks } = await exportPlaylist(library.db, { id, paths: 'absolute' })
  expect(tracks).toBe(3)
  expect(content).toBe(
    [
      '#EXTM3U',
      '#PLAYLIST:Gece',
      '#EXTINF:61,Neyzen - Hicaz peşrev',
      `#NAGHMA-ID:${identityOf('Hicaz peşrev')}`,
      '/music/Türk/Hicaz peşrev.flac',
      '#EXTINF:61,#1 राग यमन',
      `#NAGHMA-ID:${identityOf('#1 राग यमन')}`,
      '/music/#1 राग यमन.mp3',
      '#EXTINF:61,Line break',
      `#NAGHMA-ID:${identityOf('Line\nbreak')}`,
      '/music/plain.wav',
      '',
    ].join('\n'),
  )
})

test('relative paths start at the folder of the file, and none looks like a comment', async () => {
  const { id } = createPlaylist(library.db, { name: 'Gece', entries: ofTracks([a, b]) })
  const { content } = await exportPlaylist(library.db, { id, paths: 'relative', base: '/music' })
  expect(content).toContain('\nTürk/Hicaz peşrev.flac\n')
  expect(content).toContain('\n./#1 राग यमन.mp3\n')
  const up = await exportPlaylist(library.db, { id, paths: 'relative', base: '/lists/mine' })
  expect(up.content).toContain('\n../../music/Türk/Hicaz peşrev.flac\n')
})

test('a name that text cannot hold is left out and told', async () => {
  const odd = addTrack('Odd', Buffer.from([0x6f, 0xff, 0x2e, 0x6d, 0x70, 0x33]))
  const { id } = createPlaylist(library.db, { name: 'Gece', entries: ofTracks([a, odd]) })
  const exported = await exportPlaylist(library.db, { id, paths: 'absolute' })
  expect(exported).toMatchObject({ tracks: 1, leftOut: ['Odd'] })
})

test('the file is written whole or not at all', async () => {
  const { id } = createPlaylist(library.db, { name: 'Gece: 1/2', entries: ofTracks([a]) })
  const destination = join(folder, 'gece.m3u8')
  const exported = await exportPlaylist(library.db, { id, paths: 'absolute', destination })
  expect(await readFile(destination, 'utf8')).toBe(exported.content)
  expect(exported.fileName).toBe('Gece_ 1_2.m3u8')
  await writeFile(join(folder, 'a-file'), '')
  const wrong = join(folder, 'nowhere', 'x.m3u8')
  await expect(
    exportPlaylist(library.db, { id, paths: 'absolute', destination: wrong }),
  ).rejects.toMatchObject({ code: 'not-found', field: 'destination' })
  expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([])
})
