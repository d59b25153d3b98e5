import { describe, expect, test } from 'vitest'
import { el } from './el/words.ts'
import { en } from './en/words.ts'
import { hi } from './hi/words.ts'
import { ta } from './ta/words.ts'
import { tr } from './tr/words.ts'

const languages = { tr, hi, ta, el }

/** Longer texts that may be the same as in English. */
const sameEverywhere = new Set(['pill.predicted'])

/** Every text by its key: "tags.confirm". */
function flatten(words: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

/** What is filled in, in alphabetical order. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1]!).sort()
}

const english = flatten(en)

describe.each(Object.entries(languages))('%s', (language, words) => {
  const translated = flatten(words)

  test('fills in what English fills in', () => {
    const wrong = [...translated].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join(),
    )
    expect(wrong).toEqual([])
  })

  test('says something under every key', () => {
    expect([...translated].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('leaves no sentence in English', () => {
    const untranslated = [...translated].filter(
      ([key, text]) =>
        text === english.get(key) && text.split(/\s+/).length > 3 && !sameEverywhere.has(key),
    )
    expect(untranslated).toEqual([])
  })

  test('has the plural forms of its grammar', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    expect([...forms].sort()).toEqual(['one', 'other'])
  })
})
