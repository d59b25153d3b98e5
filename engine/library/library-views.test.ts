import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Language } from '../../contract/language.ts'
import type { TrackSort } from '../../contract/track.ts'
import { openTagIndex } from '../browse/tag-index.ts'
import type { FileFacts } from '../scan/read-file.ts'
import { trackStore } from '../scan/store-track.ts'
import { noTags, type Tags } from '../scan/tags.ts'
import { propose } from '../tags/tag-store.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { type Library, openLibrary } from './database.ts'
import { setFavourite } from './favourites.ts'
import { mergeTracks } from './merge-tracks.ts'
import { settleTracks } from './orphans.ts'
import { openTrackIndex, type TrackIndex, type TrackQuery } from './track-index.ts'
import { trackRows } from './track-rows.ts'
import { listTrackIds } from './tracks.ts'

const vocabularies = readVocabularies(join(import.meta.dirname, '../../models'))
const sound = { modelId: null, running: new Set<number>(), listening: new Set<number>() }

let root: string
let library: Library
let index: TrackIndex
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-views-'))
  library = openLibrary(root)
  index = openTrackIndex(
    library.db,
    openTagIndex(library.db, vocabularies, () => null),
  )
  library.db.exec("INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0)")
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

let made = 0
/** A track with a file of its own; returns its id. */
function add(tags: Partial<Tags>): number {
  const path = Buffer.from(`${++made}.flac`)
  const facts: FileFacts = {
    container: 'flac',
    identity: Buffer.alloc(32, made),
    payloadLength: 1,
    wholeFile: false,
    tags: { ...noTags, codec: 'FLAC', ...tags },
    artwork: null,
    size: 1,
    mtimeMs: 1,
    problem: null,
  }
  const store = trackStore(library.db)
  const id = store.add(facts.identity ?? path, facts, path)
  library.db
    .prepare(
      'INSERT INTO file (folder_id, path, path_text, size, modified_at, track_id) VALUES (1, ?, ?, 1, 1, ?)',
    )
    .run(path, path.toString(), id)
  store.index(id)
  return id
}

function ids(query: Partial<TrackQuery> = {}): number[] {
  return listTrackIds(index, { search: '', sort: 'relevance', descending: false, ...query }, sound)
}

/** The titles of all tracks in an order. */
function titles(sort: TrackSort, language: Language, descending = false): string[] {
  return trackRows(library.db, ids({ sort, language, descending }), sound).map(({ title }) => title)
}

const albums = (query: Partial<Parameters<TrackIndex['collections']['albums']>[0]> = {}) =>
  index.collections.albums({
    search: '',
    language: 'en',
    sort: 'artist',
    descending: false,
    offset: 0,
    limit: 100,
    ...query,
  })
const artists = (search = '', language: Language = 'en') =>
  index.collections
    .artists({ search, language, offset: 0, limit: 100 })
    .rows.map(({ trackId: _, ...row }) => row)

test.each([
  // ç after c, ı before i, ö after o, ş after s, ü after u.
  ['tr', ['Cemile', 'Çile', 'Ilgaz', 'İlahi', 'Oy', 'Öte', 'Saz', 'Şarkı', 'Ud', 'Ümit', 'Zil']],
  // Accents and capitals count between equals only.
  ['el', ['Άγγελος', 'Αγορά', 'Βροχή', 'Έρωτας', 'Ζωή', 'ήλιος', 'Σμύρνη', 'Ώρα']],
  ['hi', ['अहीर भैरव', 'आसावरी', 'काफ़ी', 'खमाज', 'भैरव', 'यमन', 'हंसध्वनि']],
  ['ta', ['ஆபேரி', 'கல்யாணி', 'சங்கராபரணம்', 'தோடி', 'மோகனம்', 'ஹிந்தோளம்']],
  // Numbers by their value, capitals no matter.
  ['en', ['2 taksim', '10 taksim', 'a', 'B', 'Élan', 'Gazel 9', 'gazel 10', 'z']],
] as const)('titles and artists go by the alphabet of %s', async (language, order) => {
  for (const name of [...order].sort()) add({ title: name, artist: name, composer: name })
  expect(titles('title', language)).toEqual(order)
  for (const sort of ['artist', 'composer', 'relevance'] as const)
    expect(titles(sort, language), sort).toEqual(order)
  expect(titles('title', language, true)).toEqual(order.toReversed())
  expect(artists('', language).map(({ artist }) => artist)).toEqual(order)
  await index.prepare({ search: '', sort: 'title', descending: false, language })
  const first = ids({ sort: 'title', language })[0] ?? 0
  trackStore(library.db).update(
    first,
    { ...emptyFacts, tags: { ...noTags, title: 'ωωω', artist: 'ωωω' } },
    Buffer.from('x'),
  )
  expect(ids({ sort: 'title', language }).at(-1)).toBe(first)
})

