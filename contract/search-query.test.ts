import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Criterion,
  parseSearch,
  prefixesFrom,
  searchPrefixes,
  searchTokens,
  vocabulariesOf,
  writeTerm,
} from './search-query.ts'

const now = new Date(2026, 10, 25, 15, 30)
const understood = (search: string) => parseSearch(search, now)
/** What each term of a search means, with a minus where it is excluded. */
function meanings(search: string): (Criterion | ['-', Criterion])[] {
  return understood(search).terms.map(({ criterion, excluded }) =>
    excluded ? ['-', criterion] : criterion,
  )
}
const words = (text: string, phrase = false): Criterion => ({ by: 'words', text, phrase })
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime()

test('words, phrases, prefixes and what is excluded', () => {
  expect(meanings('hicaz  şarkı')).toEqual([words('hicaz'), words('şarkı')])
  expect(meanings('"zeki müren" -canlı')).toEqual([
    words('zeki müren', true),
    ['-', words('canlı')],
  ])
  expect(meanings('artist:"Zeki Müren" -album:“en iyi” title:Gül')).toEqual([
    { by: 'text', field: 'artist', text: 'Zeki Müren' },
    ['-', { by: 'text', field: 'album', text: 'en iyi' }],
    { by: 'text', field: 'title', text: 'Gül' },
  ])
  expect(meanings('saz-semai - 9/8')).toEqual([words('saz-semai'), words('-'), words('9/8')])
})

test('a quote that is still open goes on to the end, an empty one means nothing', () => {
  expect(meanings('artist:"zeki mü')).toEqual([{ by: 'text', field: 'artist', text: 'zeki mü' }])
  expect(meanings('"" hicaz ""')).toEqual([words('hicaz')])
})

test('prefixes are found in other words and scripts, whatever the capitals', () => {
  const raga: Criterion = { by: 'tag', within: ['raga'], text: 'yaman' }
  for (const name of ['raga', 'Raag', 'RAGAM', 'राग', 'rāga'])
    expect(meanings(`${name}:yaman`)).toEqual([raga])
  expect(meanings('MAKAM:Hicaz mode:hijaz δρόμος:ουσάκ')).toEqual([
    { by: 'tag', within: ['makam'], text: 'Hicaz' },
    { by: 'tag', within: ['makam', 'raga', 'dromos'], text: 'hijaz' },
    { by: 'tag', within: ['dromos'], text: 'ουσάκ' },
  ])
})

test.each([
  ['year:1960', 1960, 1961],
  ['year:1950-1970', 1950, 1971],
  ['year:1950..1970', 1950, 1971],
  ['year:1950..', 1950, null],
  ['year:..1950', null, 1951],
  ['year:>1980', 1981, null],
  ['year:>=1980', 1980, null],
  ['year:<1950', null, 1950],
  ['year:<=1950', null, 1951],
  ['year:1960s', 1960, 1970],
  ['year:196', 1960, 1970],
  ['length:5:00', 300, 301],
  ['length:>5:00', 301, null],
  ['length:<90', null, 90],
  ['duration:3:00-4:00', 180, 241],
  ['length:1:02:03', 3723, 3724],
  ['length:<=5min', null, 301],
  ['added:2025', day(2025, 1, 1), day(2026, 1, 1)],
  ['added:>2025-01', day(2025, 2, 1), null],
  ['added:>=2025-01-15', day(2025, 1, 15), null],
  ['added:2025-01..2025-03', day(2025, 1, 1), day(2025, 4, 1)],
  ['added:7d', day(2026, 11, 18), null],
  ['added:>2w', null, day(2026, 11, 11)],
  ['added:today', day(2026, 11, 25), null],
])('%s is from %s to before %s', (search, from, to) => {
  expect(understood(search)).toMatchObject({
    terms: [{ criterion: { range: { from, to } }, excluded: false }],
    hints: [],
  })
})

test('notes and states', () => {
  expect(meanings('tonic:a tonic:D tonic:eb tonic:F♯')).toEqual(
    [0, 5, 6, 9].map((note) => ({ by: 'tonic', note })),
  )
  expect(meanings('is:favourite is:Favorite -is:missing')).toEqual([
    { by: 'state', state: 'favourite' },
    { by: 'state', state: 'favourite' },
    ['-', { by: 'state', state: 'missing' }],
  ])
})

test('what is not understood is text, and told; what is still to be typed changes nothing', () => {
  for (const wrong of ['year:soon', 'length:5:0x', 'added:2025-13', 'tonic:h', 'is:lost'])
    expect(understood(wrong), wrong).toMatchObject({
      terms: [{ criterion: words(wrong) }],
      hints: [{ why: 'value', written: wrong }],
    })
  expect(understood('makem:hicaz')).toMatchObject({
    terms: [{ criterion: words('makem:hicaz') }],
    hints: [{ why: 'prefix', prefix: 'makem' }],
  })
  for (const unfinished of ['makam:', 'length:>', 'artist:""'])
    expect(understood(unfinished), unfinished).toMatchObject({
      terms: [],
      hints: [{ why: 'empty' }],
    })
  for (const plain of ['Hicaz: şarkı', '9:30', 'https://example.org/a'])
    expect(understood(plain).hints, plain).toEqual([])
})

test('any text is parted in its order, and nothing but spaces and empty quotes is lost', () => {
  const piece = fc.oneof(
    fc.constantFrom('artist:', 'year:', '-', '"', '“', ' ', '>', '..', '1960', '3:00', '\t', 'is:'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const search = pieces.join('')
      const tokens = searchTokens(search)
      let at = 0
      for (const { from, to } of tokens) {
        expect(from).toBeGreaterThanOrEqual(at)
        expect(to).toBeGreaterThan(from)
        expect(search.slice(at, from).trim()).toBe('')
        at = to
      }
      expect(search.slice(at).trim()).toBe('')
      for (const { criterion } of understood(search).terms)
        if ('text' in criterion) expect(criterion.text.trim()).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})

test('a value that is written after its prefix is read as it was', () => {
  const value = fc.string({ minLength: 1 }).filter((text) => /[^\s"“”„«».<>=-]/.test(text))
  fc.assert(
    fc.property(value, fc.constantFrom(...searchPrefixes), (written, prefix) => {
      const [token, ...more] = searchTokens(writeTerm(prefix, written))
      expect(more).toEqual([])
      expect(token?.prefix).toBe(prefix)
      expect(token?.value).toBe(written.replace(/["“”„«»]/g, ' ').trim())
    }),
  )
})

test('what may be typed is told for the letters that are there', () => {
  expect(prefixesFrom('ma')).toEqual(['makam'])
  expect(prefixesFrom('Raa')).toEqual(['raga'])
  expect(prefixesFrom('dur')).toEqual(['length'])
  expect(prefixesFrom('')).toEqual(searchPrefixes)
  expect(prefixesFrom('zz')).toEqual([])
  expect(vocabulariesOf('mode')).toEqual(['makam', 'raga', 'dromos'])
  expect(vocabulariesOf('year')).toEqual([])
  expect(vocabulariesOf('artist')).toEqual([])
})
