import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SimilarFilter, similarFilter } from '../../contract/similar.ts'
import { openTagIndex } from '../browse/tag-index.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { openTrackIndex } from '../library/track-index.ts'
import { openModeSpace } from '../mode/mode-space.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import { findSimilar, type SimilarInput, type SimilarParts } from './find-similar.ts'
import { hardLibrary } from './hard-library.ts'
import { hardSource } from './hard-source.ts'
import { openSimilar, type SimilarClient } from './similar-client.ts'

/** Track ids from 1; the means of track id n are those of track n - 1 of the hard library. */
const COUNT = 400
const shape = { layers: 4, hiddenSize: 48 }
const hard = hardLibrary(3, shape)
const modelId = 'made'

const traditionOf = (id: number) => (['turkish', 'greek', null] as const)[id % 3] ?? null
const folderOf = (id: number) => 1 + (id % 4)
const artistOf = (id: number) => (id % 7 === 0 ? '' : `Artist ${id % 5}`)
const isMissing = (id: number) => id % 11 === 0
/** The recording that a track is a copy of: track n + 1 of the hard library, or itself. */
const recordingOf = (id: number) => 1 + (hard.track(id - 1).copyOf ?? id - 1)
const durationOf = (id: number) => 60 + ((recordingOf(id) * 37) % 500) + (id % 2)

let folder: string
let library: Library
let index: SimilarClient
let parts: SimilarParts

const vocabularies: Vocabularies = {
  all: [
    {
      vocabulary: 'tradition',
      title: '',
      source: '',
      licence: '',
      terms: ['turkish', 'greek'].map((id) => ({ id, name: id, aliases: [], traditions: [] })),
    },
  ],
  term: () => undefined,
  state: () => '',
}

