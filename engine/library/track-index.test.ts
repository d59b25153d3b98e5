import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TrackSort, trackSort } from '../../contract/track.ts'
import type { FileFacts } from '../scan/read-file.ts'
import { trackStore } from '../scan/store-track.ts'
import { noTags, type Tags } from '../scan/tags.ts'
import { type Library, openLibrary } from './database.ts'
import type { SoundContext } from './sound-state.ts'
import { openTrackIndex, type TrackIndex, type TrackTags } from './track-index.ts'
import { indexedSorts, orderStatements } from './track-order.ts'
import { getTrack, listTrackIds, listTracks, trackPosition } from './tracks.ts'

let root: string
let library: Library
let index: TrackIndex
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-tracks-'))
  library = openLibrary(root)
  index = openTrackIndex(library.db, noTagsThere)
  library.db
    .prepare("INSERT INTO folder (id, path, added_at) VALUES (1, '/music', 0), (2, '/more', 0)")
    .run()
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

const quiet: SoundContext = { modelId: 'm', running: new Set(), listening: new Set() }
/** Tags have tests of their own, in browse/. */
const noTagsThere: TrackTags = {
  state: () => '',
  matches: () => () => true,
  named: () => undefined,
  isNamed: () => false,
  warm: async () => {},
  sorting: () => ({
    mode: () => -1,
    modeNames: [],
    confidence: () => -1,
    certain: () => false,
    tradition: () => -1,
  }),
  called: () => () => false,
}

function facts(tags: Partial<Tags>, identity: number): FileFacts {
  return {
    container: 'mp4',
    identity: Buffer.alloc(32, identity),
    payloadLength: 1,
    wholeFile: false,
    tags: { ...noTags, codec: 'ALAC', ...tags },
    artwork: null,
    size: 1,
    mtimeMs: 1,
    problem: null,
  }
}

let made = 0
/** A track with a file in a folder; returns its id. */
function add(tags: Partial<Tags>, folder = 1, path = `${made + 1}.m4a`): number {
  made++
  const store = trackStore(library.db)
  const id = store.add(Buffer.alloc(32, made), facts(tags, made), Buffer.from(path))
  library.db
    .prepare(
      'INSERT INTO file (folder_id, path, path_text, size, modified_at, track_id) VALUES (?, ?, ?, 1, 1, ?)',
    )
    .run(folder, Buffer.from(path), path, id)
  store.index(id)
  return id
}

interface Asked {
  search?: string
  sort?: TrackSort
  descending?: boolean
  folderId?: number
}

function ids(
  { search = '', sort = 'relevance', descending = false, folderId }: Asked,
  sound = quiet,
): number[] {
  return listTrackIds(index, { search, sort, descending, folderId }, sound)
}

test('a track is found at its place in the order of a query, and at none where it is not found', () => {
  const ids = ['Uşşak', 'Hicaz', 'Rast'].map((title) => add({ title }))
  const query = { search: '', sort: 'title' as const, descending: false }
  expect(ids.map((id) => trackPosition(index, id, query, quiet))).toEqual([2, 0, 1])
  expect(trackPosition(index, ids[0]!, { ...query, descending: true }, quiet)).toBe(0)
  expect(trackPosition(index, ids[0]!, { ...query, search: 'hicaz' }, quiet)).toBeNull()
  expect(trackPosition(index, 999, query, quiet)).toBeNull()
})

test('without a search the order is artist, album, disc, track number', () => {
  const b = add({ artist: 'B', album: 'X', track: 1 })
  const a2 = add({ artist: 'Â', album: 'X', disc: 1, track: 2 })
  const a1 = add({ artist: 'a', album: 'x', disc: 1, track: 1 })
  const nobody = add({})
  expect(ids({})).toEqual([a1, a2, b, nobody])
})

test('each column sorts both ways, with what is not known at the end', () => {
  const tags: Partial<Tags>[] = [
    { title: 'İ', artist: 'b', album: 'c', composer: 'e', genre: ['h'], year: 1990, duration: 3 },
    { title: 'h', artist: 'a', album: 'd', composer: 'f', genre: ['g'], year: 1950, duration: 9 },
  ]
  const [one, two] = tags.map((tag) => add(tag))
  const empty = add({ title: 'zzz' })
  const expected: { [sort in TrackSort]?: (number | undefined)[] } = {
    title: [two, one],
    artist: [two, one],
    album: [one, two],
    composer: [one, two],
    genre: [two, one],
    year: [two, one],
    duration: [one, two],
  }
  for (const sort of trackSort.options) {
    const known = expected[sort]
    if (!known) continue
    expect(ids({ sort }), sort).toEqual([...known, empty])
    if (sort === 'title') continue
    expect(ids({ sort, descending: true }), sort).toEqual([...known.toReversed(), empty])
  }
})

