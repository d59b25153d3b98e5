/** Letters that Unicode does not decompose into a plain letter and a mark. */
const letters: Record<string, string> = {
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ə: 'e',
  ɑ: 'a',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ك: 'ک',
  ڪ: 'ک',
  ة: 'ه',
  ھ: 'ه',
  ہ: 'ه',
  ە: 'ه',
  ۃ: 'ه',
  ٱ: 'ا',
  ں: 'ن',
}

const punctuation: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
}

/** Zeros of the digits used beside the letters folded here; each is followed by its 1 to 9. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66]

const digits = Object.fromEntries(
  zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(zero + digit), String(digit)]),
  ),
)

const replacements = new Map(Object.entries({ ...letters, ...punctuation, ...digits }))
const replaceable = new RegExp(`[${[...replacements.keys()].join('')}]`, 'gu')

/**
 * Marks that only colour a letter: shared diacritics (with Vedic accents), Arabic and Hebrew
 * vocalisation. The signs of Indic and other scripts carry vowels and stay; so do the Japanese voicing
 * marks.
 */
const accents =
  /[[\p{M}&&[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u3099\u309a]]/gv
const nuktas = /[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc]/g
/** Tatweel, the half rings and apostrophes of transliteration, and invisible formatting (joiners, soft hyphens). */
const ignored = /[\u0640ʹʻʼʽʾʿˀ\p{Cf}]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: white space and controls alike separate words.
const spaces = /[\s\u0000-\u001f\u007f-\u009f]+/g
const printableAscii = /^[ -_a-~]*$/

function foldOnce(text: string): string {
  return text
    .replace(replaceable, (character) => replacements.get(character) ?? character)
    .normalize('NFKD')
    .toLowerCase()
    .replace(accents, '')
    .replace(nuktas, '')
    .replace(ignored, '')
    .replace(replaceable, (character) => replacements.get(character) ?? character)
}

/**
 * The form in which text is searched: what is indexed and what is typed are both folded, then compared
 * letter by letter. For search and sorting only, never for display. Idempotent.
 *
 * | what                | rule                                                       | example |
 * | ------------------- | ---------------------------------------------------------- | ------- |
 * | case                | lower case; ß = ss                                         | STRAẞE, straße → strasse |
 * | Turkish i           | ı, İ, i, I are one letter                                  | IŞIK, ışık → isik |
 * | Latin diacritics    | dropped: ş ğ ç ö ü, IAST and ISO 15919, Vietnamese…        | Rāga Bhairavī → raga bhairavi |
 * | ø æ œ ł đ ð þ ħ ŋ ə | o ae oe l d d th h n e                                     | Bjørk → bjork |
 * | ʿ ʾ ʻ ʼ             | dropped                                                    | ʿIrāq → iraq |
 * | Greek               | tonos and breathings dropped, final sigma is sigma         | Χασάπικος → χασαπικοσ |
 * | Cyrillic            | й = и, ё = е                                               | ёлка → елка |
 * | Arabic, Persian     | vocalisation, hamza seats and tatweel dropped; ي ی ى ے, ك ک, ة ه ھ ہ, ا آ أ إ ٱ are one each | حِجَاز → حجاز |
 * | Indic               | vowel signs, virama and nasals kept; nukta and Vedic accents dropped | ख़याल → खयाल |
 * | digits              | Arabic, Persian and Indic digits are 0 to 9                | ۱۲ → 12 |
 * | width, ligatures    | compatibility forms are plain (NFKD)                       | ＡＢＣ, ﬁ → abc, fi |
 * | quotes, dashes      | ' " and -                                                  | “Αχ – βαχ” → "αχ - βαχ" |
 * | joiners, controls   | invisible formatting dropped, controls separate            | می‌خواهم → ميخواهم |
 * | white space         | runs become one space, none at the ends                    | |
 *
 * Everything else is kept in decomposed form (NFKD), so that a Hangul syllable is found by its first letters.
 */
export function fold(text: string): string {
  if (printableAscii.test(text)) return text.toLowerCase().replace(/ +/g, ' ').trim()
  return foldOnce(text).replace(spaces, ' ').trim()
}
