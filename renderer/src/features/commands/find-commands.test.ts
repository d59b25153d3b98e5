import { expect, test } from 'vitest'
import { findByWords } from './find-commands.ts'

const items = [
  { title: 'Go to Settings' },
  { title: 'Set the theme to dark', words: 'appearance night' },
  { title: 'Çalma listesi dışa aktar' },
  { title: 'Reset columns' },
]
const titles = (typed: string) => findByWords(items, typed).map(({ title }) => title)

test('the start of a title is better than the start of a word, and that than its inside', () => {
  expect(titles('set')).toEqual(['Set the theme to dark', 'Go to Settings', 'Reset columns'])
})

test('every word must occur, in any order, accents aside', () => {
  expect(titles('dark theme')).toEqual(['Set the theme to dark'])
  expect(titles('calma disa')).toEqual(['Çalma listesi dışa aktar'])
  expect(titles('set nothing')).toEqual([])
})

test('further words find it too, and nothing typed finds all', () => {
  expect(titles('night')).toEqual(['Set the theme to dark'])
  expect(titles('  ')).toHaveLength(items.length)
})
