import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from '../library/database.ts'
import { effectiveTags } from './effective-tags.ts'
import { decideTags, propose, tagRows, undoChange } from './tag-store.ts'
import { tagSummary } from './tag-summary.ts'

let folder: string
let library: Library
const tracks = [1, 2, 3]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-tags-'))
  library = openLibrary(folder)
  for (const id of tracks)
    library.db
      .prepare("INSERT INTO track (id, identity, title, added_at) VALUES (?, ?, 't', 0)")
      .run(id, Buffer.from(`${id}`))
})
afterEach(() => {
  library.close()
  rmSync(folder, { recursive: true, force: true })
})

const makam = (tag: string) => ({ vocabulary: 'makam', tag }) as const
const proposal = (tag: string, probability: number, rank: number | null = null) => ({
  ...makam(tag),
  probability,
  rank,
  place: 'title',
})
const effective = (id: number) => effectiveTags(tagRows(library.db, id)).map(({ tag }) => tag)
const everything = () =>
  tracks.map((id) =>
    tagRows(library.db, id)
      .map((row) => JSON.stringify(row))
      .sort(),
  )

test('a source replaces what it proposed, and says whether that is news', () => {
  const { db } = library
  expect(propose(db, 1, 'file', '1', [proposal('rast', 0.9)])).toBe(true)
  expect(propose(db, 1, 'file', '1', [proposal('rast', 0.9)])).toBe(false)
  expect(propose(db, 1, 'mode', '1', [proposal('mahur', 0.5, 1)])).toBe(true)
  expect(propose(db, 1, 'file', '1', [proposal('segah', 0.9)])).toBe(true)
  expect(tagRows(db, 1).map(({ tag, source }) => [tag, source])).toEqual([
    ['segah', 'file'],
    ['mahur', 'mode'],
  ])
  expect(propose(db, 99, 'file', '1', [proposal('rast', 0.9)])).toBe(true)
  expect(tagRows(db, 99)).toEqual([])
})

test('the user confirms, rejects and takes back, for many tracks at once', () => {
  const { db } = library
  propose(db, 1, 'mode', '1', [proposal('rast', 0.9, 1)])
  decideTags(db, {
    trackIds: tracks,
    decisions: [{ ...makam('rast'), state: 'rejected' }],
    replace: false,
  })
  expect(effective(1)).toEqual([])
  propose(db, 1, 'mode', '2', [proposal('rast', 0.99, 1)])
  expect(effective(1), 'rejections are remembered').toEqual([])
  const { tracks: changed } = decideTags(db, {
    trackIds: [1, 1, 99],
    decisions: [{ ...makam('rast'), state: 'proposed' }],
    replace: false,
  })
  expect(changed).toBe(1)
  expect(effective(1)).toEqual(['rast'])
})

test('it is not this but that: what was proposed is rejected, what the user said before is given up', () => {
  const { db } = library
  propose(db, 1, 'mode', '1', [proposal('mahur', 0.7, 1), proposal('rast', 0.2, 2)])
  propose(db, 1, 'file', '1', [{ ...proposal('taksim', 0.9), vocabulary: 'form' }])
  const correct = (tag: string) =>
    decideTags(db, {
      trackIds: [1],
      decisions: [{ ...makam(tag), state: 'confirmed' }],
      replace: true,
    })
  correct('segah')
  expect(effective(1)).toEqual(['segah', 'taksim'])
  correct('rast')
  expect(effective(1)).toEqual(['rast', 'taksim'])
  expect(
    tagRows(db, 1)
      .filter(({ source }) => source === 'user')
      .map(({ tag, state }) => [tag, state]),
  ).toEqual([
    ['mahur', 'rejected'],
    ['rast', 'confirmed'],
  ])
})

test('any change can be undone, to the letter, once', () => {
  const states = fc.constantFrom('confirmed', 'rejected', 'proposed')
  const decision = fc.record({
    vocabulary: fc.constant('makam' as const),
    tag: fc.constantFrom('rast', 'mahur', 'saba'),
    state: states,
  })
  const change = fc.record({
    trackIds: fc.subarray(tracks, { minLength: 1 }),
    decisions: fc.array(decision, { minLength: 1, maxLength: 4 }),
    replace: fc.boolean(),
  })
  const { db } = library
  propose(db, 1, 'mode', '1', [proposal('mahur', 0.7, 1)])
  const plain = () => everything()
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const before: string[][][] = []
      const made = changes.map((input) => {
        before.push(plain())
        return decideTags(db, input).change
      })
      for (const id of made.reverse()) {
        undoChange(db, id)
        expect(plain()).toEqual(before.pop())
        expect(() => undoChange(db, id)).toThrow(/undone already/)
      }
    }),
    { numRuns: 60 },
  )
})

test('a summary counts over several tracks, with where each source read it', () => {
  const { db } = library
  propose(db, 1, 'file', '1', [proposal('rast', 0.9)])
  propose(db, 2, 'file', '1', [{ ...proposal('rast', 0.7), place: 'field MAKAM' }])
  propose(db, 3, 'mode', '1', [proposal('rast', 0.2, 2)])
  decideTags(db, {
    trackIds: [2],
    decisions: [{ ...makam('rast'), state: 'confirmed' }],
    replace: false,
  })
  const { tracks: counted, tags } = tagSummary(db, tracks)
  expect(counted).toBe(3)
  expect(tags).toEqual([
    {
      ...makam('rast'),
      tracks: 2,
      confirmed: 1,
      rejected: 0,
      said: [
        { source: 'user', tracks: 1, probability: null, rank: null, places: [] },
        {
          source: 'file',
          tracks: 2,
          probability: expect.closeTo(0.8),
          rank: null,
          places: ['title', 'field MAKAM'],
        },
        { source: 'mode', tracks: 1, probability: 0.2, rank: 2, places: ['title'] },
      ],
    },
  ])
  expect(() => tagSummary(db, [99])).toThrow(/no longer in the library/)
})

test('changing what is said of the tradition has the mode predicted anew, also by another process', () => {
  const { db } = library
  db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds,
                       listened_seconds, predicted_as) VALUES (1, 1, '', 0, 0, 0, 0, '1.0')`,
  ).run()
  const predictedAs = () => db.prepare('SELECT predicted_as FROM mode').pluck().get()
  decideTags(db, {
    trackIds: [1],
    decisions: [{ ...makam('rast'), state: 'confirmed' }],
    replace: false,
  })
  expect(predictedAs()).toBe('1.0')
  decideTags(db, {
    trackIds: [1],
    decisions: [{ vocabulary: 'tradition', tag: 'turkish', state: 'confirmed' }],
    replace: false,
  })
  expect(predictedAs()).toBe('')
})
