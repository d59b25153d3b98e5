import { createHash } from 'node:crypto'
import type { FileFacts } from '../engine/scan/read-file.ts'

const words = {
  turkish: {
    artists:
      'Münir Nurettin Selçuk|Zeki Müren|Tanburî Cemil Bey|Müzeyyen Senar|Âşık Veysel|Neşet Ertaş|Safiye Ayla|Yorgo Bacanos|Kâni Karaca|Bekir Sıdkı Sezgin|Niyazi Sayın|İhsan Özgen|Göksel Baktagir|Erkan Oğur',
    composers:
      'Hammâmîzâde İsmâil Dede Efendi|Itrî|Hacı Ârif Bey|Şevki Bey|Lemi Atlı|Tatyos Efendi|Sadettin Kaynak',
    modes:
      'Hicaz|Uşşâk|Hüseynî|Kürdîlihicazkâr|Nihâvend|Rast|Segâh|Sabâ|Acemaşîran|Hüzzam|Bestenigâr|Şehnâz',
    forms: 'şarkı|peşrev|saz semâîsi|taksim|yürük semâî|ilâhi|türkü|gazel|longa|oyun havası',
    nouns: 'gönül|bülbül|güneş|deniz|yâr|akşam|çiçek|ağlama|sevdâ|ömrüm|gülşen|hasret|rüzgâr|ışık',
  },
  indian: {
    artists:
      'Bhimsen Joshi|Kishori Amonkar|Ravi Shankar|Nikhil Banerjee|M. S. Subbulakshmi|T. N. Krishnan|Bombay Jayashri|Ali Akbar Khan|Gangubai Hangal|Amjad Ali Khan|मल्लिकार्जुन मंसूर|Pandit Hariprasad Chaurasia|Śrīnivāsa Ayyar|Aruna Sairam',
    composers:
      'Tyāgarāja|Muttusvāmi Dīkṣitar|Śyāma Śāstri|Purandara Dāsa|Papanāsam Sivan|Sadārang|Tānsen',
    modes:
      'Yaman|Bhairavī|Tōḍi|Kalyāṇi|Mōhanam|Darbārī Kānaḍā|Mālkauns|Śaṅkarābharaṇam|Bihāg|Kharaharapriyā|राग यमन|Pūriyā Dhanāśrī',
    forms: 'khayal|alap|kriti|varṇam|tillānā|thumri|bhajan|dhrupad|gat|rāgam tānam pallavi',
    nouns:
      'prabhāta|megha|candra|nanda|kṛṣṇa|mana|sāgara|pavana|jyoti|vasanta|virahiṇī|gopāla|śyāma|rāma',
  },
  greek: {
    artists:
      'Μάρκος Βαμβακάρης|Ρόζα Εσκενάζυ|Βασίλης Τσιτσάνης|Σωτηρία Μπέλλου|Στράτος Παγιουμτζής|Ρίτα Αμπατζή|Αντώνης Νταλγκάς|Domna Samiou|Ross Daly|Γιώργος Μπάτης|Στέλιος Καζαντζίδης',
    composers:
      'Παναγιώτης Τούντας|Βαγγέλης Παπάζογλου|Απόστολος Χατζηχρήστος|Μανώλης Χιώτης|Γιάννης Παπαϊωάννου',
    modes: 'Χιτζάζ|Ουσάκ|Ραστ|Σαμπάχ|Νιαβέντι|Πειραιώτικος|Χουζάμ|Καρτσιγάρ|Σεγκιάχ|Χιτζασκιάρ',
    forms: 'ρεμπέτικο|ζεϊμπέκικο|χασάπικο|τσιφτετέλι|αμανές|καρσιλαμάς|ταξίμι|συρτός|μπάλος',
    nouns: 'θάλασσα|μάτια|καρδιά|νύχτα|φεγγάρι|ξενιτιά|μάνα|αγάπη|βουνό|καημός|ντουνιάς|σεβντάς',
  },
} as const

type Tradition = keyof typeof words
const traditions = Object.keys(words) as Tradition[]

/** The same numbers at every run. */
export function generator(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** What scanning would learn from the nth file of a library of makam, raga and dromos music. */
export function madeFacts(n: number, size: number, mtimeMs: number): FileFacts {
  const random = generator(n + 1)
  const tradition = traditions[random(traditions.length)] ?? 'turkish'
  const pick = (kind: keyof (typeof words)[Tradition]): string => {
    const choices = words[tradition][kind].split('|')
    return choices[random(choices.length)] ?? ''
  }
  const mode = pick('modes')
  const form = pick('forms')
  const album = random(9000)
  return {
    container: random(3) === 0 ? 'flac' : 'mp3',
    identity: createHash('sha256').update(`made ${n}`).digest(),
    payloadLength: size,
    wholeFile: false,
    tags: {
      title: `${mode} ${form}: ${pick('nouns')} ${pick('nouns')} ${n % 997}`,
      artist: pick('artists'),
      albumArtist: pick('artists'),
      album: `${pick('nouns')} ${pick('forms')} ${album}`,
      composer: pick('composers'),
      performers: pick('artists'),
      genre: [tradition],
      comment: '',
      year: random(10) === 0 ? null : 1920 + random(104),
      track: 1 + random(20),
      disc: null,
      fields: [
        { key: tradition === 'indian' ? 'RAGA' : 'MAKAM', value: mode },
        { key: 'FORM', value: form },
      ],
      duration: 120 + random(900),
      codec: 'MP3',
      lossless: false,
      sampleRate: 44_100,
      channels: 2,
      bitrate: 192_000,
      loudness: { trackGain: null, trackPeak: null, albumGain: null, albumPeak: null },
    },
    artwork: null,
    size,
    mtimeMs,
    problem: null,
  }
}

/** What people type into the search box, letter by letter, with and without diacritics. */
export function typedQueries(): string[] {
  const wishes = [
    'munir nurettin',
    'hicaz sarki',
    'neset ertas',
    'bhairavi',
    'sankarabharanam kriti',
    'bhimsen joshi yaman',
    'τσιτσανης',
    'χιτζαζ ζειμπεκικο',
    'θαλασσα',
    'tyagaraja',
    'यमन',
    'gonul 42',
    'zzzz',
  ]
  return wishes.flatMap((wish) => Array.from(wish, (_, end) => wish.slice(0, end + 1)))
}
