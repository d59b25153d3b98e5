import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type VocabularyId, vocabularyId } from '../../../contract/vocabulary.ts'
import { readVocabularies } from '../vocabularies.ts'
import { evaluateNames, type NamedRow } from './evaluate-names.ts'
import { createNameRecogniser, type NamedTag, type TrackTexts } from './recognise-names.ts'

const vocabularies = readVocabularies(join(import.meta.dirname, '../../../models'))
const recognise = createNameRecogniser(vocabularies)

const empty: TrackTexts = {
  title: '',
  album: '',
  artist: '',
  genre: '',
  comment: '',
  fields: [],
  paths: [],
}
const field = z.object({ key: z.string(), value: z.string() })
const someTexts = z.object({
  title: z.string().default(''),
  album: z.string().default(''),
  artist: z.string().default(''),
  genre: z.string().default(''),
  comment: z.string().default(''),
  fields: z.array(field).default([]),
  paths: z.array(z.string()).default([]),
})
const namedTitles = z.array(z.object({ texts: someTexts, expected: z.array(z.string()).min(1) }))
const hardNegatives = z.array(
  z.object({
    text: z.string(),
    place: z.enum(['title', 'artist', 'album', 'genre', 'comment', 'path']),
    language: z.string(),
    why: z.string(),
    not: z.array(vocabularyId).optional(),
  }),
)

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'))
}

function told(found: readonly NamedTag[]): string {
  return found
    .map(
      ({ vocabulary, tag, confidence, words }) =>
        `${vocabulary}/${tag} ${confidence.toFixed(2)} “${words}”`,
    )
    .join(', ')
}

/** The id of a raga that both Indian traditions call Bhairavi. */
function bhairavi(tradition: 'hindustani' | 'carnatic'): string {
  const ragas = vocabularies.all.find(({ vocabulary }) => vocabulary === 'raga')
  const found = ragas?.terms.find(({ id }) => id.startsWith(`${tradition}-bhairavi`))
  return found?.id ?? ''
}

function first(texts: Partial<TrackTexts>, vocabulary: VocabularyId): NamedTag | undefined {
  return recognise({ ...empty, ...texts }).find((one) => one.vocabulary === vocabulary)
}

describe('clear names', () => {
  const rows = namedTitles.parse(fixture('named-titles.json'))

  test('are found, surest of their vocabulary', () => {
    const missed = rows.flatMap(({ texts, expected }) => {
      const found = recognise(texts)
      return expected.flatMap((wanted) => {
        const vocabulary = wanted.slice(0, wanted.indexOf('/'))
        const best = found.find((one) => one.vocabulary === vocabulary)
        const right = best && `${vocabulary}/${best.tag}` === wanted && best.confidence >= 0.6
        return right ? [] : [`${JSON.stringify(texts)}: ${wanted} is not in ${told(found)}`]
      })
    })
    expect(rows.length).toBeGreaterThanOrEqual(60)
    expect(missed).toEqual([])
  })
})

describe('words that are no names', () => {
  const rows = hardNegatives.parse(fixture('hard-negatives.json'))

  test('give no mode, nor what they are aimed at', () => {
    const wrong = rows.flatMap(({ text, place, not = [] }) => {
      const texts = place === 'path' ? { ...empty, paths: [text] } : { ...empty, [place]: text }
      const refused = new Set<VocabularyId>(['makam', 'raga', 'dromos', ...not])
      const found = recognise(texts).filter(
        ({ vocabulary, confidence }) => refused.has(vocabulary) && confidence >= 0.5,
      )
      return found.length === 0 ? [] : [`${place} “${text}”: ${told(found)}`]
    })
    expect(rows.length).toBeGreaterThanOrEqual(240)
    expect(wrong).toEqual([])
  })
})

