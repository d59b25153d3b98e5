import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findTerm } from './find-term.ts'
import { readVocabularies } from './vocabularies.ts'

const { all } = readVocabularies(join(import.meta.dirname, '../../models'))

/** The term as `vocabulary:id`, or the code of the problem. */
function found(given: string): string {
  try {
    const { vocabulary, term } = findTerm(all, given)
    return `${vocabulary}:${term.id}`
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

describe('a name in any spelling', () => {
  test.each([
    ['Uşşak', 'makam:ussak'],
    ['USSAK', 'makam:ussak'],
    ['makam: Uşşâk', 'makam:ussak'],
    ['Makam:ushshaq', 'makam:ussak'],
    ['حجاز', 'makam:hicaz'],
    ['Saz Semaisi', 'form:sazsemaisi'],
    ['saz-semâisi', 'form:sazsemaisi'],
    ['raga:hindustani-yaman', 'raga:hindustani-yaman'],
    ['turk sanat muzigi', 'tradition:turkish'],
    ['tradition:turkish', 'tradition:turkish'],
  ])('%s is %s', (given, term) => {
    expect(found(given)).toBe(term)
  })
})

test('what is called so goes before what has the name as an alias', () => {
  expect(found('hicaz')).toBe('makam:hicaz')
  expect(found('dromos:hicaz')).toBe('dromos:hitzaz')
})

test('a name of several is refused with all of them', () => {
  expect(found('rast')).toBe('invalid-input')
  expect(() => findTerm(all, 'rast')).toThrow(
    '“rast” may be any of: makam:rast (Rast, turkish), dromos:rast (Rast, greek). Name one.',
  )
  expect(found('makam:rast')).toBe('makam:rast')
})

test.each(['no such name', 'makam:yaman', 'tempo:fast', '', ':', 'makam:', '…'])(
  '“%s” is not found',
  (given) => {
    expect(found(given)).toBe('not-found')
  },
)
