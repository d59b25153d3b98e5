import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from '../library/database.ts'
import { fold } from '../library/fold.ts'
import { playlistAsFile } from './export-playlist.ts'
import { readPlaylistFile } from './formats/formats.ts'
import { importPlaylist } from './import-playlist.ts'
import { playableTracks } from './playable-tracks.ts'
import { createPlaylist, locateEntry, ofTracks, playlistEntries } from './playlists.ts'
import { resolveSought } from './resolve-sought.ts'

const media = {
  playlist: async ({ fileName, bytes }: { fileName: string; bytes: Uint8Array }) =>
    readPlaylistFile(fileName, bytes),
}

let root: string
let library: Library

const identityOf = (seed: string) => createHash('sha256').update(seed).digest()

/** A track in the folder /music, or `folder`. */
function addTrack(path: string, { title = path, artist = '', duration = 61, folderId = 1 } = {}) {
  const { db } = library
  const { lastInsertRowid } = db
    .prepare<[Buffer, string, string, string, string, number]>(
      `INSERT INTO track (identity, title, artist, title_folded, artist_folded, added_at, duration)
       VALUES (?, ?, ?, ?, ?, 0, ?)`,
    )
    .run(identityOf(`${folderId} ${path}`), title, artist, fold(title), fold(artist), duration)
  db.prepare<[number, Buffer, string, number]>(
    `INSERT INTO file (folder_id, path, path_text, size, modified_at, track_id)
     VALUES (?, ?, ?, 1, 1, ?)`,
  ).run(folderId, Buffer.from(path), path, Number(lastInsertRowid))
  return Number(lastInsertRowid)
}

function addFolder(id: number, path: string): void {
  library.db
    .prepare<[number, string]>('INSERT INTO folder (id, path, added_at) VALUES (?, ?, 0)')
    .run(id, path)
}

function importText(fileName: string, text: string) {
  const content = Buffer.from(text).toString('base64')
  return importPlaylist(library.db, media, { fileName, content })
}

const tracksOf = (id: number) => playlistEntries(library.db, id).map(({ trackId }) => trackId)

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-import-'))
  library = openLibrary(join(root, 'data'))
  addFolder(1, '/music')
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

test('files are found at their places, however the playlist writes them', async () => {
  const a = addTrack('Türk/#1 100 %.mp3')
  const { playlist, how, found } = await importText(
    'Gece.m3u8',
    [
      '/music/Türk/#1 100 %.mp3',
      'file:///music/T%C3%BCrk/%231%20100%20%25.mp3',
      '/music/T%C3%BCrk/%231%20100%20%25.mp3',
      '/music/Türk/../Türk/#1 100 %.mp3  ',
    ].join('\n'),
  )
  expect(playlist).toMatchObject({ name: 'Gece', tracks: 4, sought: 0 })
  expect(tracksOf(playlist.id)).toEqual([a, a, a, a])
  expect({ how, found }).toEqual({
    how: { path: 4, formerPlace: 0, identity: 0, name: 0 },
    found: 4,
  })
})

test('relative places start at the folder of the playlist, also through a link', async () => {
  mkdirSync(join(root, 'music/lists'), { recursive: true })
  addFolder(2, join(root, 'music'))
  const a = addTrack('a.mp3', { folderId: 2 })
  const b = addTrack('lists/b.mp3', { folderId: 2 })
  writeFileSync(join(root, 'music/lists/b.mp3'), '')
  symlinkSync(join(root, 'music'), join(root, 'link'))
  const path = join(root, 'link/lists/evening.m3u')
  writeFileSync(path, `../a.mp3\n..\\a.mp3\nb.mp3\n${join(root, 'link/lists/b.mp3')}\n`)
  const { playlist, how } = await importPlaylist(library.db, media, { path })
  expect(playlist.name).toBe('evening')
  expect(tracksOf(playlist.id)).toEqual([a, a, b, b])
  expect(how.path).toBe(4)
})

test('files that moved are found by where they were', async () => {
  const { db } = library
  const a = addTrack('old/a.mp3', { title: 'A' })
  const b = addTrack('b.mp3', { title: 'B' })
  db.prepare<[number, Buffer, string, number]>(
    'INSERT INTO file (folder_id, path, path_text, track_id) VALUES (?, ?, ?, ?)',
  ).run(1, Buffer.from('new/renamed.mp3'), 'new/renamed.mp3', a)
  db.exec("DELETE FROM file WHERE path_text = 'old/a.mp3'")
  db.exec("UPDATE folder SET path = '/mnt/music/' WHERE id = 1")
  const { playlist, how } = await importText('x.m3u8', '/music/old/a.mp3\n/music/b.mp3\n')
  expect(tracksOf(playlist.id)).toEqual([a, b])
  expect(how.formerPlace).toBe(2)
})

test.each(['m3u8', 'xspf', 'jspf', 'csv'] as const)(
  'an exported %s finds its tracks after any move, by their identity',
  async (format) => {
    const { db } = library
    const ids = ['a.mp3', 'b.mp3'].map((path) => addTrack(path, { title: 'Same', duration: 1 }))
    const { id } = createPlaylist(db, { name: 'Gece', entries: ofTracks(ids) })
    const { content } = playlistAsFile('Gece', playableTracks(db, playlistEntries(db, id)), {
      format,
      paths: 'relative',
      base: '/music',
    })
    db.exec("UPDATE file SET path_text = 'x' || id, path = CAST('x' || id AS BLOB)")
    const { playlist, how } = await importText(`Gece.${format}`, content)
    expect(tracksOf(playlist.id)).toEqual(ids)
    expect(how).toMatchObject({ identity: 2 })
  },
)

