import type { Tradition, VocabularyId } from '../../../contract/vocabulary.ts'
import { isMostlyCarnatic } from './ambiguous-names.ts'
import type { NameEntry, Reading } from './name-index.ts'
import { markerLineages } from './naming-words.ts'
import type { Evidence } from './tradition-evidence.ts'
import type { Lineage } from './tradition-words.ts'

/** What is known of a name besides the name. */
export interface Context {
  evidence: Evidence
  /** Points of the scripts of the texts. */
  scripts: ReadonlyMap<Lineage, number>
}

export interface ChosenReading {
  reading: Reading
  /** Likelihood among the readings of its kind, 0 to 1. */
  share: number
}

const modes: readonly VocabularyId[] = ['makam', 'raga', 'dromos']

/** Points for readings before anything else is known: how often each tradition is met under the name. */
const priors: Record<Tradition, number> = {
  turkish: 1.2,
  hindustani: 0.3,
  carnatic: 0,
  greek: 0,
  other: 0,
}
const ownName = 2
const withScale = 0.8
const mostlyCarnatic = 1.5
const greekName = 3
/** A lead in points that leaves no doubt, and the least share that is told. */
const steepness = 2
const leastShare = 0.12

function pointsOf(
  reading: Reading,
  entry: NameEntry,
  context: Context,
  marker: string | undefined,
) {
  const points = reading.traditions.map((tradition) => {
    const marked = markerLineages(marker).find(([lineage]) => lineage === tradition)?.[1] ?? 0
    return (
      priors[tradition] +
      context.evidence.points(tradition, entry.key) +
      (context.scripts.get(tradition) ?? 0) +
      marked
    )
  })
  const usual = isMostlyCarnatic(entry.key) && reading.traditions.includes('carnatic')
  const greek = reading.vocabulary !== 'makam' && /^\p{Script=Greek}/u.test(entry.key)
  return (
    Math.max(...points) +
    (reading.own ? ownName : 0) +
    (reading.hasScale ? withScale : 0) +
    (usual ? mostlyCarnatic : 0) +
    (greek ? greekName : 0)
  )
}

/** Readings of one kind compete: a name is one mode, one rhythm, one form. */
function kindOf(vocabulary: VocabularyId): string {
  if (modes.includes(vocabulary)) return 'mode'
  return vocabulary === 'usul' || vocabulary === 'tala' ? 'rhythm' : vocabulary
}

/**
 * Decides between the things that a name may mean by evidence of their traditions, script, marker, and
 * whether it is the term's own name; where that is not enough, the two likeliest share the likelihood.
 */
export function chooseReadings(
  entry: NameEntry,
  readings: readonly Reading[],
  context: Context,
  marker?: string,
): ChosenReading[] {
  if (readings.length === 1) return [{ reading: readings[0]!, share: 1 }]
  const kinds = Map.groupBy(readings, ({ vocabulary }) => kindOf(vocabulary))
  return [...kinds.values()].flatMap((rivals) => {
    const ranked = rivals
      .map((reading) => ({ reading, points: pointsOf(reading, entry, context, marker) }))
      .sort((one, other) => other.points - one.points)
    const [first, second] = ranked
    if (!first) return []
    if (!second) return [{ reading: first.reading, share: 1 }]
    const share = 1 / (1 + Math.exp(-steepness * (first.points - second.points)))
    if (1 - share < leastShare) return [{ reading: first.reading, share: 1 }]
    return [
      { reading: first.reading, share },
      { reading: second.reading, share: 1 - share },
    ]
  })
}
