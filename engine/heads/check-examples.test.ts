import { expect, test } from 'vitest'
import { checkExamples } from './check-examples.ts'
import type { Examples } from './examples.ts'

const tags = [
  { name: 'rast', group: null },
  { name: 'ney', group: null },
]

function examples(given: Partial<Examples> = {}): Examples {
  return {
    means: new Float32Array(3 * 2 * 4),
    count: 3,
    layers: 2,
    hiddenSize: 4,
    labels: Int8Array.of(1, 0, 0, 1, -1, -1),
    split: ['train', 'train', 'test'],
    ...given,
  }
}

test('examples of both kinds of every tag are enough', () => {
  expect(() => checkExamples(examples(), tags)).not.toThrow()
})

test.each<[string, Partial<Examples>, string, string]>([
  ['sizes that do not fit', { count: 4 }, 'invalid-input', 'do not fit together'],
  ['groups of others', { groups: [['album 1']] }, 'invalid-input', 'do not fit together'],
  [
    'means that are no numbers',
    { means: new Float32Array(24).fill(Number.NaN, 9, 10) },
    'invalid-input',
    'The means of example 2 hold',
  ],
  [
    'one kind only',
    { labels: Int8Array.of(1, 0, 1, 1, 0, 0) },
    'too-few-examples',
    'To learn "rast", mark',
  ],
  [
    'nothing to learn from',
    { split: ['test', 'test', 'test'] },
    'too-few-examples',
    '"rast", "ney"',
  ],
])('%s is refused in words', (_name, given, code, words) => {
  expect(() => checkExamples(examples(given), tags)).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(words) }),
  )
})

test('a group of one tag is refused', () => {
  const grouped = tags.map((tag, i) => ({ ...tag, group: i }))
  expect(() => checkExamples(examples(), grouped)).toThrow('"rast" has nothing in its group')
})
