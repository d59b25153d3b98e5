import { expect, test } from 'vitest'
import type { TagSummary } from '../../../../contract/tag.ts'
import { i18n, speak } from '../../locales/i18n.ts'
import { provenance } from './said-words.ts'

type Said = TagSummary['said'][number]

const file: Said = {
  source: 'file',
  tracks: 3,
  probability: 0.95,
  rank: null,
  places: ['title', 'field MAKAM'],
}
const melody: Said = { source: 'mode', tracks: 1, probability: 0.824, rank: 1, places: ['1'] }

function words(of: number, ...said: Said[]): string {
  const summary: TagSummary = {
    vocabulary: 'makam',
    tag: 'hicaz',
    tracks: 1,
    confirmed: 0,
    rejected: 0,
    said,
  }
  return provenance(i18n.t, summary, of)
}

test('of one track it is told who says it and how surely', () => {
  expect(words(1, file, melody)).toBe(
    'in the file: title, field MAKAM · predicted from the melody, 82\u00a0%',
  )
  expect(words(1, { ...melody, source: 'head' })).toBe('predicted from the sound, 82\u00a0%')
})

test('where a name was read is said in the language of the page', async () => {
  await speak('tr')
  expect(words(1, file)).toBe('dosyada: ad, MAKAM alanı')
  await speak('en')
})

test('what has no probability is told by its place', () => {
  expect(words(1, { ...melody, probability: null })).toBe('the likeliest by the melody')
  expect(words(1, { ...melody, probability: null, rank: 3 })).toBe(
    'number 3 in likelihood by the melody',
  )
})

test('of several tracks it is told of how many', () => {
  expect(words(40, { ...file, places: [] }, { ...melody, tracks: 12 })).toBe(
    'in the file (3 tracks) · predicted from the melody, 82\u00a0% on average (12 tracks)',
  )
})

test('the user’s own word is shown otherwise', () => {
  expect(words(1, { ...melody, source: 'user', probability: null, rank: null })).toBe('')
})
