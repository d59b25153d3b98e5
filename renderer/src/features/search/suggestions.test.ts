import { expect, test } from 'vitest'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { indexTerms } from '../tags/terms.ts'
import { accept, suggest, typingPlace } from './suggestions.ts'

const vocabulary = (id: VocabularyId, ...names: [name: string, ...aliases: string[]][]) => ({
  vocabulary: id,
  title: '',
  source: '',
  licence: '',
  terms: names.map(([name, ...aliases]) => ({
    id: name.toLowerCase().replace(' ', '-'),
    name,
    aliases,
    traditions: ['turkish' as const],
  })),
})
const terms = indexTerms(
  [
    vocabulary('makam', ['Hicaz', 'Hijaz'], ['Uşşak'], ['Hicazkar']),
    vocabulary('raga', ['Yaman Kalyan'], ['Hamsadhwani', 'हंसध्वनि']),
    vocabulary('form', ['Taksim']),
  ],
  'en',
)

/** What is suggested at the end of a search, or where "|" stands. */
function suggested(typed: string, artists: string[] = []) {
  const caret = typed.includes('|') ? typed.indexOf('|') : typed.length
  const search = typed.replace('|', '')
  return suggest(search, caret, { terms, artists }).map((one) => ({
    name: one.name,
    search: accept(search, one).search,
  }))
}

test('a word is taken for the start of a prefix, a name of a tag, or an artist', () => {
  expect(suggested('ma')).toEqual([{ name: 'makam:', search: 'makam:' }])
  expect(suggested('hijaz')[0]).toEqual({ name: 'Hicaz', search: 'makam:hicaz ' })
  expect(suggested('हंसध्वनि')[0]?.search).toMatch(/^raga:/)
  expect(suggested('münir', ['Münir Nurettin Selçuk'])).toContainEqual({
    name: 'Münir Nurettin Selçuk',
    search: 'artist:"Münir Nurettin Selçuk" ',
  })
  expect(suggested('h')).toEqual([])
})

test('a name of several words takes the place of all of them', () => {
  expect(suggested('zeki uşşak yaman kal')[0]).toEqual({
    name: 'Yaman Kalyan',
    search: 'zeki uşşak raga:"yaman kalyan" ',
  })
})

test('after a prefix only its values are offered', () => {
  expect(suggested('makam:').map(({ name }) => name)).toEqual(['Hicaz', 'Uşşak', 'Hicazkar'])
  expect(suggested('form:tak')[0]).toEqual({ name: 'Taksim', search: 'form:taksim ' })
  expect(suggested('-is:mis')).toEqual([{ name: 'missing', search: '-is:missing ' }])
  expect(suggested('year:>')).toEqual([{ name: '>1980', search: 'year:>1980 ' }])
  expect(suggested('artist:zek', ['Zeki Müren'])).toEqual([
    { name: 'Zeki Müren', search: 'artist:"Zeki Müren" ' },
  ])
  expect(suggested('nothing:ma')).toEqual([])
})

test('what stands elsewhere in the search stays', () => {
  expect(suggested('gazel hijaz| 1950')[0]?.search).toBe('gazel makam:hicaz 1950')
  expect(typingPlace('gazel ', 6)).toBeNull()
  expect(suggested('gazel ')).toEqual([])
})