function fill(): void {
  const { db } = library
  db.exec(`INSERT INTO model VALUES ('${modelId}', 'Made', 4, 48, 1, '', 0)`)
  for (let n = 1; n <= 4; n++)
    db.exec(`INSERT INTO folder (id, path, added_at) VALUES (${n}, '/f${n}', 0)`)
  const track = db.prepare(
    `INSERT INTO track (id, identity, title, artist, artist_folded, duration, added_at, missing)
     VALUES (?, ?, ?, ?, ?, ?, 0, ?)`,
  )
  const file = db.prepare(
    'INSERT INTO file (folder_id, path, path_text, track_id) VALUES (?, ?, ?, ?)',
  )
  const sound = db.prepare(`INSERT INTO sound VALUES (?, ?, 'full', 1, '', '', 0, x'00')`)
  const mode = db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds,
                       listened_seconds, shape) VALUES (?, 1, '', 0, 0, 0, 0, ?)`,
  )
  const tag = db.prepare(
    `INSERT INTO tag VALUES (?, 'tradition', ?, 'file', 'proposed', 0.95, NULL, '', '', 0)`,
  )
  for (let id = 1; id <= COUNT; id++) {
    const artist = artistOf(id)
    track.run(
      ...[id, Buffer.from(`${id}`), `Track ${id}`, artist, artist.toLowerCase()],
      ...[durationOf(id), isMissing(id) ? 1 : 0],
    )
    file.run(folderOf(id), Buffer.from(`${id}`), `${id}`, id)
    sound.run(id, modelId)
    mode.run(id, shapeOf(id))
    const tradition = traditionOf(id)
    if (tradition) tag.run(id, tradition)
  }
}

/** Some melody: which ones are alike does not matter here. */
function shapeOf(id: number): Uint8Array {
  return Uint8Array.from({ length: 80 }, (_, k) => 1 + ((k * 7 + id * (1 + (id % 13))) % 255))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-find-'))
  library = openLibrary(folder)
  fill()
  index = openSimilar({
    cacheFolder: join(folder, 'cache'),
    modelId,
    shape,
    source: hardSource(hard, COUNT),
  })
  await index.settled()
  const tags = openTagIndex(library.db, vocabularies, () => null)
  const tracks = openTrackIndex(library.db, tags)
  const sound = { modelId, running: new Set<number>(), listening: new Set<number>() }
  const everything = { search: '', sort: 'relevance', descending: false } as const
  parts = {
    db: library.db,
    model: { modelId, name: 'Made', randomWeights: true, ...shape },
    index,
    modes: openModeSpace(library.db),
    sound,
    trackIds: () => tracks.query(everything, sound),
    matches: tags.matches,
  }
})
afterAll(async () => {
  await index.close()
  library.close()
  rmSync(folder, { recursive: true, force: true })
})

function find(input: Partial<SimilarInput> & { trackIds: number[] }) {
  return findSimilar(parts, { k: 50, fold: false, ...input })
}

type Answer = Awaited<ReturnType<typeof find>>
const idsOf = ({ neighbours }: Answer) => neighbours.map(({ track }) => track.id)

const filters = fc.record({
  folderIds: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  browse: fc.record({
    traditions: fc.uniqueArray(fc.constantFrom('turkish', 'greek', 'unknown'), { maxLength: 2 }),
    artists: fc.uniqueArray(fc.constantFrom('Artist 1', 'Artist 2', 'Artist 3'), { maxLength: 2 }),
  }),
  minDuration: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
  maxDuration: fc.option(fc.integer({ min: 100, max: 600 }), { nil: undefined }),
  otherTraditions: fc.boolean(),
  withoutMissing: fc.boolean(),
})

/** What a filter means, told plainly. */
function lets(filter: SimilarFilter, seeds: readonly number[], id: number): boolean {
  const { folderIds, browse, minDuration = 0, maxDuration = Number.POSITIVE_INFINITY } = filter
  const tradition = traditionOf(id)
  const any = <One>(wanted: readonly One[] = [], one: One) =>
    wanted.length === 0 || wanted.includes(one)
  return (
    any(folderIds, folderOf(id)) &&
    any(browse?.traditions, tradition ?? 'unknown') &&
    any(browse?.artists, artistOf(id)) &&
    durationOf(id) >= minDuration &&
    durationOf(id) <= maxDuration &&
    (!filter.otherTraditions ||
      (tradition !== null && !seeds.some((seed) => traditionOf(seed) === tradition))) &&
    (!filter.withoutMissing || !isMissing(id))
  )
}

test('a filter leaves what it lets through of the whole order, and places stay those of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      filters,
      fc.uniqueArray(fc.integer({ min: 1, max: COUNT }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 0.4, 1),
      fc.integer({ min: 1, max: 60 }),
      async (made, trackIds, blend, k) => {
        const filter = similarFilter.parse(made)
        const whole = await find({ trackIds, blend, k: 500 })
        const expected = whole.neighbours.filter(({ track }) => lets(filter, trackIds, track.id))
        const answer = await find({ trackIds, blend, k, filter })
        expect(idsOf(answer)).toEqual(expected.slice(0, k).map(({ track }) => track.id))
        expect(answer.neighbours.map(({ place }) => place)).toEqual(
          expected.slice(0, k).map(({ place }) => place),
        )
        expect(whole.neighbours).toHaveLength(COUNT - trackIds.length)
      },
    ),
    { numRuns: 40 },
  )
})

test('places count the others from the nearest on, and percentiles follow from them', async () => {
  const { neighbours, others, size } = await find({ trackIds: [5], k: 500 })
  expect({ size, others }).toEqual({ size: COUNT, others: COUNT - 1 })
  expect(neighbours.map(({ place }) => place)).toEqual(neighbours.map((_, n) => n + 1))
  for (const { place, percentile } of neighbours)
    expect(percentile).toBeCloseTo((others - place) / others, 10)
})

test('several seeds are asked about as the mean of their vectors', async () => {
  const trackIds = [10, 20, 30]
  const cosines = new Map<number, number>()
  for (const seed of trackIds)
    for (const { track, sound } of (await find({ trackIds: [seed], k: 500 })).neighbours)
      cosines.set(track.id, (cosines.get(track.id) ?? 0) + (sound ?? 0))
  const { neighbours } = await find({ trackIds, k: 500 })
  const [first] = neighbours
  const scale = (first?.sound ?? 0) / (cosines.get(first?.track.id ?? 0) ?? 1)
  for (const { track, sound } of neighbours)
    expect(sound).toBeCloseTo(scale * (cosines.get(track.id) ?? 0), 2)
})

test('copies are one row under the nearest of them, and those of a seed stand by it', async () => {
  const copy = Array.from({ length: COUNT }, (_, n) => n + 1).find(
    (id) => recordingOf(id) !== id && recordingOf(id) < id,
  )
  const original = recordingOf(copy ?? 0)
  const { seeds, neighbours, others } = await find({ trackIds: [original], k: 300, fold: true })
  const ofSeed = seeds[0]?.copies.map(({ id }) => id) ?? []
  expect(ofSeed).toContain(copy)
  expect(others).toBe(COUNT - 1 - ofSeed.length)
  expect(neighbours[0]?.place).toBe(1)
  const shown = neighbours.flatMap(({ track, copies }) => [track, ...copies].map(({ id }) => id))
  expect(new Set([...shown, ...ofSeed]).size).toBe(shown.length + ofSeed.length)
  for (const { track, copies } of neighbours)
    for (const { id } of copies) expect(recordingOf(id)).toBe(recordingOf(track.id))
  const rows = neighbours.map(({ track }) => recordingOf(track.id))
  expect(new Set(rows).size).toBe(rows.length)
})

test('what lasts longer is no copy, however alike', async () => {
  const copy = Array.from({ length: COUNT }, (_, n) => n + 1).find((id) => recordingOf(id) < id)
  const original = recordingOf(copy ?? 0)
  library.db.prepare('UPDATE track SET duration = duration + 60 WHERE id = ?').run(copy)
  const { seeds, neighbours } = await find({ trackIds: [original], fold: true })
  expect(seeds[0]?.copies.map(({ id }) => id)).not.toContain(copy)
  expect(neighbours[0]?.track.id).toBe(copy)
  library.db.prepare('UPDATE track SET duration = duration - 60 WHERE id = ?').run(copy)
})

test('at most so many of an artist, the nearest of them, and as many rows as there can be', async () => {
  const whole = await find({ trackIds: [5], k: 500 })
  for (const [perArtist, k] of [
    [1, 3],
    [2, 50],
    [3, 200],
  ] as const) {
    const had = new Map<string, number>()
    const expected = whole.neighbours.filter(({ track: { artist } }) => {
      const before = had.get(artist) ?? 0
      had.set(artist, before + 1)
      return artist === '' || before < perArtist
    })
    const filter = similarFilter.parse({ perArtist })
    const answer = await find({ trackIds: [5], k, filter })
    expect(idsOf(answer)).toEqual(expected.slice(0, k).map(({ track }) => track.id))
  }
})

test('what has no place in a space is left out, and named', async () => {
  library.db.exec(`DELETE FROM mode WHERE track_id IN (50, 51)`)
  const { seeds, spaces } = await find({ trackIds: [50, 60], blend: 1 })
  expect(seeds.map(({ track, leftOut }) => [track.id, leftOut])).toEqual([
    [50, true],
    [60, false],
  ])
  expect(spaces).toEqual({ sound: true, mode: true })
  await expect(find({ trackIds: [50, 51], blend: 1 })).rejects.toMatchObject({ code: 'no-melody' })
  await expect(find({ trackIds: [4711] })).rejects.toMatchObject({ code: 'not-found' })
  expect((await find({ trackIds: [4711, 60] })).seeds).toHaveLength(1)
})

test('where nothing is left it tells what each part costs, the dearest first', async () => {
  const filter = similarFilter.parse({
    folderIds: [1],
    browse: { traditions: ['greek'], artists: ['Artist 1'] },
    minDuration: 5000,
  })
  const { neighbours, costs } = await find({ trackIds: [5], filter })
  expect(neighbours).toEqual([])
  const left = Array.from({ length: COUNT }, (_, n) => n + 1).filter(
    (id) => id !== 5 && lets({ ...filter, minDuration: undefined }, [5], id),
  ).length
  expect(costs).toEqual([{ part: 'duration', tracks: left }])
  expect((await find({ trackIds: [5] })).costs).toEqual([])
})