test('every order is read from an index', () => {
  for (let i = 0; i < 50; i++) add({ title: `t${i}`, year: i % 3 === 0 ? null : 1900 + i })
  for (const sort of indexedSorts) {
    for (const statement of orderStatements(sort)) {
      const plan = library.db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
        .all()
        .map(({ detail }) => detail)
        .join('; ')
      expect(plan, statement).toMatch(/USING COVERING INDEX track_by_/)
      expect(plan, statement).not.toMatch(/TEMP B-TREE/)
    }
  }
})

test('searching finds fields and paths, sorted as asked, in one folder or all', () => {
  const one = add({ title: 'Bir', fields: [{ key: 'MAKAM', value: 'Hüzzâm' }], year: 2000 })
  const two = add({ title: 'Huzzam', year: 1990 }, 2)
  const three = add({ title: 'Üç', year: 1980 }, 1, 'Rast/Hüzzam peşrevi.m4a')
  add({ title: 'other' })
  expect(ids({ search: 'huzzam' })).toEqual([two, one, three])
  expect(ids({ search: 'huzzam', sort: 'year' })).toEqual([three, two, one])
  expect(ids({ search: 'hüzzam', folderId: 1 })).toEqual([one, three])
  expect(ids({ folderId: 2 })).toEqual([two])
})

const search = (typed: string, sound = quiet) => ids({ search: typed }, sound)

test('prefixes ask one field, a year, a length, a format or a place', () => {
  const one = add(
    {
      title: 'Gül',
      artist: 'Zeki Müren',
      album: 'Bir',
      genre: ['TSM'],
      year: 1955,
      duration: 299.6,
    },
    1,
    'Zeki/Bir/gul.m4a',
  )
  const two = add(
    { title: 'Zeki', artist: 'Gül', year: 1980, duration: 61, genre: ['Rebetiko'] },
    2,
  )
  expect(search('artist:zeki')).toEqual([one])
  expect(search('artist:"zeki muren" title:gul')).toEqual([one])
  expect(search('title:zeki')).toEqual([two])
  expect(search('gul -artist:gul')).toEqual([one])
  expect(search('year:1950-1970')).toEqual([one])
  expect(search('year:>1955')).toEqual([two])
  expect(search('length:5:00')).toEqual([one])
  expect(search('-length:<90')).toEqual([one])
  expect(search('genre:tsm')).toEqual([one])
  expect(search('format:alac').toSorted()).toEqual([one, two])
  expect(search('format:flac')).toEqual([])
  expect(search('folder:music/zeki')).toEqual([one])
  expect(search('folder:gul')).toEqual([])
  expect(search('path:gul')).toEqual([one])
  expect(search('year:soon')).toEqual([])
})

test('phrases are found in one piece, excluded words nowhere', () => {
  const one = add({ title: 'Saz semaisi' })
  const two = add({ title: 'Semaisi saz' })
  expect(search('saz semaisi').toSorted()).toEqual([one, two])
  expect(search('"saz semaisi"')).toEqual([one])
  expect(search('saz -"saz semaisi"')).toEqual([two])
  expect(search('-saz')).toEqual([])
})

