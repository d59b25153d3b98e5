import { expect, test } from 'vitest'
import type { Vocabulary } from '../../../../contract/vocabulary.ts'
import { indexTerms } from '../tags/terms.ts'
import { teachOptions } from './teach-options.ts'

const term = (id: string, name: string) => ({ id, name, aliases: [], traditions: [] })
const terms = indexTerms(
  [
    { vocabulary: 'makam', title: 'Makam', terms: [term('hicaz', 'Hicaz'), term('rast', 'Rast')] },
    { vocabulary: 'own', title: 'Own', terms: [term('wedding', 'Wedding dances')] },
  ] as unknown as Vocabulary[],
  'en',
)
const options = (words: string, tagsOnly = false) =>
  teachOptions(terms, words, { tagsOnly, nameOfWhole: (vocabulary) => `every ${vocabulary}` })
const ids = (words: string, tagsOnly?: boolean) => options(words, tagsOnly).map(({ id }) => id)

test('without words everything can be taught, one’s own tags first', () => {
  const all = ids('')
  expect(all.slice(0, 3)).toEqual(['own/wedding', 'makam/hicaz', 'makam/rast'])
  expect(all).toContain('makam')
  expect(all).not.toContain('new')
})

test('a name that there is not becomes a tag of one’s own, first of all', () => {
  expect(options('  Slow   songs ')[0]).toEqual({ kind: 'new', id: 'new', name: 'Slow songs' })
})

test('a name that there is comes before one of the same name that were one’s own', () => {
  expect(ids('hicaz')).toEqual(['makam/hicaz', 'new'])
  expect(ids('WEDDING DANCES')).toEqual(['own/wedding'])
})

test('tracks are marked with a tag, not with a vocabulary', () => {
  expect(ids('every', true)).toEqual(['new'])
  expect(ids('every mak')).toEqual(['new', 'makam'])
})
