import { expect, test } from 'vitest'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import { everything, isChosen, readFilter, withTags, writeFilter } from './filter.ts'

function throughAddress(filter: BrowseFilter): BrowseFilter {
  const query = new URLSearchParams()
  writeFilter(filter, query)
  return readFilter(new URLSearchParams(query.toString()))
}

test.each<BrowseFilter>([
  everything,
  {
    traditions: ['turkish', 'unknown'],
    tags: [
      { vocabulary: 'makam', tag: 'hicaz' },
      { vocabulary: 'usul', tag: 'aksak' },
    ],
    artists: ['Tanburî Cemil Bey', 'A & B=C #1/2', 'बिस्मिल्लाह ख़ान'],
    unsure: true,
    threshold: 0.85,
  },
  { ...everything, threshold: 0 },
])('a filter comes back from an address as it went in', (filter) => {
  expect(throughAddress(filter)).toEqual(filter)
})

test('what an address cannot mean is left out', () => {
  const query = new URLSearchParams(
    'tradition=martian&tradition=greek&tag=hicaz&tag=colour/red&tag=makam/&certain=7',
  )
  expect(readFilter(query)).toEqual({ ...everything, traditions: ['greek'] })
})

test('a threshold chooses nothing by itself; anything else does', () => {
  expect(isChosen({ ...everything, threshold: 0.9 })).toBe(false)
  expect(isChosen({ ...everything, unsure: true })).toBe(true)
  expect(isChosen({ ...everything, artists: ['a'] })).toBe(true)
})

test('the values of one vocabulary are replaced, those of others stay', () => {
  const filter = withTags(withTags(everything, 'makam', ['rast', 'segah']), 'usul', ['aksak'])
  expect(withTags(filter, 'makam', ['hicaz']).tags).toEqual([
    { vocabulary: 'usul', tag: 'aksak' },
    { vocabulary: 'makam', tag: 'hicaz' },
  ])
})
