import { expect, test } from 'vitest'
import type { TagRow } from './effective-tags.ts'
import { knownTradition } from './track-tradition.ts'

const row = (tag: string, changes: Partial<TagRow>): TagRow => ({
  vocabulary: 'tradition',
  tag,
  source: 'file',
  state: 'proposed',
  probability: 0.9,
  rank: null,
  version: '1',
  place: 'genre',
  ...changes,
})

test('the user before the file before the folder before the library', () => {
  const file = row('hindustani', {})
  const user = row('carnatic', { source: 'user', state: 'confirmed', probability: null })
  expect(knownTradition([file, user], 'greek', 'turkish')).toEqual({
    tradition: 'carnatic',
    origin: 'user',
  })
  expect(knownTradition([file], 'greek', 'turkish').origin).toBe('file')
  expect(knownTradition([], 'greek', 'turkish')).toEqual({ tradition: 'greek', origin: 'folder' })
  expect(knownTradition([], null, 'turkish').origin).toBe('setting')
  expect(knownTradition([], null, null)).toEqual({ tradition: null, origin: 'none' })
})

test('a hint decides nothing, and what the user rejected neither', () => {
  expect(knownTradition([row('greek', { probability: 0.4 })], null, null).origin).toBe('none')
  const rejected = row('greek', { source: 'user', state: 'rejected', probability: null })
  expect(knownTradition([row('greek', {}), rejected], null, 'turkish').tradition).toBe('turkish')
})

test('predicted modes never decide it, however certain', () => {
  const predicted: TagRow = row('hicaz', { vocabulary: 'makam', source: 'mode', probability: 1 })
  expect(knownTradition([predicted], null, null).tradition).toBeNull()
  expect(knownTradition([row('turkish', { source: 'mode' })], null, null).tradition).toBeNull()
})
