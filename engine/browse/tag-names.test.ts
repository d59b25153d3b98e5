import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { VocabularyId } from '../../contract/vocabulary.ts'
import { fold } from '../library/fold.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { tagNames } from './tag-names.ts'

const vocabularies = readVocabularies(join(import.meta.dirname, '../../models'))
const names = tagNames(
  vocabularies.all.flatMap(({ vocabulary, terms }) => terms.map((term) => ({ vocabulary, term }))),
)
const all = vocabularies.all.flatMap(({ vocabulary, terms }) =>
  terms.map(({ id }) => `${vocabulary}/${id}`),
)
const holding = (words: string) => [...names.holding(fold(words))].map((n) => all[n])
const called = (within: VocabularyId[], name: string) =>
  [...names.called(within, name)].map((n) => all[n])

test.each([
  ['hijaz', 'makam/hicaz'],
  ['حجاز', 'makam/hicaz'],
  ['Χιτζάζ', 'makam/hicaz'],
  ['हंसध्वनि', 'raga/hindustani-hamsadhwani'],
  ['hamsa dhwani', 'raga/hindustani-hamsadhwani'],
  ['hansadhvani', 'raga/hindustani-hamsadhwani'],
  ['bhoopali', 'raga/hindustani-bhupali'],
  ['kürdili hicazkar', 'makam/kurdilihicazkar'],
  ['Kürdîlihicazkâr', 'makam/kurdilihicazkar'],
  ['teental', 'tala/hindustani-teentaal'],
  ['ud', 'instrument/oud'],
])('%s names %s', (written, term) => {
  expect(holding(written)).toContain(term)
})

test('every name of every vocabulary finds its term', () => {
  for (const { vocabulary, terms } of vocabularies.all)
    for (const { id, name, aliases } of terms)
      for (const written of [name, ...aliases])
        expect(holding(written), written).toContain(`${vocabulary}/${id}`)
})

test('a whole name is meant alone, the start of one all that hold it', () => {
  expect(called(['makam'], 'Hijaz')).toEqual(['makam/hicaz'])
  expect(called(['makam'], 'hicazk')).toContain('makam/hicazkar')
  expect(called(['raga'], 'hicaz')).toEqual([])
  expect(called(['makam', 'raga', 'dromos'], 'rast').toSorted()).toEqual(
    expect.arrayContaining(['dromos/rast', 'makam/rast']),
  )
  expect(called(['makam'], '')).toEqual([])
})
