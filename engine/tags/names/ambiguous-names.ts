import type { VocabularyId } from '../../../contract/vocabulary.ts'

/**
 * How much a name says by itself: a `plain` one names little else, a `word` is also an ordinary word, a
 * person or a place, and says nothing without support. All lists below are of folded names without
 * spaces, from general knowledge; those of makams were checked on the titles of recordings.
 */
export type Strength = 'plain' | 'word'

const list = (text: string) => text.trim().split(/\s+/)

/** Names of makams that are hardly met outside music; all others are words. */
const plainMakams = new Set(
  list(`
  hicaz hidjaz higaz hijaz hitzaz hejaz nihavent nahavand nahawand nehavent niavent nihavend
  ussak ousak oushak ushaq ushshaq huzzam houzam houzzam huzam segah segiah sikah mahur
  karcigar karjighar karsigar buselik bousalik busalik pouselik beyati bayati bayaty bayyati
  muhayyer mouhayer nisaburek nikriz nakriz nigriz sultaniyegah suzidil suzinak souzinak
  suznak ferahfeza farahfaza ferahnak sedaraban seddiaraban shaddaraban bestenigar
  bestenikar bastanikar sevkefza shawqafza evcara evic gerdaniye neveser neveseri nawaathar
  uzzal kurdilihicazkar hisarbuselik suzidilara dugah yegah cargah zavil hicazkar hijazkar
  hitzaskiar hitzazkiar arazbar nuhuft pencgah sazkar sipihr buzurk zirefkend bahrinazik
  nevkes nisabur gevest rahatulervah sabazemzeme حجاز نهاوند هزام بياتي عجمعشيران ماهور
  χιτζαζ νιαβεντ ουσακ χουζαμ σεγκιαχ χιτζασκιαρ καρσιγαρ νιγκριζ σουζινακ κιουρντι νεβεσερ
  σαμπαχ
  `),
)

/** A longer makam name that holds one of these is plain, whatever the rest of it means. */
const plainMakamParts = list(
  'buselik hicaz suzinak muhayyer kurdi asiran ussak segah hijaz huzzam beyati nihavend yegah',
)
const shortestCompound = 9

/** Shorter names of ragas that name little else; longer ones are plain in any case. */
const plainRagas = new Set(
  list(`
  bhimplas jaunpuri malkauns malkaus malkosh bageshri bagesree rageshri jogkauns patdeep
  bhupali bhoopali kirwani keerwani kambhoji kamboji begada surutti dhanyasi abheri bilahari
  hindolam behag bihag bahudari bhatiyar bihagda gunkri
  `),
)

/** Names of ragas of two words or more, or of nine letters and more, that name people, deities or works too. */
const wordRagas = new Set(
  list(`
  saraswati saraswathi sarasvati sindhubhairavi sindubhairavi shriranjani shreeranjani
  saurashtra shankarabharanam sankarabharanam sankarabaranam chakravakam amritavarshini
  amrithavarshini amrutavarshini nelambari vachaspathi vacaspati anandabhairavi sriranjini
  miyanmalhar rasikapriya ramapriya ragamalika rishabhapriya rageshwari bageshwari bageswari
  natakapriya gangeyabhushani shyamalangi subhalakshmi deepawali patmanjari nilambari
  neelambari chintamani vijayashri saraswatimanohari kamalamanohari hindustangandhari
  lalitagauri ramamanohari rudrapriya kokilapriya pushpalatika natnarayan chandrajyothi
  chandrajyoti chandramauli jayantasri jayanthasri jayantasena vijayanagari kavadichindu
  ragashree bhavapriya vanaspati madhuvanti madhuwanti hemavathi kalanidhi charukeshi
  charukesi gopikavasantham vijayasaraswati keeravani sivaranjani shivaranjani shivranjani
  dharmavati dharmavathi vachaspati rajkalyan tilakbihari brindavani meghmalhar kalashree
  champakali
  `),
)
const shortestPlainRaga = 9

