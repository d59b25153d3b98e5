import type { Tradition } from '../../../contract/vocabulary.ts'
import { isGeneralForm, isMostlyCarnatic } from './ambiguous-names.ts'
import type { Mention, Standing } from './mention.ts'
import { markerLineages } from './naming-words.ts'
import type { Scan } from './scan-text.ts'
import type { Lineage } from './tradition-words.ts'

/** Where a text was found; `name` is the file's, `folder` the ones above it. */
export type Source =
  | 'title'
  | 'name'
  | 'album'
  | 'artist'
  | 'genre'
  | 'comment'
  | 'folder'
  | 'field'

/**
 * What the texts of a track say about its tradition, in points: 3 for a clear word in the genre or a
 * labelled name, 1 for a name that stands there by itself. Each word counts once, wherever it is repeated.
 */
export interface Evidence {
  /** Points for a lineage, but for what the name `except` itself gave; `indian` counts for both Indian ones. */
  points(lineage: Lineage, except?: string): number
  add(word: string, lineage: Lineage, points: number): void
}

const lineages: readonly Lineage[] = [
  'turkish',
  'hindustani',
  'carnatic',
  'greek',
  'other',
  'indian',
  'persian',
  'arabic',
  'popular',
]
const indianShare = 0.7

export function collectEvidence(): Evidence {
  const byWord = new Map<string, Map<Lineage, number>>()
  const totals = new Map<Lineage, number>()
  const rest = (lineage: Lineage, except: string | undefined) =>
    (totals.get(lineage) ?? 0) -
    (except === undefined ? 0 : (byWord.get(except)?.get(lineage) ?? 0))
  return {
    points: (lineage, except) =>
      lineage === 'hindustani' || lineage === 'carnatic'
        ? rest(lineage, except) + indianShare * rest('indian', except)
        : rest(lineage, except),
    add: (word, lineage, points) => {
      const known = byWord.get(word) ?? new Map<Lineage, number>()
      byWord.set(word, known)
      const before = known.get(lineage) ?? 0
      if (points <= before) return
      known.set(lineage, points)
      totals.set(lineage, (totals.get(lineage) ?? 0) + points - before)
    },
  }
}

/** Points of a phrase such as "Hindustani classical", by where it stands. */
const phrasePoints: Record<Source, number> = {
  genre: 3,
  field: 3,
  folder: 2,
  artist: 2,
  album: 1.5,
  comment: 1,
  title: 0,
  name: 0,
}

/** "Dastgah", "mugham": clear in titles too. */
const persianPoints = 1.5

const plainPoints: Record<Standing, number> = {
  marked: 3,
  supported: 2.5,
  'beside-song': 2,
  near: 1.5,
  alone: 1.5,
  first: 1,
  inside: 1,
  bound: 0,
}
const wordPoints: Record<Standing, number> = {
  marked: 2,
  supported: 1.5,
  'beside-song': 0.4,
  near: 0.2,
  alone: 0.5,
  first: 0,
  inside: 0,
  bound: 0,
}
const instrumentPoints = 0.5

/** The one lineage that all meanings of a name share, if any. */
function lineageOf(mention: Mention): Lineage | undefined {
  const readings = mention.marks
    ? mention.entry.readings.filter(({ vocabulary }) => mention.marks!.includes(vocabulary))
    : mention.entry.readings.filter(({ labelledOnly }) => !labelledOnly)
  const all = new Set<Tradition>(readings.flatMap(({ traditions }) => traditions))
  const [only] = all
  if (all.size === 1) return only
  const indian = all.size === 2 && all.has('hindustani') && all.has('carnatic')
  if (!indian) return undefined
  return isMostlyCarnatic(mention.entry.key) ? 'carnatic' : 'indian'
}

function pointsOf(mention: Mention): number {
  const { readings } = mention.entry
  if (mention.standing === 'marked') return plainPoints.marked
  if (readings.every(({ vocabulary, tag }) => vocabulary === 'form' && isGeneralForm(tag))) return 0
  if (readings.every(({ vocabulary }) => vocabulary === 'instrument')) {
    return readings.some(({ strength }) => strength === 'plain') || mention.supports
      ? instrumentPoints
      : 0
  }
  const plain = readings.some(({ strength }) => strength === 'plain')
  const standing = mention.supports ? 'supported' : mention.standing
  return (plain ? plainPoints : wordPoints)[standing]
}

/** Adds what the names and phrases of a text say. */
export function weighScan(evidence: Evidence, scan: Scan, source: Source): void {
  for (const { entry } of scan.phrases) {
    for (const lineage of entry.lineages) {
      if (lineage === 'popular' && source !== 'genre' && source !== 'folder') continue
      const points = phrasePoints[source]
      evidence.add(
        entry.key,
        lineage,
        lineage === 'persian' ? Math.max(points, persianPoints) : points,
      )
    }
  }
  if (source === 'artist') return
  for (const mention of scan.mentions) {
    const { entry, marker } = mention
    const share = source === 'comment' && mention.standing !== 'marked' ? 0.3 : 1
    const lineage = lineageOf(mention)
    if (lineage) evidence.add(entry.key, lineage, share * pointsOf(mention))
    for (const [speaksFor, points] of markerLineages(marker))
      evidence.add(marker!, speaksFor, points)
  }
}

const scripts: readonly (readonly [RegExp, Lineage, number])[] = [
  [/[\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/u, 'carnatic', 2],
  [
    /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}]/u,
    'hindustani',
    1,
  ],
  [/\p{Script=Greek}/u, 'greek', 3],
  [/[ğşıİŞĞ]/u, 'turkish', 1],
]

/** What the script of the texts says: which of two traditions is meant, never that one is. */
export function scriptPoints(texts: readonly string[]): ReadonlyMap<Lineage, number> {
  const foreign = texts.filter((text) => /[^\u0020-\u007e]/.test(text)).join(' ')
  const points = new Map<Lineage, number>()
  if (foreign === '') return points
  for (const [script, lineage, weight] of scripts) {
    if (script.test(foreign)) points.set(lineage, weight)
  }
  return points
}

/** The most points of any lineage that is not of the given traditions. */
export function pointsAgainst(
  evidence: Evidence,
  traditions: readonly Tradition[],
  except: string,
): number {
  const indian = traditions.includes('hindustani') || traditions.includes('carnatic')
  const others = lineages.filter(
    (lineage) =>
      !traditions.some((tradition) => tradition === lineage) &&
      !(indian && lineage === 'indian') &&
      !(traditions.includes('turkish') && lineage === 'arabic'),
  )
  return Math.max(0, ...others.map((lineage) => evidence.points(lineage, except)))
}
