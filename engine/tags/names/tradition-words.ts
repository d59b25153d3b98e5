import type { Tradition } from '../../../contract/vocabulary.ts'

/**
 * Traditions whose words and names may meet in a library. `indian` is both Indian ones; `persian` and
 * `arabic` share names of modes with the Turkish one but are not in the vocabularies, and neither is
 * `popular`, music for which no mode is named.
 */
export type Lineage = Tradition | 'indian' | 'persian' | 'arabic' | 'popular'

const phrases: Partial<Record<Lineage, string>> = {
  turkish: `turkish classical|classical turkish|turk sanat muzigi|turk sanat|sanat muzigi|tsm|klasik turk
    muzigi|klasik turk|turk muzigi|turk halk muzigi|thm|turk tasavvuf muzigi|tasavvuf muzigi|tasavvuf|osmanli
    muzigi|ottoman|ottoman classical|mevlevi|turkish makam|turkish folk|turkish art music|turkish sufi|turkish
    traditional|turkish|neyzen|tanburi|kemani|hanende|sazende|udi|ney taksimleri|mehter musikisi|turk
    musikisi|musiki|klasik turk musikisi|turku`,
  hindustani: `hindustani|hindustani classical|north indian classical|north indian|khayal gayaki|gharana|pandit|pt
    |ustad|ustaad|vidushi|begum|shastriya sangeet|dhrupad|hindustani vocal|hindustani instrumental|शास्त्रीय
    संगीत|हिन्दुस्तानी|हिंदुस्तानी|पंडित|उस्ताद|پنڈت|استاد`,
  carnatic: `carnatic|carnatic classical|karnatic|karnatak|karnatik|carnatic vocal|carnatic instrumental|carnatic
    music|south indian classical|south indian|karnataka sangeetham|vidwan|vidvan|tyagaraja|thyagaraja|dikshitar
    |dikshithar|muthuswami dikshitar|syama sastri|shyama shastri|purandara dasa|papanasam sivan|swati
    tirunal|கர்நாடக|కర్ణాటక|ಕರ್ನಾಟಕ|കര്‍ണാടക`,
  indian: `indian classical|classical indian|indian classical music|indian|raga|ragas|sangeet|sangeetham`,
  greek: `greek|greek folk|greek traditional|rebetiko|rebetika|rembetiko|rembetika|rebetika songs|laiko|laika
    |smyrneika|smyrneiko|mikrasiatika|ρεμπετικο|ρεμπετικα|ρεμπετικη|λαικο|λαικα|σμυρνεικα|σμυρνεικο
    |παραδοσιακα|μικρασιατικα|δημοτικα|hellenic|greece|ελληνικα|ελληνικη`,
  persian: `persian|persian classical|iranian|iran|dastgah|dastgahe|dastgah e|mugham|mugam|mughamat|avaz|avaze|avaz e|radif
    |tasnif|azerbaijani|azeri|shashmaqam|shashmaqom|muqam|daramad|pishdaramad|gusheh|chaharmezrab|chahar
    mezrab|دستگاه|آواز|رديف|azerbaijan|azerbaycan|uyghur|tajik|uzbek`,
  arabic: `arabic|arab|tarab|egyptian|syrian|lebanese|iraqi|maqam|maqamat|tunisian|andalusian|malouf|عربي`,
  popular: `rock|hard rock|pop|jazz|metal|heavy metal|death metal|black metal|hip hop|hiphop|hip-hop|rap|electronic|electro
    |techno|house|edm|dance|soundtrack|ost|film|filmi|bollywood|kollywood|tollywood|reggae|blues|country|punk|indie
    |disco|r b|rnb|soul|funk|k pop|kpop|j pop|trance|ambient|arabesk|turkish pop|turkce pop|turkish rock
    |anadolu rock|arabesque|schlager|latin|swing|big band|trap|comedy|podcast|audiobook|spoken word|gospel|ska
    |grunge|film music|movie|stage screen|lounge|chillout|new wave|opera|musical|folk rock|ragtime|bebop`,
}

/** [folded phrase, what it speaks for]. */
export const traditionPhrases: readonly (readonly [string, Lineage])[] = Object.entries(
  phrases,
).flatMap(([lineage, text]) =>
  (text ?? '')
    .split('|')
    .map((phrase) => [phrase.replace(/\s+/g, ' ').trim(), lineage as Lineage] as const),
)
