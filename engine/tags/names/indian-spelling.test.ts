import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fold } from '../../library/fold.ts'
import { readVocabularies } from '../vocabularies.ts'
import { indianConsonants, indianSpelling } from './indian-spelling.ts'

test.each([
  ['hamsadhwani', 'hansadhvani'],
  ['mohanam', 'mohana'],
  ['thodi', 'todi'],
  ['bheempalasi', 'bhimpalasi'],
  ['ritigowla', 'reethigaula'],
  ['poorvi', 'purvi'],
  ['sankarabharanam', 'shankarabaranam'],
  ['shuddha', 'sudh'],
  ['राग', 'raga'],
  ['दरबारी', 'darabari'],
  ['ಕಲ್ಯಾಣಿ', 'kalyani'],
  ['తోడి', 'todi'],
])('%s and %s sound alike', (one, other) => {
  expect(indianSpelling(one)).toBe(indianSpelling(other))
})

test.each([
  ['kalyan', 'kalyani'],
  ['bhairav', 'bhairavi'],
  ['purvi', 'puriya'],
  ['kedar', 'kedari'],
  ['حجاز', 'حجازكار'],
])('%s and %s do not', (one, other) => {
  expect(indianSpelling(one)).not.toBe(indianSpelling(other))
  expect(indianConsonants(one)).not.toBe(indianConsonants(other))
})

test.each(['hindustani', 'carnatic'] as const)(
  'hardly any %s ragas share a key that do not share a name',
  (tradition) => {
    const { all } = readVocabularies(join(import.meta.dirname, '../../../models'))
    const ragas = all
      .find(({ vocabulary }) => vocabulary === 'raga')!
      .terms.filter(({ traditions }) => traditions.includes(tradition))
    const byKey = new Map<string, Map<string, Set<string>>>()
    for (const { id, name, aliases } of ragas) {
      for (const one of [name, ...aliases]) {
        const letters = fold(one).replaceAll(/[^\p{L}\p{M}]/gu, '')
        const key = indianConsonants(letters)
        const known = byKey.get(key) ?? new Map<string, Set<string>>()
        byKey.set(key, known)
        known.set(id, (known.get(id) ?? new Set()).add(letters))
      }
    }
    const clashes = [...byKey].filter(([, names]) => {
      const [first, ...others] = [...names.values()]
      return others.some((other) => ![...other].some((letters) => first?.has(letters)))
    })
    expect(clashes.length / byKey.size).toBeLessThan(0.02)
  },
)
