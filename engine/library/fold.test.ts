import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from './fold.ts'

const same: Record<string, string[]> = {
  'Turkish i in all its forms': ['IŞIK', 'ışık', 'işik', 'İŞİK', 'isik'],
  'Turkish letters': ['Çeşm-i Gülşen Dağı', 'cesm-i gulsen dagi', 'ÇEŞM-İ GÜLŞEN DAĞI'],
  'Greek tonos and final sigma': ['Χασάπικος', 'χασαπικος', 'ΧΑΣΑΠΙΚΟΣ', 'χασαπικοσ'],
  'polytonic Greek': ['ᾠδή', 'ωδη'],
  IAST: ['Rāga Śrī Kṛṣṇa Saṃgīta ñāṇa ṭḍḥ ṝ ḷ ṅ', 'raga sri krsna samgita nana tdh r l n'],
  'ISO 15919': ['r̥ṣabha m̐ ḻ ṟ ṉ ē ō', 'rsabha m l r n e o'],
  'letters without a decomposition': [
    'Bjørk Ærø Œuvre Łódź Đorđe Ðóra Þór',
    'bjork aero oeuvre lodz dorde dora thor',
  ],
  'sharp s': ['STRAẞE', 'straße', 'strasse'],
  'Azeri schwa': ['Muğam Bəstəsi', 'mugam bestesi'],
  'transliterated ayn and hamza': ['ʿIrāq', 'ʾIraq', 'iraq'],
  'Arabic and Persian kaf and yeh': ['كريم علي', 'کریم علی'],
  'Arabic alef forms': ['آ أ إ ٱ ا', 'ا ا ا ا ا'],
  'Arabic vocalisation and tatweel': ['حِجَـــاز', 'حجاز'],
  'teh marbuta': ['نغمة', 'نغمه'],
  'zero-width non-joiner': ['می‌خواهم', 'میخواهم'],
  nukta: ['ख़याल', 'खयाल', 'ख़याल'],
  digits: ['۱۲ ٣ ४ ௫', '12 3 4 5'],
  'quotes and dashes': ['“It’s” – a — test', '"it\'s" - a - test'],
  'width and ligatures': ['ＡＢＣ ﬁ', 'abc fi'],
  'decomposed and composed': ['s\u0327arkı', 'şarkı'],
  'white space': [' a\u00a0 b\t\nc ', 'a b c'],
}

describe('one folded form', () => {
  for (const [name, texts] of Object.entries(same)) {
    test(name, () => {
      expect(new Set(texts.map(fold))).toHaveLength(1)
    })
  }
})

describe('what must stay apart', () => {
  test.each([
    ['Devanagari vowel signs', 'कि', 'का'],
    ['Devanagari virama', 'कम', 'क्म'],
    ['Devanagari anusvara', 'राग', 'रांग'],
    ['Tamil vowel signs', 'ராகம்', 'ரகம'],
    ['Bengali vowel signs', 'গান', 'গন'],
    ['Telugu vowel signs', 'రాగం', 'రగం'],
    ['Thai vowels', 'กิ', 'กา'],
    ['Japanese voicing', 'が', 'か'],
    ['two letters', 'raga', 'rage'],
  ])('%s', (_, a, b) => {
    expect(fold(a)).not.toBe(fold(b))
  })
})

test('a Devanagari and a Tamil name keep every base letter and sign', () => {
  expect(fold('राग भैरवी')).toBe('राग भैरवी')
  expect(fold('தோடி').normalize('NFC')).toBe('தோடி')
})

test('plain text is only lowered and trimmed', () => {
  expect(fold('  Ussak   SEMAI (1905) ')).toBe('ussak semai (1905)')
})

const anyText = fc.string({ unit: 'binary', maxLength: 60 })
const writtenText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Object.values(same).flat().join('')),
      fc.integer({ min: 0x20, max: 0x1eff }).map((code) => String.fromCodePoint(code)),
    ),
    { maxLength: 60 },
  )
  .map((letters) => letters.join(''))

describe('for any text', () => {
  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, writtenText), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('every code point is stable alone', () => {
    const unstable: string[] = []
    for (let code = 0; code < 0x30000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue
      const once = fold(String.fromCodePoint(code))
      if (fold(once) !== once) unstable.push(code.toString(16))
    }
    expect(unstable).toEqual([])
  })

  test('composition does not matter', () => {
    fc.assert(
      fc.property(writtenText, (text) => {
        expect(fold(text.normalize('NFC'))).toBe(fold(text.normalize('NFD')))
      }),
      { numRuns: 2000 },
    )
  })

  test('upper and lower case do not matter for letters of the traditions', () => {
    const letters = fc.constantFrom(
      ...'abcçdeéfgğhıiİjklmnoöpqrsştuüvwxyzαάβγδεζηθικλμνξοπρστυφχψω ',
    )
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 40 }), (chosen) => {
        const text = chosen.join('')
        expect(fold(text.toUpperCase())).toBe(fold(text))
      }),
    )
  })
})
