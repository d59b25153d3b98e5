import type { Tradition } from '../../../contract/vocabulary.ts'
import type { Vocabularies } from '../vocabularies.ts'
import { type Context, chooseReadings } from './choose-readings.ts'
import { fieldUse } from './labelled-fields.ts'
import type { Mention } from './mention.ts'
import { createNameIndex, type NameIndex, type Reading } from './name-index.ts'
import {
  impliedTradition,
  phraseConfidence,
  settleTraditions,
  type TraditionClaim,
} from './name-traditions.ts'
import { markerLineages } from './naming-words.ts'
import { readLabelledValue } from './read-labelled-value.ts'
import { readingConfidence } from './reading-confidence.ts'
import { remember } from './remember.ts'
import { type Scan, scanText, writtenWords } from './scan-text.ts'
import { type Claim, type NamedTag, settleClaims } from './settle-claims.ts'
import { type SourceText, sourceTexts, type TrackTexts } from './track-texts.ts'
import {
  collectEvidence,
  type Evidence,
  pointsAgainst,
  scriptPoints,
  weighScan,
} from './tradition-evidence.ts'

export type { NamedTag, TrackTexts }

interface SourceScan extends SourceText {
  scan: Scan
}

/** Points for either Indian tradition from which names are also looked for by their spelling keys. */
const indianEnough = 2
const labelPoints = 3
/** From this confidence on a labelled name speaks for its tradition. */
const decided = 0.8
const rememberedScans = 500
const leastConfidence = 0.1

/** What is left of a reading where other texts speak for another tradition. */
const outspoken = 0.45
const outspokenWhereSupported = 0.8
/** And of a makam in Persian and Azerbaijani music, whose modes share the names. */
const persian = 0.3
/** And of a raga beside the other tradition's word for raga. */
const mismatched = 0.6

function doubtOf(reading: Reading, mention: Mention, { evidence }: Context): number {
  const { standing } = mention
  const { key } = mention.entry
  const support = Math.max(...reading.traditions.map((one) => evidence.points(one, key)))
  const against = pointsAgainst(evidence, reading.traditions, key)
  const foreign = reading.vocabulary === 'makam' && evidence.points('persian', key) > support
  const told = markerLineages(mention.marker)
  const contradicts =
    told.length > 0 && !told.some(([lineage]) => reading.traditions.some((one) => one === lineage))
  const left = foreign ? persian : contradicts && reading.vocabulary === 'raga' ? mismatched : 1
  if (standing === 'marked' || against <= support) return left
  return left * (standing === 'supported' ? outspokenWhereSupported : outspoken)
}

/** The readings that a mention may have where it stands. */
function readable({ entry, marks }: Mention): Reading[] {
  if (!marks) return entry.readings.filter(({ labelledOnly }) => !labelledOnly)
  return entry.readings.filter(({ vocabulary }) => marks.includes(vocabulary))
}

interface Named extends Claim {
  reading: Reading
  /** Beside an Arabic word for makam. */
  arabic: boolean
}

function isArabic(marker: string | undefined): boolean {
  return markerLineages(marker).some(([lineage]) => lineage === 'arabic')
}

function readScan(read: SourceScan, text: number, context: Context): Named[] {
  const { scan, source, place, key } = read
  if (source === 'artist') return []
  return scan.mentions.flatMap((mention, name) => {
    const { entry, marker } = mention
    return chooseReadings(entry, readable(mention), context, marker).flatMap(
      ({ reading, share }) => {
        const { vocabulary, tag, traditions } = reading
        if (vocabulary === 'tradition') return []
        const points = Math.max(
          ...traditions.map((tradition) => context.evidence.points(tradition, entry.key)),
        )
        const confidence =
          share *
          readingConfidence(reading, mention, source, points) *
          doubtOf(reading, mention, context)
        const words = writtenWords(scan, mention)
        const arabic = isArabic(marker)
        return [{ vocabulary, tag, confidence, place, key, words, text, name, reading, arabic }]
      },
    )
  })
}