const emptyFacts: FileFacts = {
  container: 'flac',
  identity: Buffer.alloc(32, 255),
  payloadLength: 1,
  wholeFile: false,
  tags: noTags,
  artwork: null,
  size: 1,
  mtimeMs: 1,
  problem: null,
}

test('the library goes by artist, album, disc and track, with what is not known at the end', () => {
  const of = (artist: string, album: string, disc: number | null, track: number) =>
    add({ artist, album, disc, track })
  const nobody = of('', 'Zz', null, 1)
  const second = of('Şevki', 'Cilt 2', 1, 2)
  const tenth = of('Şevki', 'Cilt 10', 1, 1)
  const first = of('Şevki', 'Cilt 2', 1, 1)
  const single = of('Şevki', '', null, 1)
  const selim = of('Selim', 'Yegâh', 2, 1)
  expect(ids({ language: 'tr' })).toEqual([selim, first, second, tenth, single, nobody])
  expect(ids({ sort: 'artist', descending: true, language: 'tr' })).toEqual([
    first,
    second,
    tenth,
    single,
    selim,
    nobody,
  ])
  expect(ids({ sort: 'trackNumber' }).slice(-1)).toEqual([second])
})

test('modes, certainty, tradition, tonic and marks sort, and rows tell them', () => {
  const { db } = library
  const [rast, hicaz, none, yaman] = ['a', 'b', 'c', 'd'].map((title) =>
    add({ title, artist: title }),
  )
  const tag = (
    id: number | undefined,
    vocabulary: 'makam' | 'raga' | 'tradition',
    name: string,
    probability: number | null,
  ) =>
    propose(db, id ?? 0, vocabulary === 'tradition' ? 'file' : 'mode', '1', [
      { vocabulary, tag: name, probability, rank: 1, place: '' },
    ])
  tag(rast, 'makam', 'rast', 0.7)
  tag(hicaz, 'makam', 'hicaz', 0.9)
  tag(hicaz, 'tradition', 'turkish', 0.9)
  tag(yaman, 'raga', 'hindustani-yaman', null)
  const hear = db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds,
                       listened_seconds, lowest, highest, tonic)
     VALUES (?, 1, '', 0, 0, 60, 120, 1200, 3000, ?)`,
  )
  hear.run(rast, 500)
  hear.run(hicaz, 0)
  setFavourite(db, { trackIds: [yaman ?? 0], favourite: true })
  expect(ids({ sort: 'mode' })).toEqual([hicaz, rast, yaman, none])
  expect(ids({ sort: 'confidence', descending: true })).toEqual([hicaz, rast, none, yaman])
  expect(ids({ sort: 'tradition' })[0]).toBe(hicaz)
  expect(ids({ sort: 'tonic' })).toEqual([rast, hicaz, none, yaman])
  expect(ids({ sort: 'modeState', descending: true }).slice(0, 2)).toEqual([rast, hicaz])
  expect(ids({ sort: 'favourite' })[0]).toBe(yaman)
  const rows = trackRows(db, [yaman ?? 0, hicaz ?? 0], sound)
  expect(rows).toMatchObject([
    { favourite: true, tonic: null, tradition: null, confidence: null },
    { favourite: false, tonic: 'A3', tradition: 'turkish', confidence: 0.9 },
  ])
})

test('favourites are marked once, found, and outlive their files and a merge', () => {
  const { db } = library
  const [one, two, three] = [add({ artist: 'a' }), add({ artist: 'b' }), add({ artist: 'c' })]
  expect(ids({ favourites: true })).toEqual([])
  expect(setFavourite(db, { trackIds: [two, one, 999], favourite: true })).toEqual([two, one])
  expect(setFavourite(db, { trackIds: [one, three], favourite: true })).toEqual([three])
  expect(ids({ favourites: true })).toEqual([one, two, three])
  expect(setFavourite(db, { trackIds: [three, 999], favourite: false })).toEqual([three])
  expect(ids({ favourites: true })).toEqual([one, two])
  db.prepare('UPDATE file SET track_id = NULL WHERE track_id = ?').run(one)
  settleTracks(db, [one])
  mergeTracks(db, three, two)
  expect(ids({ favourites: true })).toEqual([one, three])
})

test('albums are told by name and album artist, whatever their accents', () => {
  const { db } = library
  add({ album: 'Gülşen', artist: 'Zeki Müren', year: 1970, duration: 100, track: 1 })
  add({ album: 'GÜLŞEN', artist: 'zeki muren', year: 1965, duration: 50, track: 2 })
  add({ album: 'Toplu', albumArtist: 'Kolektif', artist: 'A', track: 1 })
  const mixed = ['B', 'C', 'D', 'E'].map((artist) => add({ album: 'Toplu', artist }))
  const alone = add({ artist: 'Zeki Müren' })
  db.exec("INSERT INTO artwork (id, sha256, mime, bytes) VALUES (1, x'01', 'image/png', x'02')")
  db.prepare('UPDATE track SET artwork_id = 1 WHERE id = ?').run(mixed[2])
  const { total, rows } = albums()
  expect(total).toBe(3)
  expect(rows).toMatchObject([
    { album: 'Toplu', albumArtist: '', artists: ['B', 'C', 'D'], artistCount: 4, tracks: 4 },
    { album: 'Toplu', albumArtist: 'Kolektif', artistCount: 1, artworkTrackId: null },
    { album: 'Gülşen', artists: ['Zeki Müren'], artistCount: 1, year: 1965, duration: 150 },
  ])
  expect(rows[0]?.artworkTrackId).toBe(mixed[2])
  expect(albums({ limit: 1, offset: 1 })).toMatchObject({
    total: 3,
    rows: [{ albumArtist: 'Kolektif' }],
  })
  expect(albums({ search: 'gulsen muren' }).total).toBe(1)
  expect(albums({ search: 'toplu' }).total).toBe(2)
  expect(albums({ artist: 'ZEKI MÜREN' }).rows).toMatchObject([{ album: 'Gülşen' }])
  expect(albums({ artist: 'kolektif' }).total).toBe(1)
  expect(albums({ album: { album: 'toplu', albumArtist: '' } }).rows).toMatchObject([{ tracks: 4 }])
  expect(albums({ album: { album: 'none', albumArtist: '' } }).total).toBe(0)
  expect(ids({ album: { album: 'Toplu', albumArtist: '' } })).toEqual(mixed)
  expect(ids({ artist: 'zeki müren' })).toHaveLength(3)
  expect(artists('zeki')).toEqual([{ artist: 'Zeki Müren', tracks: 3, albums: 1 }])
  db.prepare('DELETE FROM file WHERE track_id = ?').run(alone)
  settleTracks(db, [alone])
  expect(artists('zeki')).toEqual([{ artist: 'Zeki Müren', tracks: 2, albums: 1 }])
})

test('albums sort by title, year and time of adding, with unknown years at the end', () => {
  const names = (query: Parameters<typeof albums>[0]) =>
    albums(query).rows.map(({ album }) => album)
  expect(names({})).toEqual([])
  for (const [album, year] of [
    ['Çile', 1990],
    ['Cilt 10', 1950],
    ['Cilt 2', null],
  ] as const)
    add({ album, artist: 'x', year })
  library.db.exec('UPDATE track SET added_at = id * 1000')
  expect(names({ sort: 'title', language: 'tr' })).toEqual(['Cilt 2', 'Cilt 10', 'Çile'])
  expect(names({ sort: 'title' })).toEqual(['Çile', 'Cilt 2', 'Cilt 10'])
  expect(names({ sort: 'year', descending: true })).toEqual(['Çile', 'Cilt 10', 'Cilt 2'])
  expect(names({ sort: 'added', descending: true })).toEqual(['Cilt 2', 'Cilt 10', 'Çile'])
})
