import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import { findMatches, inRankOrder, narrows, searchField, searchWords, wordRank } from './search.ts'

function text(...fields: string[]): string {
  return Array.from({ length: 5 }, (_, i) => searchField(fold(fields[i] ?? ''))).join('\n')
}

/** Positions of the texts a query finds, best first. */
function found(query: string, texts: string[]): number[] {
  const words = searchWords(fold(query))
  const ids = Int32Array.from(texts.keys())
  return [...inRankOrder(ids, findMatches(words, texts, null))]
}

test('a whole field comes before its start, a start before a word, a word before the inside of one', () => {
  const texts = [
    text('Kahicazlar'),
    text('Bir Hicaz Şarkı'),
    text('Hicaz Şarkı'),
    text('Hicaz'),
    text('Rast'),
  ]
  expect(found('hicaz', texts)).toEqual([3, 2, 1, 0])
})

test('title before artist before album before composer before the rest', () => {
  const texts = [
    text('', '', '', '', 'folder/yaman/1.mp3'),
    text('', '', '', 'Yaman'),
    text('', '', 'Yaman'),
    text('', 'Yaman'),
    text('Yaman'),
  ]
  expect(found('yaman', texts)).toEqual([4, 3, 2, 1, 0])
})

test('every word must occur, anywhere, as any part', () => {
  const texts = [text('Ege türküleri', 'Münir Nurettin'), text('Ege', 'Zeki Müren')]
  expect(found('nuret EGE', texts)).toEqual([0])
  expect(found('müre eg', texts)).toEqual([1])
})

test('writing does not matter: diacritics, dotless i, tonos, final sigma, transliteration', () => {
  const texts = [text('Işık'), text('ΘΆΛΑΣΣΑΣ'), text('Kṛṣṇa Nī Bēganē'), text('राग यमन')]
  expect(found('isik', texts)).toEqual([0])
  expect(found('IŞIK', texts)).toEqual([0])
  expect(found('θαλασσας', texts)).toEqual([1])
  expect(found('krsna begane', texts)).toEqual([2])
  expect(found('यमन', texts)).toEqual([3])
})

test('words start after punctuation, and punctuation can be typed', () => {
  const texts = [text('Usul: 9/8'), text('Yol 98'), text('Saz-semâisi')]
  expect(found('9/8', texts)).toEqual([0])
  expect(wordRank(texts[2] ?? '', 'semaisi')).toBe(2)
})

test('a later query narrows an earlier one only when it holds all of it', () => {
  expect(narrows(['hicaz'], ['hic'])).toBe(true)
  expect(narrows(['hicaz', 'a'], ['hic'])).toBe(true)
  expect(narrows(['hic'], ['hicaz'])).toBe(false)
  expect(narrows(['hicaz'], ['hic', 'b'])).toBe(false)
  const texts = [text('abc'), text('abd'), text('xyz')]
  const earlier = findMatches(['ab'], texts, null)
  expect([...findMatches(['abd'], texts, earlier).ids]).toEqual([1])
})