function readLabels(index: NameIndex, texts: TrackTexts, context: Context): Named[] {
  return texts.fields.flatMap(({ key, value }, field) => {
    const use = fieldUse(key)
    if (use?.use !== 'label') return []
    return readLabelledValue(index, value, use.marks, use.marker, context).map((named) => {
      const { vocabulary, tag } = named.reading
      const place = 'field' as const
      return {
        vocabulary,
        tag,
        place,
        key,
        text: -1 - field,
        arabic: isArabic(use.marker),
        ...named,
      }
    })
  })
}

function witnessesOf(
  named: readonly Named[],
  scans: readonly SourceScan[],
  foreign: boolean,
): TraditionClaim[] {
  const ofNames = named.flatMap(({ reading, arabic, ...claim }) => {
    if (reading.vocabulary === 'tradition') {
      return [{ ...claim, vocabulary: 'tradition' as const, tag: claim.tag as Tradition }]
    }
    const implied = impliedTradition(reading, claim.confidence, foreign || arabic)
    if (!implied) return []
    return [{ ...claim, vocabulary: 'tradition' as const, tag: implied[0], confidence: implied[1] }]
  })
  const ofPhrases = scans.flatMap(({ scan, source, place, key }, text) =>
    scan.phrases.flatMap((phrase, name) =>
      phrase.entry.lineages.flatMap((lineage) =>
        phraseConfidence(lineage, source).map(([tag, confidence]) => {
          const words = writtenWords(scan, phrase)
          return {
            vocabulary: 'tradition' as const,
            tag,
            confidence,
            place,
            key,
            words,
            text,
            name,
          }
        }),
      ),
    ),
  )
  return [...ofNames, ...ofPhrases]
}

function weighLabels(evidence: Evidence, named: readonly Named[]): void {
  for (const { reading, words, confidence } of named) {
    const [only, second] = reading.traditions
    if (only && !second && confidence >= decided) evidence.add(words, only, labelPoints)
  }
}

/**
 * Finds the names of modes, rhythms, forms, instruments and traditions in the texts of tracks: in
 * labelled fields, the genre, the title, the album, comments and paths. One answer for each tag, from
 * the place where it is most confident, best first.
 */
export function createNameRecogniser(
  vocabularies: Vocabularies,
): (texts: TrackTexts) => NamedTag[] {
  const index = createNameIndex(vocabularies)

  /** Albums, artists, genres and folders repeat from track to track. */
  const scan = remember((text) => scanText(index, text, false), rememberedScans)
  const scanLoosely = remember((text) => scanText(index, text, true), rememberedScans)

  function scanAll(sources: readonly SourceText[], loose: boolean): SourceScan[] {
    const scanned = loose ? scanLoosely : scan
    return sources.map((source) => ({ ...source, scan: scanned(source.text) }))
  }

  return (texts) => {
    const sources = sourceTexts(texts)
    const scripts = scriptPoints([
      texts.title,
      texts.album,
      texts.artist,
      texts.genre,
      texts.comment,
    ])
    const evidence = collectEvidence()
    const context = { evidence, scripts }
    for (const { key } of texts.fields) {
      const use = fieldUse(key)
      if (use?.use !== 'label') continue
      for (const [lineage] of markerLineages(use.marker)) evidence.add(key, lineage, labelPoints)
    }
    weighLabels(evidence, readLabels(index, texts, context))
    let scans = scanAll(sources, false)
    for (const { scan, source } of scans) weighScan(evidence, scan, source)
    const indian = Math.max(evidence.points('hindustani'), evidence.points('carnatic'))
    if (indian >= indianEnough) {
      scans = scanAll(sources, true)
      for (const { scan, source } of scans) weighScan(evidence, scan, source)
    }
    const labels = readLabels(index, texts, context)
    const named = [...labels, ...scans.flatMap((scan, text) => readScan(scan, text, context))]
    const foreign =
      evidence.points('arabic') + evidence.points('persian') > evidence.points('turkish')
    const traditions = settleTraditions(witnessesOf(named, scans, foreign))
    const tags = settleClaims(named.filter(({ vocabulary }) => vocabulary !== 'tradition'))
    return [...tags, ...traditions]
      .filter(({ confidence }) => confidence >= leastConfidence)
      .map(({ vocabulary, tag, confidence, place, key, words }) => ({
        vocabulary,
        tag,
        confidence,
        place,
        key,
        words,
      }))
      .sort((one, other) => other.confidence - one.confidence)
  }
}
