import { expect, test } from 'vitest'
import type { BrowseCounts } from '../../../../contract/browse.ts'
import type { Vocabulary } from '../../../../contract/vocabulary.ts'
import { indexTerms } from '../tags/terms.ts'
import { artistValues, shownValues, tagValues } from './facet-values.ts'
import { everything, withTags } from './filter.ts'

const names = Array.from({ length: 12 }, (_, n) => `makam ${String(n).padStart(2, '0')}`)
const makam: Vocabulary = {
  vocabulary: 'makam',
  title: 'Makams',
  source: 'test',
  licence: 'none',
  terms: [
    { id: 'hicaz', name: 'Hicaz', aliases: ['Hijaz'], traditions: ['turkish'] },
    { id: 'saba', name: 'Sabâ', aliases: [], traditions: ['turkish'] },
    ...names.map((name) => ({
      id: name.replace(' ', '-'),
      name,
      aliases: [],
      traditions: ['turkish' as const],
    })),
  ],
}
const terms = indexTerms([makam], 'en')
const counts: BrowseCounts = {
  total: 40,
  traditions: [],
  tags: [
    { vocabulary: 'makam', tag: 'hicaz', tracks: 2 },
    { vocabulary: 'makam', tag: 'saba', tracks: 0 },
    ...names.map((name, n) => ({
      vocabulary: 'makam' as const,
      tag: name.replace(' ', '-'),
      tracks: 20 - n,
    })),
    { vocabulary: 'usul', tag: 'aksak', tracks: 3 },
  ],
  artists: [
    { artist: 'Münir Nurettin Selçuk', tracks: 9 },
    { artist: 'Ağyazar', tracks: 4 },
  ],
  artistCount: 2,
  unsure: [],
  waiting: 0,
}
const termOf = (tag: string) => terms.get({ vocabulary: 'makam', tag })

test('values without tracks are hidden, unless they are chosen', () => {
  const keys = (filter: typeof everything) =>
    tagValues('makam', counts, filter, terms).map(({ key }) => key)
  expect(keys(everything)).not.toContain('saba')
  expect(keys(everything)).toHaveLength(13)
  expect(keys(withTags(everything, 'makam', ['saba', 'gone']))).toEqual(
    expect.arrayContaining(['saba', 'gone']),
  )
})

test('a long list is short at first, keeps what is chosen, and is whole when asked for', () => {
  const values = tagValues('makam', counts, withTags(everything, 'makam', ['hicaz']), terms)
  const short = shownValues(values, { words: '', all: false, termOf })
  expect(short).toHaveLength(9)
  expect(short.at(-1)).toMatchObject({ name: 'Hicaz', chosen: true, tracks: 2 })
  expect(shownValues(values, { words: '', all: true, termOf })).toHaveLength(13)
})

test('words find a value by an alias of it, artists by their folded names', () => {
  const values = tagValues('makam', counts, everything, terms)
  const found = shownValues(values, { words: 'hijaz', all: false, termOf })
  expect(found.map(({ name }) => name)).toEqual(['Hicaz'])
  const artists = artistValues(counts, { ...everything, artists: ['Ağyazar'] })
  expect(shownValues(artists, { words: 'munir', all: false }).map(({ name }) => name)).toEqual([
    'Münir Nurettin Selçuk',
    'Ağyazar',
  ])
})
