import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BrowseFilter, browseFilter } from '../../contract/browse.ts'
import type { Term, Tradition, Vocabulary } from '../../contract/vocabulary.ts'
import { type Library, openLibrary } from '../library/database.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { openTrackIndex, type TrackIndex } from '../library/track-index.ts'
import { GUESS } from '../tags/effective-tags.ts'
import { decideTags, propose } from '../tags/tag-store.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { openTagIndex, type TagIndex } from './tag-index.ts'

const term = (id: string, aliases: string[] = []): Term => ({
  id,
  name: id,
  aliases,
  traditions: ['turkish'],
})
const all: Vocabulary[] = [
  ['tradition', [term('turkish'), term('hindustani')]],
  ['makam', [term('hicaz', ['Hijaz', 'حجاز']), term('rast'), term('saba')]],
  ['raga', [term('hindustani-yaman', ['यमन']), term('carnatic-hamsadhwani', ['हंसध्वनि'])]],
  ['form', [term('taksim'), term('alap')]],
].map(([vocabulary, terms]) => ({
  vocabulary: vocabulary as Vocabulary['vocabulary'],
  title: 'x',
  source: 'x',
  licence: 'x',
  terms: terms as Term[],
}))
const vocabularies: Vocabularies = {
  all,
  term: (id, tag) =>
    all.find(({ vocabulary }) => vocabulary === id)?.terms.find((one) => one.id === tag),
  state: () => '',
}
const sound: SoundContext = { modelId: null, running: new Set(), listening: new Set() }

