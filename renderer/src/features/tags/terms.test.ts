import { expect, test } from 'vitest'
import type { Language } from '../../../../contract/language.ts'
import type { Vocabulary } from '../../../../contract/vocabulary.ts'
import { indexTerms, matchTerms } from './terms.ts'

const source = { source: 'test', licence: 'none' }
const makam: Vocabulary = {
  vocabulary: 'makam',
  title: 'Makams',
  ...source,
  terms: [
    { id: 'hicaz', name: 'Hicaz', aliases: ['Hijaz', 'Hejaz', 'حجاز'], traditions: ['turkish'] },
    { id: 'hicazkar', name: 'Hicazkâr', aliases: [], traditions: ['turkish'] },
    { id: 'zirguleli-hicaz', name: 'Zirgüleli Hicaz', aliases: [], traditions: ['turkish'] },
    { id: 'ussak', name: 'Uşşak', aliases: [], traditions: ['turkish'] },
    { id: 'beyati', name: 'Beyâtî', aliases: [], traditions: ['turkish'] },
    { id: 'neva', name: 'Nevâ', aliases: [], traditions: ['turkish'] },
    {
      id: 'ussak-beyati-neva',
      name: 'Uşşak family',
      aliases: [],
      traditions: ['turkish'],
      members: ['ussak', 'beyati', 'neva'],
    },
  ],
}
const raga: Vocabulary = {
  vocabulary: 'raga',
  title: 'Ragas',
  ...source,
  terms: [
    {
      id: 'hamsadhwani',
      name: 'Haṁsadhvani',
      aliases: ['हंसध्वनि', 'Hamsadhwani'],
      traditions: ['carnatic', 'hindustani'],
    },
  ],
}
const terms = indexTerms([makam, raga], 'en')

test('a family is called by its members, and what is not known by its id', () => {
  expect(terms.nameOf({ vocabulary: 'makam', tag: 'ussak-beyati-neva' })).toBe(
    'Uşşak, Beyâtî or Nevâ',
  )
  expect(terms.nameOf({ vocabulary: 'raga', tag: 'hamsadhwani' })).toBe('Haṁsadhvani')
  expect(terms.nameOf({ vocabulary: 'raga', tag: 'hicaz' })).toBe('hicaz')
})

test.each([
  ['hijaz', ['hicaz']],
  ['HICÂZ', ['hicaz', 'hicazkar', 'zirguleli-hicaz']],
  ['حجاز', ['hicaz']],
  ['kar', ['hicazkar']],
  ['neva', ['neva', 'ussak-beyati-neva']],
  ['nothing', []],
])('"%s" finds by name and alias, the best first', (words, found) => {
  expect(matchTerms(terms.of('makam'), words).map(({ tag }) => tag)).toEqual(found)
})

test('any script finds a raga', () => {
  for (const words of ['हंसध्वनि', 'hamsadh', 'Haṃsadhvani'])
    expect(matchTerms(terms.of('raga'), words), words).toHaveLength(1)
})

test('names are in the letters of the language where the vocabulary has them', () => {
  const named = (language: Language) =>
    indexTerms([raga], language).nameOf({ vocabulary: 'raga', tag: 'hamsadhwani' })
  expect(named('hi')).toBe('हंसध्वनि (Haṁsadhvani)')
  expect(named('ta')).toBe('Haṁsadhvani')
  expect(named('tr')).toBe('Haṁsadhvani')
})