describe('evidence', () => {
  test('a label decides the vocabulary and beats the title', () => {
    const texts = { title: 'Rast Peşrev', fields: [{ key: 'TXXX:MAKAM', value: 'Acem' }] }
    expect(first(texts, 'makam')).toMatchObject({ tag: 'acem', place: 'field', key: 'TXXX:MAKAM' })
    expect(
      recognise({ ...empty, ...texts }).find(({ tag }) => tag === 'rast')?.confidence,
    ).toBeLessThan(0.5)
  })

  test('a word is a mode once its tradition is known', () => {
    expect(first({ title: 'Lalit' }, 'raga')?.confidence ?? 0).toBeLessThan(0.5)
    const known = first({ title: 'Lalit', genre: 'Hindustani Classical' }, 'raga')
    expect(known).toMatchObject({ tag: 'hindustani-lalit', place: 'title' })
    expect(known?.confidence).toBeGreaterThan(0.6)
  })

  test('the words of a rock genre speak against it', () => {
    const plain = first({ title: 'Nihavend' }, 'makam')?.confidence ?? 0
    const rock = first({ title: 'Nihavend', genre: 'Rock' }, 'makam')?.confidence ?? 0
    expect(plain).toBeGreaterThan(0.5)
    expect(rock).toBeLessThan(0.5)
  })

  test.each([
    ['Raag Bhairavi', '', 'hindustani'],
    ['Bhairavi ragam', '', 'carnatic'],
    ['Raga Bhairavi', 'Carnatic', 'carnatic'],
    ['Raga Bhairavi', 'Hindustani', 'hindustani'],
    ['Bhairavi - Misra Chapu', '', 'carnatic'],
    ['Bhairavi - Thumri', '', 'hindustani'],
  ] as const)(
    'tells the traditions of a shared name: %s, genre “%s”',
    (title, genre, tradition) => {
      const found = recognise({ ...empty, title, genre }).filter(
        ({ vocabulary, confidence }) => vocabulary === 'raga' && confidence >= 0.5,
      )
      expect(found.map(({ tag }) => tag)).toEqual([bhairavi(tradition)])
    },
  )

  test('a shared name without further evidence is both, less surely', () => {
    const found = recognise({ ...empty, title: 'Raga Bhairavi' }).filter(
      ({ vocabulary }) => vocabulary === 'raga',
    )
    expect(new Set(found.map(({ tag }) => tag))).toEqual(
      new Set([bhairavi('hindustani'), bhairavi('carnatic')]),
    )
    for (const { confidence } of found) expect(confidence).toBeLessThan(0.75)
  })

  test('one answer for each tag, the surest first', () => {
    const found = recognise({
      ...empty,
      title: 'Hicaz Taksim',
      album: 'Hicaz',
      paths: ['Makamlar/Hicaz/Hicaz Taksim.mp3'],
    })
    const ids = found.map(({ vocabulary, tag }) => `${vocabulary}/${tag}`)
    expect(new Set(ids).size).toBe(ids.length)
    const sorted = [...found].sort((one, other) => other.confidence - one.confidence)
    expect(found).toEqual(sorted)
    expect(found[0]).toMatchObject({ vocabulary: 'makam', tag: 'hicaz', place: 'title' })
  })

  test('the words are given as written', () => {
    expect(first({ title: 'KÜRDÎLİ-HİCAZKÂR Peşrev' }, 'makam')?.words).toBe('KÜRDÎLİ-HİCAZKÂR')
  })

  test('families are not named', () => {
    const families = vocabularies.all.flatMap(({ terms }) => terms).filter(({ members }) => members)
    for (const { id, name } of families) {
      const found = recognise({
        ...empty,
        title: `${name} Taksim`,
        fields: [{ key: 'MAKAM', value: name }],
      })
      expect(found.filter(({ tag }) => tag === id)).toEqual([])
    }
  })
})

const shared = join(import.meta.dirname, '../../../../shared/modes/otmm_pitch_dev.json')

