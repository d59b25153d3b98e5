import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changedPlaces } from './changed-places.ts'

test('events become the outermost places, wider ones when there are many', () => {
  const at = (...names: string[]) => names.map((name) => join('/music', name))
  const none = () => false
  expect(changedPlaces('/music', at('a/b/1.mp3', 'a/b', 'a/c/2.mp3'), none)).toEqual([
    'a/b',
    'a/c/2.mp3',
  ])
  expect(changedPlaces('/music', at('.x/1.mp3'), (name) => name.startsWith('.'))).toEqual([])
  expect(changedPlaces('/music', at('a/\uFFFD/1.mp3'), none)).toEqual(['a'])
  expect(changedPlaces('/music', ['/music'], none)).toBeNull()
  const many = Array.from({ length: 500 }, (_, i) => `a/${i % 3}/${i}.mp3`)
  expect(changedPlaces('/music', at(...many), none)).toEqual(['a/0', 'a/1', 'a/2'])
  expect(changedPlaces('/music', at(...many.map((_, i) => `${i}.mp3`)), none)).toBeNull()
})