test('states, tonics and when a track was added are followed as they change', () => {
  const { db } = library
  const [one, two] = [add({ title: 'one' }), add({ title: 'two' })]
  expect(search('is:favourite')).toEqual([])
  expect(search('is:missing')).toEqual([])
  expect(search('tonic:d')).toEqual([])
  expect(search('is:analysed')).toEqual([])
  expect(search('added:today').toSorted()).toEqual([one, two])
  db.prepare('INSERT INTO favourite VALUES (?, 0)').run(two)
  db.prepare('UPDATE track SET missing = 1, damaged = 1 WHERE id = ?').run(one)
  db.prepare('UPDATE track SET added_at = 0 WHERE id = ?').run(one)
  db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds, listened_seconds, tonic)
     VALUES (?, 1, '', 0, 0, 1, 1, 510)`,
  ).run(one)
  db.prepare("INSERT INTO model VALUES ('m', 'm', 13, 768, 1, '', 0)").run()
  db.prepare("INSERT INTO sound VALUES (?, 'm', 'full', 12, 'cpu', 'ffmpeg', 5, x'00')").run(two)
  expect(search('is:favourite')).toEqual([two])
  expect(search('-is:favourite')).toEqual([one])
  expect(search('is:missing is:damaged')).toEqual([one])
  expect(search('tonic:D')).toEqual([one])
  expect(search('is:analysed')).toEqual([two])
  expect(search('is:unanalysed')).toEqual([one])
  expect(search('added:7d')).toEqual([two])
  db.prepare('UPDATE mode SET given_tonic = 440 WHERE track_id = ?').run(one)
  db.prepare('DELETE FROM favourite').run()
  expect(search('tonic:a')).toEqual([one])
  expect(search('is:favourite')).toEqual([])
})

test('a file or folder that moves is found where it is', () => {
  const one = add({ title: 'one' }, 1, 'old/one.m4a')
  expect(search('folder:old')).toEqual([one])
  library.db
    .prepare("UPDATE file SET path = x'6e', path_text = 'new/one.m4a' WHERE track_id = ?")
    .run(one)
  expect(search('folder:old')).toEqual([])
  expect(search('folder:new')).toEqual([one])
  library.db.prepare("UPDATE folder SET path = '/elsewhere' WHERE id = 1").run()
  expect(search('folder:elsewhere')).toEqual([one])
})

test('what changes is found at once, what is rolled back is not', async () => {
  const one = add({ title: 'Before' })
  await index.warm()
  expect(ids({ search: 'before' })).toEqual([one])
  trackStore(library.db).update(one, facts({ title: 'After' }, 1), Buffer.from('1.m4a'))
  expect(ids({ search: 'before' })).toEqual([])
  expect(ids({ search: 'aft' })).toEqual([one])
  const two = add({ title: 'Afterwards' })
  expect(ids({ search: 'afte' })).toEqual([one, two])
  library.db.prepare('DELETE FROM file WHERE track_id = ?').run(one)
  library.db.prepare('DELETE FROM track WHERE id = ?').run(one)
  expect(ids({ search: 'after' })).toEqual([two])
  expect(() =>
    library.db.transaction(() => {
      library.db.prepare("UPDATE track SET title_folded = 'gone' WHERE id = ?").run(two)
      throw new Error('roll back')
    })(),
  ).toThrow('roll back')
  expect(ids({ search: 'afterwards' })).toEqual([two])
})

test('the sound column says how far each track is, and sorts', () => {
  const { db } = library
  const [none, failed, earlier, queued, running, quick, full] = Array.from({ length: 7 }, (_, i) =>
    add({ artist: `${i}` }),
  )
  db.prepare(
    "INSERT INTO model VALUES ('m', 'm', 13, 768, 1, '', 0), ('old', 'o', 13, 768, 1, '', 0)",
  ).run()
  const analyse = db.prepare("INSERT INTO sound VALUES (?, ?, ?, 12, 'cpu', 'ffmpeg', 5, x'00')")
  analyse.run(quick, 'm', 'quick')
  analyse.run(full, 'm', 'full')
  analyse.run(earlier, 'old', 'full')
  db.prepare(
    "INSERT INTO sound_queue (track_id, depth, priority) VALUES (?, 'quick', 0), (?, 'quick', 0)",
  ).run(queued, running)
  db.prepare(
    "INSERT INTO problem (track_id, path, stage, code, message, attempts, at) VALUES (?, '', 'decode', 'damaged', '', 1, 0)",
  ).run(failed)
  const sound = { modelId: 'm', running: new Set([running ?? 0]), listening: new Set<number>() }
  const query = { search: '', descending: false, offset: 0, limit: 10 }
  const { rows, total } = listTracks(db, index, { ...query, sort: 'artist' }, sound)
  expect(total).toBe(7)
  expect(rows.map((row) => row.sound)).toEqual([
    'none',
    'problem',
    'earlier',
    'queued',
    'running',
    'quick',
    'full',
  ])
  expect(ids({ sort: 'sound' }, sound)).toEqual([
    none,
    failed,
    earlier,
    queued,
    running,
    quick,
    full,
  ])
  expect(ids({ sort: 'sound', descending: true }, sound)[0]).toBe(full)
  db.prepare("UPDATE sound SET depth = 'full' WHERE track_id = ?").run(quick)
  expect(ids({ sort: 'sound', descending: true }, sound).slice(0, 2)).toEqual([quick, full])
  expect(getTrack(db, quick ?? 0, sound).analysis).toEqual({
    modelId: 'm',
    depth: 'full',
    windows: 12,
    device: 'cpu',
    decoder: 'ffmpeg',
    analysedAt: 5,
  })
})

test('a track is told in full, and one that is gone is a problem', () => {
  const id = add(
    {
      performers: 'Ney: Niyazi Sayın',
      genre: ['makam', 'TSM'],
      fields: [{ key: 'USUL', value: 'Aksak' }],
    },
    2,
    'a/Adsız.m4a',
  )
  expect(getTrack(library.db, id, quiet)).toMatchObject({
    title: 'Adsız',
    genre: 'makam, TSM',
    format: 'm4a (ALAC)',
    performers: 'Ney: Niyazi Sayın',
    fields: [{ key: 'USUL', value: 'Aksak' }],
    files: [{ folderId: 2, path: join('/more', 'a/Adsız.m4a'), missingSince: null }],
    analysis: null,
    missing: false,
    sound: 'none',
  })
  expect(() => getTrack(library.db, 999, quiet)).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
})

test('pages are parts of one order', () => {
  const all = Array.from({ length: 25 }, (_, i) => add({ artist: String(i).padStart(2, '0') }))
  const pages = [0, 10, 20, 30].map((offset) =>
    listTracks(
      library.db,
      index,
      { search: '', sort: 'artist', descending: false, offset, limit: 10 },
      quiet,
    ).rows.map(({ id }) => id),
  )
  expect(pages.map((page) => page.length)).toEqual([10, 10, 5, 0])
  expect(pages.flat()).toEqual(all)
})