describe.skipIf(!existsSync(shared))(
  'titles of makam recordings (needs otmm_pitch_dev.json)',
  () => {
    const recordings = z.object({
      recordings: z.array(
        z.object({ makam: z.string(), title: z.string(), work: z.array(z.string()) }),
      ),
    })

    function rows(works: boolean): NamedRow[] {
      return recordings.parse(JSON.parse(readFileSync(shared, 'utf8'))).recordings.map((one) => ({
        texts: {
          ...empty,
          title: one.title,
          fields: works ? one.work.map((value) => ({ key: 'WORK', value })) : [],
        },
        vocabulary: 'makam',
        tag: one.makam.toLowerCase(),
      }))
    }

    test.each([
      { works: true, least: 0.36 },
      { works: false, least: 0.35 },
    ])('name the makam rightly, with work titles: $works', ({ works, least }) => {
      const { precision, recall, wrong } = evaluateNames(recognise, rows(works))
      expect({ precision, wrong }).toMatchObject({ precision: expect.any(Number) })
      expect(precision, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.97)
      expect(recall).toBeGreaterThanOrEqual(least)
    })
  },
)

/** Seconds of processor time of this thread, which others on the machine do not lengthen. */
function computedSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(started)
  return (user + system) / 1e6
}

describe('hostile texts', () => {
  const names = vocabularies.all.flatMap(({ terms }) =>
    terms.flatMap(({ name, aliases }) => [name, ...aliases]),
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 100 })
      .map((units) => String.fromCharCode(...units)),
    fc
      .array(
        fc.oneof(fc.constantFrom(...names), fc.constantFrom('raga', 'makamı', '-', "'", ': ', ' ')),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join(' ')),
  )
  const pairs = fc.array(
    fc.record({
      key: fc.oneof(text, fc.constantFrom('MAKAM', 'RAGA', 'WORK', 'constructor')),
      value: text,
    }),
    { maxLength: 3 },
  )

  test('never throw, and every answer is a term with a confidence of 0 to 1', () => {
    fc.assert(
      fc.property(
        fc.record({
          title: text,
          album: text,
          artist: text,
          genre: text,
          comment: text,
          fields: pairs,
          paths: fc.array(text, { maxLength: 3 }),
        }),
        (texts) => {
          for (const { vocabulary, tag, confidence } of recognise(texts)) {
            expect(vocabularies.term(vocabulary, tag)).toBeDefined()
            expect(confidence).toBeGreaterThan(0)
            expect(confidence).toBeLessThanOrEqual(1)
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  test.each([
    ['one word', 'a'.repeat(10_000)],
    ['names', 'hicaz '.repeat(1_700)],
    ['hyphens', 'hicaz-'.repeat(1_700)],
    ['markers', 'raga '.repeat(2_000)],
    ['lone surrogates', '\ud800 hicaz \udc00'.repeat(700)],
    ['separators', '(: -'.repeat(2_500)],
    ['marks', `a${'\u0301'.repeat(9_999)}`],
  ])('a comment of 10,000 characters takes no long: %s', (_, comment) => {
    const started = process.threadCpuUsage()
    recognise({ ...empty, title: 'Hicaz Peşrev', comment })
    expect(computedSince(started)).toBeLessThan(1)
  })
})

test('a library of tracks is read in reasonable time', () => {
  const started = process.threadCpuUsage()
  let tracks = 0
  for (; tracks < 5_000; tracks++) {
    recognise({
      ...empty,
      title: `Gönlümün Şarkısını ${tracks} Gözlerinde Okurum`,
      artist: 'Zeki Müren',
      album: 'Türk Müziği Klasikleri',
      genre: 'Turkish Classical',
      paths: [`Zeki Müren/Türk Müziği Klasikleri/${tracks} - Gönlümün Şarkısını.mp3`],
    })
  }
  expect(tracks / computedSince(started)).toBeGreaterThan(3_000)
})
