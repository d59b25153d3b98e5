/**
 * Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada and Malayalam lie at equal
 * distances in Unicode with the same letter at the same place of each.
 */
const firstBlock = 0x900
const lastBlock = 0xd7f
const blockLength = 0x80
const virama = 0x4d
const firstConsonant = 0x15
const lastConsonant = 0x39
const firstSign = 0x3e

const independent: Record<number, string> = {
  5: 'a',
  6: 'a',
  7: 'i',
  8: 'i',
  9: 'u',
  10: 'u',
  11: 'ri',
  14: 'e',
  15: 'e',
  16: 'ai',
  18: 'o',
  19: 'o',
  20: 'au',
}
const consonants =
  'k kh g gh n c ch j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h'.split(' ')
const signs: Record<number, string> = {
  62: 'a',
  63: 'i',
  64: 'i',
  65: 'u',
  66: 'u',
  67: 'ri',
  70: 'e',
  71: 'e',
  72: 'ai',
  74: 'o',
  75: 'o',
  76: 'au',
}
/** Candrabindu and anusvara. */
const nasals = [1, 2]

export function isIndic(word: string): boolean {
  const code = word.charCodeAt(0)
  return code >= firstBlock && code <= lastBlock
}

/** A rough romanisation of a folded word, for `indianSpelling`: राग is "raga". Other letters are left out. */
export function romaniseIndic(word: string): string {
  let latin = ''
  let open = false
  for (const letter of word) {
    const code = letter.codePointAt(0) ?? 0
    if (code < firstBlock || code > lastBlock) continue
    const place = (code - firstBlock) % blockLength
    if (place >= firstConsonant && place <= lastConsonant) {
      latin += (open ? 'a' : '') + (consonants[place - firstConsonant] ?? '')
      open = true
    } else if (place === virama) {
      open = false
    } else if (place >= firstSign && signs[place] !== undefined) {
      latin += signs[place]
      open = false
    } else {
      latin += (open ? 'a' : '') + (independent[place] ?? (nasals.includes(place) ? 'm' : ''))
      open = false
    }
  }
  return latin + (open ? 'a' : '')
}