/** Rhythms, forms and instruments are plain but for these. */
const words: Partial<Record<VocabularyId, ReadonlySet<string>>> = {
  dromos: new Set(
    list(`
  rast rasti saba sabah sabach minore minoreharmonic minorenatural major majore matzore usak
  segia peiraiotikos piraeotikos peireotikos pireotikos tabachaniotikos tabahaniotiko
  aeolianminore fysikominore kurdi kourdi ραστ μινορε ματζορε πειραιωτικοσ ταμπαχανιωτικοσ
  φυσικομινορε
  `),
  ),
  usul: new Set(
    list(`
  aydin zafer turkmen fer havi dolap dumen hafif oynak darb serbest semai remel zencir
  zincir cevher sureyya evsat aksak akska sakil raksan curcuna sofyan ikibir tekvurus
  muhammes cenber freemeter muasser fahte hezec yuruksemi 223 262 12212212 22222221 232223
  3223323 3334 144 22
  `),
  ),
  tala: new Set(
    list(`
  adi aadi eka ekam rupak roopak rupaka rupakam dhruva matya atta ata matta shikhar jat jatt
  sul chachar savari panjabi addha adhya chanda chapu jampa jampe jhampa misram dadra dhamar
  mahaalakshmi madhyad ikwai ikvai triputa desadi
  `),
  ),
  form: new Set(
    list(`
  beste destan divan durak etud ezan fantezi gazel gazeli ghazel guvende hutbe ilahi
  kalenderi kamet kanto kar karce karsilama koda kosma kupe longa lonca mandra mars medhal
  mersiye nakis nefes ninni seyir selam sarki taksim tango tekbir tesbih turku waltz vals
  maya salat sonata sonat savt tevhid zikir murabba kaside naat nat methiye varsak varsagi
  terennum ayin mehter gulbang gulbank ornekoz bestemurabba samai tavsanca qasida
  halkturkusu popsarkisi cocuksarkisi telbiye tevsih aranagme qaida khayal tarana varnam
  alap bandish commentary demostration demonstration hori tappa chaiti dadra bhangra ghazal
  bhajan pallavi padam mangalam geetham shloka javali kriti tanam abhang alapana kajari
  kajri tirwat viruttham keertana pasuram thirukkural natyasangeet ballos balos sousta
  skaros syrto σουστα μπαλοσ σκαροσ غزل قصيده
  `),
  ),
  instrument: new Set(
    list(`
  voice vokal saz ney nay nai ud ut oud kanun qanun keman tef daf daire viola viyola bells
  ziller zil zill lute lut other drums percussion perkusyon strings yaylilar bass basgitar
  bassguitar harp arp triangle ucgen keyboard klavye guitar gitar piano piyano pipeorgan
  flute flut cello violonsel viyolonsel violin violi trumpet trombone tuba saxophone bassoon
  cymbals mandolin lyra λυρα baglama davul davullar kos virginal bugle borazan timpani accordion akordeon
  clarinet klarnet doublebass kontrbas harpsichord klavsen instrument enstruman performer
  icraci orkestra performingorchestra rebab zither komuz kopuz bodypercussion
  vucutperkusyonu tambourine folkharp halkarpi spanishacousticguitar klasikgitar cornamuse
  panflute panflut otherdrums digerdavullar otherinstruments digerenstrumanlar
  otherpercussion digerperkusyonlar santur tambur tanbur tabla kaval duduk cevgen βιολι ناي
  عود floghera tambura sarod kemence zurna violadamore violadagamba
  `),
  ),
}

/** Spellings that are not read at all: in titles they are something else nearly always. */
const unread: Partial<Record<VocabularyId, ReadonlySet<string>>> = {
  makam: new Set(['sabah', 'kurd', 'sika', 'hicazlar', 'rasd', 'homayoun']),
  raga: new Set(['alika', 'shruti', 'iman', 'eman', 'emon', 'padi', 'ghanta', 'arabi']),
  dromos: new Set(['major', 'minore', 'majore']),
  tala: new Set(['22']),
}

/**
 * @param name a folded name without spaces
 * @param parts words that it is written in
 */
export function strengthOf(vocabulary: VocabularyId, name: string, parts: number): Strength {
  if (vocabulary === 'makam') {
    const compound =
      name.length >= shortestCompound && plainMakamParts.some((part) => name.includes(part))
    return compound || plainMakams.has(name) ? 'plain' : 'word'
  }
  if (vocabulary === 'raga') {
    if (wordRagas.has(name)) return 'word'
    return parts > 1 || name.length >= shortestPlainRaga || plainRagas.has(name) ? 'plain' : 'word'
  }
  return words[vocabulary]?.has(name) ? 'word' : 'plain'
}

/** Whether a spelling is left out of free text; labelled fields are read with it all the same. */
export function isUnread(vocabulary: VocabularyId, name: string): boolean {
  return unread[vocabulary]?.has(name) ?? false
}

/** Forms that make a mode of the name before them even where it is a word; a song may be called anything. */
const strongForms = new Set(
  list(`
  taksim fihristtaksim pesrev sazsemaisi longa beste nakisbeste bestemurabba kar karce
  karinatik yuruksemai agirsemai yuruksazsemaisi hanendesemaisi sazendesemaisi ayin
  ayiniserif sirto naat tevsihilahi  medhal mandra murabba kocekce taximi alap
  alapana badakhayal khayal dhrupad thumri tarana thillana bandish tappa kriti varnam
  varnamtanavarnam varnampadavarnam tanam pallavi swarajati jatiswaram dadra taniavartanam
  javali zeibekiko hasapiko hasaposerviko tsifteteli karsilamas amanes 
  `),
)

/** @param tag the id of a form */
export function isStrongForm(tag: string): boolean {
  return strongForms.has(tag.replaceAll('-', ''))
}

/** Forms that all music has; they say nothing about a tradition, and are named only within a known one. */
const generalForms = new Set(
  list(`
  tango waltz sonata mars etud koda fantezi kanto commentary demostration demonstration
  divan selam seyir ninni destan nefes durak maya bhangra
  `),
)

/** @param tag the id of a form */
export function isGeneralForm(tag: string): boolean {
  return generalForms.has(tag.replaceAll('-', ''))
}

const songForms = new Set(
  list('turku halkturkusu rumeliturkusu ilahi ninni kaside mersiye zeybek gazel'),
)

/** Whether songs are named by their subject and this form, "Yemen Türküsü". @param tag the id of a form */
export function takesSongs(tag: string): boolean {
  return songForms.has(tag.replaceAll('-', ''))
}

const carnaticNames = new Set(
  list('adi aadi varnam thillana kalyani kambhoji pallavi alapana kriti ragamalika'),
)

/** Whether a folded name that both Indian traditions know is nearly always meant in the Carnatic one. */
export function isMostlyCarnatic(name: string): boolean {
  return carnaticNames.has(name)
}
