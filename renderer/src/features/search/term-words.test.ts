import { expect, test } from 'vitest'
import { parseSearch } from '../../../../contract/search-query.ts'
import { i18n } from '../../locales/i18n.ts'
import { indexTerms } from '../tags/terms.ts'
import { termName, termWords } from './term-words.ts'

const terms = indexTerms(
  [
    {
      vocabulary: 'makam',
      title: '',
      source: '',
      licence: '',
      terms: [{ id: 'hicaz', name: 'Hicaz', aliases: ['حجاز'], traditions: ['turkish'] }],
    },
  ],
  'en',
)
const said = (search: string) =>
  parseSearch(search, new Date(2026, 10, 25)).terms.map((term) => termWords(i18n.t, term, terms))

test('terms are told in words', () => {
  expect(said('artist:zeki makam:حجاز mode:saba -gazel "ey gül"')).toEqual([
    'Artist: zeki',
    'Makam: Hicaz',
    'Mode: saba',
    'not gazel',
    '“ey gül”',
  ])
  expect(
    said('year:1950-1970 year:1960 year:>1980 year:<1950 length:3:00-4:00 length:>5:00'),
  ).toEqual([
    'Year: 1950 to 1970',
    'Year: 1960',
    'Year: from 1981',
    'Year: until 1949',
    'Length: 3:00 to 4:00',
    'Length: from 5:01',
  ])
  expect(said('added:2025-01 added:7d tonic:eb -is:unanalysed')).toEqual([
    'Added: 1 Jan 2025 to 31 Jan 2025',
    'Added: from 18 Nov 2026',
    'Tonic: E♭',
    'not unanalysed',
  ])
})

test('terms are called as a playlist would be', () => {
  const search = 'makam:حجاز "ey gül" artist:"zeki müren" length:3:00-10:00 -is:unanalysed'
  const names = parseSearch(search, new Date()).terms.map((term) => termName(i18n.t, term, terms))
  expect(names).toEqual(['Hicaz', 'ey gül', 'zeki müren', '3:00 to 10:00', 'not unanalysed'])
})
