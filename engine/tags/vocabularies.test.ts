import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fold } from '../library/fold.ts'
import { readMakamTemplates } from '../mode/makam-templates.ts'
import { readVocabularies, refuseUnknownTags } from './vocabularies.ts'
import { pageFile, vocabulariesPage } from './vocabularies-page.ts'

const models = join(import.meta.dirname, '../../models')
const vocabularies = readVocabularies(models)
const termsOf = (id: string) =>
  vocabularies.all.find(({ vocabulary }) => vocabulary === id)?.terms ?? []

describe.each(vocabularies.all.map((one) => [one.vocabulary, one] as const))('%s', (_id, one) => {
  test('says where it is from and under which licence', () => {
    expect(one.source.length).toBeGreaterThan(30)
    expect(one.licence.length).toBeGreaterThan(10)
  })

  test('each term once, with a name that can be searched', () => {
    expect(new Set(one.terms.map(({ id }) => id)).size).toBe(one.terms.length)
    for (const { id, name, aliases } of one.terms) {
      expect(fold(name), id).not.toBe('')
      const names = [name, ...aliases].map(fold)
      expect(new Set(names).size, `${id}: an alias that is the same to a searcher`).toBe(
        names.length,
      )
    }
  })

  test('degrees rise from the tonic; ways up and down use no others', () => {
    for (const { id, degrees, rising = [], falling = [], dominant, second } of one.terms) {
      if (degrees) {
        expect(degrees[0], id).toBe(0)
        expect(degrees, id).toEqual([...new Set(degrees)].sort((a, b) => a - b))
      }
      for (const cents of [...rising, ...falling]) expect(degrees, id).toContain(cents)
      if (dominant === undefined) expect(second, id).toBeUndefined()
    }
  })

  test('members, families and equivalents exist', () => {
    for (const { id, members, family, equivalents } of one.terms) {
      for (const member of members ?? [])
        expect(vocabularies.term(one.vocabulary, member)?.family, member).toBe(id)
      if (family?.startsWith('family-'))
        expect(vocabularies.term(one.vocabulary, family)?.members, id).toContain(id)
      for (const equivalent of equivalents ?? []) {
        const [vocabulary = '', tag = ''] = equivalent.split('/')
        expect(
          termsOf(vocabulary).some((term) => term.id === tag),
          equivalent,
        ).toBe(true)
      }
    }
  })
})

test('one spelling for two things of one tradition: only where musicians do so', () => {
  const twice = vocabularies.all.flatMap(({ vocabulary, terms }) => {
    const owners = new Map<string, string[]>()
    for (const { id, name, aliases, traditions } of terms)
      for (const spelling of new Set([name, ...aliases].map(fold)))
        for (const tradition of traditions) {
          const key = `${vocabulary} ${tradition} ${spelling}`
          owners.set(key, [...(owners.get(key) ?? []), id])
        }
    return [...owners].flatMap(([key, ids]) =>
      ids.length > 1 ? [`${key}: ${ids.join(', ')}`] : [],
    )
  })
  expect(twice).toMatchSnapshot()
})

test('the makams that are predicted have templates, and each template belongs to a makam', () => {
  const templates = readMakamTemplates(models)
  const common = termsOf('makam').filter(({ rare, members }) => !rare && !members)
  expect(common).toHaveLength(20)
  for (const { id } of common) expect(templates.has(id), id).toBe(true)
  for (const [id, { whole, begin, end }] of templates) {
    expect(vocabularies.term('makam', id), id).toBeDefined()
    for (const view of [whole, begin, end])
      expect(view?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4)
  }
})

test('theory and scores agree: most of what is played lies on the degrees', () => {
  const templates = readMakamTemplates(models)
  for (const { id, degrees, rare } of termsOf('makam')) {
    const template = templates.get(id)
    if (!template || !degrees || rare) continue
    let on = 0
    for (const [k, share] of template.whole.entries())
      if (degrees.some((cents) => Math.abs(((k * 7.5 - cents + 1800) % 1200) - 600) <= 60))
        on += share
    expect(on, id).toBeGreaterThan(0.75)
  }
})

test('all 72 melakartas are there', () => {
  const numbers = termsOf('raga').flatMap(({ family, degrees }) => {
    const number = /^melakarta (\d+),/.exec(family ?? '')?.[1]
    return number && degrees?.length === 7 ? [Number(number)] : []
  })
  expect(new Set(numbers).size).toBe(72)
})

test.each([
  ['makam', 'hijaz', 'hicaz'],
  ['makam', 'حجاز', 'hicaz'],
  ['raga', 'हंसध्वनि', 'carnatic-hamsadhvani'],
  ['raga', 'மோகனம்', 'carnatic-mohanam'],
  ['raga', 'यमन', 'hindustani-yaman'],
  ['dromos', 'Χιτζάζ', 'hitzaz'],
  ['form', 'Ταξίμι', 'taximi'],
  ['instrument', 'Ses', 'voice'],
] as const)('%s %s is %s', (vocabulary, spelling, id) => {
  const found = termsOf(vocabulary).filter(({ name, aliases }) =>
    [name, ...aliases].some((one) => fold(one) === fold(spelling)),
  )
  expect(found.map((term) => term.id)).toContain(id)
})

test('Saba is not called Sabah: that is the morning', () => {
  expect(vocabularies.term('makam', 'saba')?.aliases.map(fold)).not.toContain('sabah')
})

test('a tag that is no term is refused', () => {
  expect(() =>
    refuseUnknownTags(vocabularies, [{ vocabulary: 'makam', tag: 'hicaz' }]),
  ).not.toThrow()
  expect(() => refuseUnknownTags(vocabularies, [{ vocabulary: 'raga', tag: 'hicaz' }])).toThrow(
    /no “hicaz”/,
  )
})

test('the page that lists them is up to date', () => {
  expect(readFileSync(pageFile, 'utf8')).toBe(vocabulariesPage(vocabularies))
})