let folder: string
let library: Library
let setting: Tradition | null
let tags: TagIndex
let index: TrackIndex
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-browse-'))
  library = openLibrary(folder)
  setting = null
  tags = openTagIndex(library.db, vocabularies, () => setting)
  index = openTrackIndex(library.db, tags)
  library.db.exec("INSERT INTO folder (id, path, added_at) VALUES (1, '/a', 0), (2, '/b', 0)")
})
afterEach(() => {
  library.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Made {
  id: number
  artist?: string
  folder?: number
  obstacle?: string | null
  listened?: boolean
}
function add({ id, artist = '', folder: at = 1, obstacle = null, listened = true }: Made): void {
  const { db } = library
  db.prepare(
    `INSERT INTO track (id, identity, title, title_folded, artist, artist_folded, added_at)
     VALUES (?, ?, ?, ?, ?, ?, 0)`,
  ).run(id, Buffer.from(`${id}`), `Track ${id}`, `track ${id}`, artist, artist)
  db.prepare("INSERT INTO file (folder_id, path, path_text, track_id) VALUES (?, ?, '', ?)").run(
    at,
    Buffer.from(`${id}`),
    id,
  )
  if (!listened) return
  db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, obstacle, faded_out,
                       melody_seconds, listened_seconds) VALUES (?, 1, '', 0, ?, 0, 9, 9)`,
  ).run(id, obstacle)
}
const name = (trackId: number, ...named: [Vocabulary['vocabulary'], string, number?][]) =>
  propose(
    library.db,
    trackId,
    'file',
    '1',
    named.map(([vocabulary, tag, probability = 0.95]) => ({
      vocabulary,
      tag,
      probability,
      rank: null,
      place: 'title',
    })),
  )
const predict = (trackId: number, tag: string, probability: number, place = '') =>
  propose(library.db, trackId, 'mode', '1', [
    { vocabulary: 'makam', tag, probability, rank: 1, place },
  ])

const filter = (changes: Partial<BrowseFilter>): BrowseFilter => browseFilter.parse(changes)
function found(changes: Partial<BrowseFilter>, search = ''): number[] {
  const query = { search, sort: 'title', descending: false, browse: filter(changes) } as const
  return [...index.query(query, sound)].sort((a, b) => a - b)
}
function counts(changes: Partial<BrowseFilter> = {}, search = '') {
  const query = { search, sort: 'relevance', descending: false } as const
  return tags.counts(filter(changes), index.query(query, sound))
}
const makam = (tag: string) => ({ vocabulary: 'makam', tag }) as const

test('any of one vocabulary, all of several', () => {
  add({ id: 1, artist: 'Neyzen' })
  add({ id: 2, artist: 'Neyzen' })
  add({ id: 3 })
  name(1, ['makam', 'hicaz'], ['form', 'taksim'])
  name(2, ['makam', 'rast'], ['form', 'taksim'])
  name(3, ['makam', 'hicaz'])
  expect(found({ tags: [makam('hicaz')] })).toEqual([1, 3])
  expect(found({ tags: [makam('hicaz'), makam('rast')] })).toEqual([1, 2, 3])
  expect(found({ tags: [makam('hicaz'), { vocabulary: 'form', tag: 'taksim' }] })).toEqual([1])
  expect(found({ tags: [makam('hicaz')], artists: ['Neyzen'] })).toEqual([1])
  expect(found({ tags: [makam('no such makam')] })).toEqual([])
  expect(found({ artists: ['nobody'] })).toEqual([])
  const { total, tags: counted, artists, artistCount } = counts({ tags: [makam('hicaz')] })
  expect(total).toBe(2)
  expect(counted).toEqual([
    { ...makam('hicaz'), tracks: 2 },
    { ...makam('rast'), tracks: 1 },
    { vocabulary: 'form', tag: 'taksim', tracks: 1 },
  ])
  expect({ artists, artistCount }).toEqual({
    artists: [{ artist: 'Neyzen', tracks: 1 }],
    artistCount: 1,
  })
})

test('a threshold leaves out what is less certain, and the user is always certain', () => {
  add({ id: 1 })
  add({ id: 2 })
  predict(1, 'hicaz', 0.7)
  predict(2, 'hicaz', 0.4)
  expect(found({ tags: [makam('hicaz')] })).toEqual([1])
  expect(found({ tags: [makam('hicaz')], threshold: 0.3 })).toEqual([1, 2])
  expect(found({ tags: [makam('hicaz')], threshold: 0.9 })).toEqual([])
  decideTags(library.db, {
    trackIds: [2],
    decisions: [{ ...makam('hicaz'), state: 'confirmed' }],
    replace: false,
  })
  expect(found({ tags: [makam('hicaz')], threshold: 1 })).toEqual([2])
})

test('the tradition comes from tags, folder and setting; guesses count only where it is unknown', () => {
  add({ id: 1, folder: 1 })
  add({ id: 2, folder: 2 })
  predict(1, 'hicaz', 0.9, GUESS)
  predict(2, 'hicaz', 0.9, GUESS)
  name(2, ['tradition', 'hindustani'])
  expect(found({ traditions: ['unknown'] })).toEqual([1])
  expect(found({ traditions: ['hindustani'] })).toEqual([2])
  expect(found({ tags: [makam('hicaz')] })).toEqual([])
  expect(found({ tags: [makam('hicaz')], traditions: ['unknown'] })).toEqual([1])
  library.db.exec("UPDATE folder SET tradition = 'greek' WHERE id = 1")
  expect(found({ traditions: ['greek'] })).toEqual([1])
  library.db.exec('UPDATE folder SET tradition = NULL')
  setting = 'turkish'
  expect(found({ traditions: ['turkish'] })).toEqual([1])
  expect(counts().traditions.filter(({ tracks }) => tracks > 0)).toEqual([
    { tradition: 'turkish', tracks: 1 },
    { tradition: 'hindustani', tracks: 1 },
  ])
})

test('the unsure: an obstacle, or several modes that fit; never what was not listened to', () => {
  setting = 'turkish'
  add({ id: 1, obstacle: 'speech' })
  add({ id: 2 })
  add({ id: 3 })
  add({ id: 4, listened: false })
  predict(2, 'hicaz', 0.4)
  predict(3, 'hicaz', 0.8)
  expect(found({ unsure: true })).toEqual([1, 2])
  expect(counts().unsure.filter(({ tracks }) => tracks > 0)).toEqual([
    { reason: 'speech', tracks: 1 },
    { reason: 'several-fit', tracks: 1 },
  ])
  setting = 'other'
  expect(found({ unsure: true }), 'music of no mode is not unsure of its mode').toEqual(
    [1].slice(1),
  )
})

test('searching knows every alias of a certain tag', () => {
  add({ id: 1 })
  add({ id: 2 })
  add({ id: 3 })
  name(1, ['makam', 'hicaz'])
  name(2, ['raga', 'carnatic-hamsadhwani'])
  predict(3, 'hicaz', 0.3)
  const search = (words: string) => found({}, words)
  expect(search('hijaz')).toEqual([1])
  expect(search('HIJÂZ track')).toEqual([1])
  expect(search('حجاز')).toEqual([1])
  expect(search('हंसध्वनि')).toEqual([2])
  expect(search('hij')).toEqual([1])
  expect(search('hijaz 2')).toEqual([])
})

test('follows tracks that come and go', () => {
  add({ id: 1 })
  name(1, ['makam', 'hicaz'])
  expect(found({ tags: [makam('hicaz')] })).toEqual([1])
  add({ id: 5000, artist: 'Late' })
  name(5000, ['makam', 'hicaz'])
  expect(found({ tags: [makam('hicaz')] })).toEqual([1, 5000])
  expect(found({ artists: ['Late'] })).toEqual([5000])
  library.db.exec('DELETE FROM file; DELETE FROM track WHERE id = 1')
  expect(found({ tags: [makam('hicaz')] })).toEqual([5000])
  name(5000, ['makam', 'rast'])
  expect(found({ tags: [makam('hicaz')] })).toEqual([])
})

test('each count is what choosing it would find', () => {
  const tagOf = fc.constantFrom<[Vocabulary['vocabulary'], string]>(
    ['makam', 'hicaz'],
    ['makam', 'rast'],
    ['form', 'taksim'],
    ['form', 'alap'],
    ['tradition', 'turkish'],
    ['tradition', 'hindustani'],
  )
  const certainty = fc.constantFrom(0.2, 0.5, 0.7, 0.95)
  const library40 = fc.array(
    fc.record({
      named: fc.array(fc.tuple(tagOf, certainty), { maxLength: 4 }),
      artist: fc.constantFrom('', 'A', 'B'),
    }),
    { minLength: 40, maxLength: 40 },
  )
  const chosen = fc.record({
    traditions: fc.subarray<BrowseFilter['traditions'][number]>(['turkish', 'unknown']),
    tags: fc.subarray([makam('hicaz'), { vocabulary: 'form', tag: 'alap' } as const]),
    artists: fc.subarray(['A', 'B']),
    threshold: certainty,
  })
  const [made] = fc.sample(library40, { numRuns: 1, seed: 7 })
  for (const [n, { named, artist }] of (made ?? []).entries()) {
    add({ id: n + 1, artist })
    const distinct = new Map(named.map(([tag, sure]) => [tag.join(), [...tag, sure] as const]))
    name(
      n + 1,
      ...[...distinct.values()].map(
        ([v, tag, sure]): [Vocabulary['vocabulary'], string, number] => [v, tag, sure],
      ),
    )
  }
  fc.assert(
    fc.property(chosen, (choice) => {
      const { total, tags: counted, traditions, artists } = counts(choice)
      expect(total).toBe(found(choice).length)
      for (const { tracks, ...tag } of counted) {
        const others = choice.tags.filter(({ vocabulary }) => vocabulary !== tag.vocabulary)
        expect(found({ ...choice, tags: [...others, tag] })).toHaveLength(tracks)
      }
      for (const { tradition, tracks } of traditions) {
        if (tradition === 'unknown' || choice.traditions.includes('unknown')) continue
        expect(found({ ...choice, traditions: [tradition] })).toHaveLength(tracks)
      }
      for (const { artist, tracks } of artists)
        expect(found({ ...choice, artists: [artist] })).toHaveLength(tracks)
    }),
    { numRuns: 40 },
  )
})

test('a search finds names and prefixes of tags that count, and what the user rejected not', () => {
  const search = (typed: string) =>
    [...index.query({ search: typed, sort: 'relevance', descending: false }, sound)].toSorted()
  for (const id of [1, 2, 3, 4]) add({ id, folder: id === 4 ? 2 : 1 })
  name(1, ['makam', 'hicaz'], ['form', 'taksim'])
  name(2, ['makam', 'hicaz', 0.3])
  name(3, ['raga', 'carnatic-hamsadhwani'])
  library.db.exec("UPDATE folder SET tradition = 'hindustani' WHERE id = 2")
  expect(search('hijaz')).toEqual([1])
  expect(search('حجاز')).toEqual([1])
  expect(search('हंसध्वनि')).toEqual([3])
  expect(search('makam:hijaz form:taksim')).toEqual([1])
  expect(search('mode:hicaz')).toEqual([1])
  expect(search('raga:hicaz')).toEqual([])
  expect(search('-hijaz')).toEqual([2, 3, 4])
  expect(search('tradition:hindustani')).toEqual([4])
  expect(search('tradition:unknown')).toEqual([1, 2, 3])
  expect(search('hi')).toEqual([])
  expect(search('hij')).toEqual([1])
  decideTags(library.db, {
    trackIds: [1, 2],
    decisions: [{ vocabulary: 'makam', tag: 'hicaz', state: 'rejected' }],
    replace: false,
  })
  expect(search('hijaz')).toEqual([])
  expect(search('-makam:hicaz')).toEqual([1, 2, 3, 4])
})

test('for a search by the name of a tag, tags are read in pieces; a change of the setting has them read again', async () => {
  for (let id = 1; id <= 1500; id++) add({ id })
  name(1500, ['makam', 'hicaz'])
  let turns = 0
  let counting: NodeJS.Immediate
  const count = () => {
    turns++
    counting = setImmediate(count)
  }
  count()
  const turnsOf = async (search: string) => {
    const before = turns
    await index.prepare({ search, sort: 'title', descending: false })
    return turns - before
  }
  await turnsOf('track')
  expect(await turnsOf('track')).toBe(0)
  expect(await turnsOf('hijaz')).toBeGreaterThan(5)
  expect(await turnsOf('hijaz')).toBe(0)
  expect(await turnsOf('-hijaz')).toBe(0)
  setting = 'carnatic'
  expect(await turnsOf('x-hijaz')).toBeGreaterThan(5)
  expect([...index.query({ search: 'hijaz', sort: 'title', descending: false }, sound)]).toEqual([
    1500,
  ])
  setting = 'turkish'
  expect(await turnsOf('hijaz')).toBeGreaterThan(5)
  clearImmediate(counting!)
})
