import { expect, test } from 'vitest'
import { fold } from './fold.ts'
import {
  fieldHolds,
  findMatches,
  inRankOrder,
  narrows,
  searchField,
  searchWords,
  type Wanted,
  wordRank,
} from './search.ts'

function text(...fields: string[]): string {
  return Array.from({ length: 5 }, (_, i) => searchField(fold(fields[i] ?? ''))).join('\n')
}

/** Positions of the texts a query finds, best first. */
function found(query: string, texts: string[]): number[] {
  const ids = Int32Array.from(texts.keys())
  return [...inRankOrder(ids, findMatches(words(...searchWords(fold(query))), texts, null))]
}

function words(...all: string[]): Wanted {
  return { words: all.map((one) => ({ text: one })), tests: [] }
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
  const narrow = (now: string[], earlier: string[]) => narrows(words(...now), words(...earlier))
  expect(narrow(['hicaz'], ['hic'])).toBe(true)
  expect(narrow(['hicaz', 'a'], ['hic'])).toBe(true)
  expect(narrow(['hic'], ['hicaz'])).toBe(false)
  expect(narrow(['hicaz'], ['hic', 'b'])).toBe(false)
  const texts = [text('abc'), text('abd'), text('xyz')]
  const earlier = findMatches(words('ab'), texts, null)
  expect([...findMatches(words('abd'), texts, earlier).ids]).toEqual([1])
})

test('a word that names more tags than the one before it does not narrow it, nor does another test', () => {
  const named = (...tags: number[]) => ({ tags: new Set(tags), test: () => true })
  const word = (of: string, ...tags: number[]): Wanted => ({
    words: [{ text: of, named: tags.length > 0 ? named(...tags) : undefined }],
    tests: [],
  })
  expect(narrows(word('hij', 1), word('hi'))).toBe(false)
  expect(narrows(word('hija', 1), word('hij', 1, 2))).toBe(true)
  const tested = (...keys: string[]): Wanted => ({
    words: [],
    tests: keys.map((key) => ({ key, test: () => true })),
  })
  expect(narrows(tested('year', 'is'), tested('year'))).toBe(true)
  expect(narrows(tested('year'), tested('year', 'is'))).toBe(false)
})

test('a field holds a word only within itself', () => {
  const one = text('Gül', 'Zeki Müren', 'Kahir mektubu')
  expect(fieldHolds(one, 1, 'zeki muren')).toBe(true)
  expect(fieldHolds(one, 0, 'zeki')).toBe(false)
  expect(fieldHolds(one, 2, 'gul')).toBe(false)
  expect(fieldHolds(one, 2, 'mektubu')).toBe(true)
  expect(fieldHolds(one, 3, 'mektubu')).toBe(false)
})
