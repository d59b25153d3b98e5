import type { VocabularyId } from '../../../contract/vocabulary.ts'
import type { Lineage } from './tradition-words.ts'

/** What a word says about the name beside it. All words are folded. */
export interface Role {
  /** Vocabularies that the name beside it is taken from. */
  readonly marks: readonly VocabularyId[]
  /**
   * Where the name stands: right before or after the word, only after it, or after it and a colon,
   * since the word means other things too.
   */
  readonly reach: 'both' | 'after' | 'colon'
}

const roles = new Map<string, Role>()

function add(reach: Role['reach'], marks: VocabularyId[], words: string): void {
  for (const word of words.trim().split(/\s+/)) roles.set(word, { reach, marks })
}

add('both', ['makam'], 'makam makami makama makaminda makamindan makaminin maqam maqaam makamlari')
add('both', ['makam', 'dromos'], 'μακαμ μακαμι')
add('both', ['makam'], 'مقام')
add('both', ['makam'], 'fasli fasil')
add('after', ['makam'], 'makamlar maqams')
add(
  'both',
  ['raga'],
  `raga raag raaga ragam raagam raagamu ragamu ragini raagini thaat melakarta
  राग रागम रागिनी রাগ রাগিণী ராகம் ராகம ராக రాగం రాగము ರಾಗ ರಾಗಂ രാഗം ਰਾਗ રાગ راگ راگا`,
)
add('after', ['raga'], 'rag ragas raags ragams raagas ragang')
add('both', ['raga'], 'gat jod jor jhala alaap aalap aochar vistar')
add('after', ['raga'], 'dhun')
add('both', ['makam'], 'taqasim takasim')
add('after', ['makam', 'dromos', 'raga'], 'improvisation improvisasyon dogaclama')
add('both', ['dromos'], 'μανεσ manes')
add('both', ['dromos'], 'dromos dromo dromou dhromos δρομοσ δρομο δρομου δρομοι dromoi')
add('both', ['usul'], 'usul usulu usulunde usulunden usuluyle')
add(
  'both',
  ['tala'],
  'tala taal taala talam taalam thalam thaalam taal tal ताल तालम তাল தாளம் தாளம தாள తాళం తాళము ತಾಳ ತಾಳಂ താളം تال',
)
add('both', ['instrument'], 'solo solosu recital')
add('colon', ['usul', 'tala'], 'rhythm ritim ritm ritmi ρυθμοσ')
add('colon', ['makam', 'raga', 'dromos'], 'mode mod')
add('colon', ['form'], 'form formu bicim turu')
add(
  'colon',
  ['instrument'],
  'instrument instruments enstruman enstrumanlar calgi saz οργανο οργανα',
)

/** Words that may stand between a name and what supports it. */
const connectors = new Set(
  `in on of the a musterek ortak giris ara son ilk birinci ikinci ucuncu dorduncu turk
  uzerine ve ile and i ii iii iv no nolu numarali misra mishra misr vilambit drut madhya laya lay
  madhyalaya bada chota chhota me mein mem is στο σε το ο του instrumental short long`
    .trim()
    .split(/\s+/),
)

/** Words between the members of a list. */
const listing = new Set(['and', 've', 'ile', 'και', 'aur', 'or', 'to'])

export function isListing(word: string): boolean {
  return listing.has(word)
}

export function roleOf(word: string): Role | undefined {
  return roles.get(word)
}

export function isConnector(word: string): boolean {
  return connectors.has(word)
}

/** Turkish case endings and the English genitive, as they follow an apostrophe. */
const endings = new Set(
  'a e i u s ya ye yi yu da de ta te dan den tan ten in un nin nun nda nde daki deki ca ce li lu'.split(
    ' ',
  ),
)

/** Whether a word is the ending of the one before its apostrophe, "Irak'ın". */
export function isEnding(word: string): boolean {
  return endings.has(word)
}

/** The vowel of a Persian construct, as it follows a hyphen: "Şevk-i Bahar", "Neva-yı dil". */
export function isConstruct(word: string): boolean {
  return (
    word === 'i' || word === 'u' || word === 'yi' || word === 'yu' || word === 'e' || word === 'ye'
  )
}

/** What the spelling of a marker says about the tradition, in points; "raga" and "tala" are used by both. */
const spellings = new Map<string, readonly (readonly [Lineage, number])[]>()

function speak(lineage: Lineage, points: number, words: string): void {
  for (const word of words.trim().split(/\s+/)) {
    spellings.set(word, [...(spellings.get(word) ?? []), [lineage, points]])
  }
}

speak('turkish', 2, 'makam makami makama makaminda makamindan usul usulu usulunde fasli fasil')
speak('arabic', 1.5, 'maqam maqaam maqams مقام')
speak('hindustani', 1.5, 'raag raaga rag raags raagini ragini taal tal राग रागिनी ताल রাগ راگ')
speak('carnatic', 1.5, 'ragam raagam ragams talam taalam thalam thaalam')
speak('carnatic', 2, 'ராகம் ராக రాగం రాగము ರಾಗ രാഗം தாளம் తాళం తాళము ತಾಳ താളം')
speak('greek', 3, 'dromos dromo dromou dromoi δρομοσ δρομο δρομου δρομοι')

export function markerLineages(
  marker: string | undefined,
): readonly (readonly [Lineage, number])[] {
  return (marker && spellings.get(marker)) || []
}
