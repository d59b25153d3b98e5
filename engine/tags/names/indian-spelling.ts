import { isIndic, romaniseIndic } from './indic-letters.ts'

const isVowel = (letter: string) => 'aeiou'.includes(letter)

/** Letters that differ between the romanisations of one sound, longest first. */
const sounds: readonly (readonly [string, string])[] = [
  ['aa', 'a'],
  ['ee', 'i'],
  ['ii', 'i'],
  ['oo', 'u'],
  ['uu', 'u'],
  ['ou', 'au'],
  ['ow', 'au'],
  ['w', 'v'],
  ['ph', 'p'],
  ['f', 'p'],
  ['q', 'k'],
  ['x', 'ks'],
  ['z', 'j'],
]

function oneSoundEach(word: string): string {
  let sounded = ''
  for (let at = 0; at < word.length; ) {
    const found = sounds.find(([written]) => word.startsWith(written, at))
    sounded += found ? found[1] : word[at]
    at += found ? found[0].length : 1
  }
  return sounded
}

/**
 * A key that the common romanisations of an Indian word share: long vowels, aspirates (th, dh, sh),
 * doubled consonants, w and v, ow and au, m and n before a stop or s, a closing -am or -a ("Hamsadhwani",
 * "Hansadhvani"; "Mohanam", "Mohana"; "Thodi", "Todi"). Takes a folded word of Latin or Indic letters;
 * anything else comes back as it is.
 */
export function indianSpelling(word: string): string {
  const latin = isIndic(word) ? romaniseIndic(word) : word
  if (!/^[a-z]+$/.test(latin)) return word
  const sounded = oneSoundEach(latin)
  let key = ''
  for (let at = 0; at < sounded.length; at++) {
    const letter = sounded[at]!
    const last = key.at(-1) ?? ''
    const next = sounded[at + 1] ?? ''
    if (letter === last) continue
    if (letter === 'h' && last !== '' && !isVowel(last)) continue
    const nasal = letter === 'm' && next !== '' && 'bpdtkgsvjc'.includes(next)
    key += nasal ? 'n' : letter
  }
  if (key.length > 3) key = key.replace(/a?m$/, '').replace(/a$/, '')
  return key
}

/** A looser key still, for the end of a word and the short a's that one writer drops and another keeps. */
export function indianConsonants(word: string): string {
  const key = indianSpelling(word)
  return key.slice(0, 1) + key.slice(1).replaceAll('a', '')
}