test('when two files changed places, the identity decides', async () => {
  const a = addTrack('a.mp3')
  addTrack('b.mp3')
  const identity = identityOf('1 a.mp3').toString('hex')
  const text = `#NAGHMA-ID:${identity}\n/music/b.mp3\n`
  expect(tracksOf((await importText('x.m3u8', text)).playlist.id)).toEqual([a])
})

test('another root is seen through by the last names of paths, unless the length disagrees', async () => {
  const a = addTrack('Neyzen/Taksim/01.mp3', { title: 'Hicaz', duration: 200 })
  const b = addTrack('Neyzen/Peşrev/01.mp3', { title: 'Rast', duration: 300 })
  const { playlist, how } = await importText(
    'x.m3u8',
    [
      'D:\\Müzik\\neyzen\\TAKSIM\\01.mp3',
      'Peşrev/01.mp3',
      '#EXTINF:12,x',
      '/elsewhere/Taksim/01.mp3',
      '01.mp3',
      '#EXTINF:299,Rast',
      'C:/whatever/01.mp3',
    ].join('\n'),
  )
  expect(tracksOf(playlist.id)).toEqual([a, b, null, null, b])
  expect(how.name).toBe(3)
})

test('lists without places are found by title, artist and length, where only one track fits', async () => {
  const a = addTrack('1.mp3', { title: 'Işık', artist: 'Şükrü', duration: 100 })
  addTrack('2.mp3', { title: 'Peşrev', artist: 'Anon', duration: 100 })
  addTrack('3.mp3', { title: 'Peşrev', artist: 'Anon', duration: 101 })
  const { playlist } = await importText(
    'x.csv',
    'title,artist,duration\nisik,SUKRU,101\nPeşrev,Anon,100\nisik,sukru,110\nisik,,\n',
  )
  expect(tracksOf(playlist.id)).toEqual([a, null, null, null])
})

test('what is not in the library stays, is written back, and is found when it comes', async () => {
  const { db } = library
  const a = addTrack('a.mp3')
  const { playlist, missing, found } = await importText(
    'x.m3u8',
    '#EXTINF:61,Neyzen - Yeni\n/music/new/yeni.mp3\n/music/a.mp3\nhttp://radio.example/live\n',
  )
  expect({ found, missing }).toMatchObject({
    found: 1,
    missing: [{ title: 'Yeni', location: '/music/new/yeni.mp3' }, { title: 'live' }],
  })
  expect(playlist).toMatchObject({ tracks: 3, sought: 2, duration: 61 })
  const back = playlistAsFile('x', playableTracks(db, playlistEntries(db, playlist.id)), {
    format: 'm3u8',
    paths: 'relative',
    base: '/music/lists',
  })
  expect(back.content).toContain('#EXTINF:61,Neyzen - Yeni\n../new/yeni.mp3\n')
  expect(back.content).toContain('\nhttp://radio.example/live\n')

  expect(await resolveSought(db)).toBe(0)
  const yeni = addTrack('new/yeni.mp3')
  expect(await resolveSought(db)).toBe(1)
  expect(tracksOf(playlist.id)).toEqual([yeni, a, null])
  const live = playlistEntries(db, playlist.id)[2]!
  const located = { id: playlist.id, entryId: live.entryId, trackId: a, anyway: false }
  expect(locateEntry(db, located)).toMatchObject({ playlist: { sought: 0 }, doubt: null })
  expect(tracksOf(playlist.id)).toEqual([yeni, a, a])
})

test('a track that is hardly what an entry means is doubted, and taken when it is meant', async () => {
  const { db } = library
  const identity = identityOf('another').toString('hex')
  const { playlist } = await importText(
    'x.m3u8',
    `#EXTINF:215,Kayıp\n/gone/a.mp3\n#EXTINF:62,Başka\n#NAGHMA-ID:${identity}\n/gone/b.mp3\n`,
  )
  const a = addTrack('a.mp3', { title: 'Kısa', duration: 61 })
  const entries = playlistEntries(db, playlist.id)
  const asked = (index: number, anyway = false) => ({
    id: playlist.id,
    entryId: entries[index]!.entryId,
    trackId: a,
    anyway,
  })
  expect(entries[1]?.sought?.identity).toBe(identity)
  expect(locateEntry(db, asked(0)).doubt).toEqual({ why: 'length', title: 'Kısa', duration: 61 })
  expect(locateEntry(db, asked(1)).doubt?.why).toBe('content')
  expect(tracksOf(playlist.id)).toEqual([null, null])
  expect(locateEntry(db, asked(0, true))).toMatchObject({ playlist: { sought: 1 }, doubt: null })
  expect(tracksOf(playlist.id)).toEqual([a, null])
  expect(() => locateEntry(db, { ...asked(1), trackId: 99 })).toThrow(
    expect.objectContaining({ code: 'not-found', field: 'trackId' }),
  )
})

test('a file that cannot be read says why', async () => {
  await expect(
    importPlaylist(library.db, media, { path: join(root, 'gone.m3u') }),
  ).rejects.toMatchObject({ code: 'not-found', field: 'path' })
  await expect(importText('x.xspf', '<html/>')).rejects.toMatchObject({
    code: 'unrecognised-format',
  })
})
