import type { VocabularyId } from '../../../contract/vocabulary.ts'
import { type Context, chooseReadings } from './choose-readings.ts'
import type { FoundName, NameIndex, Reading } from './name-index.ts'
import { isConnector, roleOf } from './naming-words.ts'
import { splitWords } from './split-words.ts'

export interface LabelledName {
  reading: Reading
  confidence: number
  words: string
  /** Order among the names of the value. */
  name: number
}

/** Share of right readings; estimates. */
const WHOLE = 0.98
const PLAIN_WITHIN = 0.93
const WORD_WITHIN = 0.75
const longestValue = 1000

/** Reads the value of a labelled field, e.g. MAKAM: names of the label's vocabularies, in order. */
export function readLabelledValue(
  index: NameIndex,
  value: string,
  marks: readonly VocabularyId[],
  marker: string,
  context: Context,
): LabelledName[] {
  const words = splitWords(value, true, longestValue)
  // "Mode: Major" is no dromos, "Dromos: Major" is.
  const isMeant = ({ vocabulary, labelledOnly }: Reading) =>
    marks.includes(vocabulary) && !(labelledOnly && marks.length > 1)
  const found: FoundName[] = []
  let strangers = 0
  for (let at = 0; at < words.length; ) {
    const name = index.inValue(words, at)
    const meant = name?.entry.readings.some(isMeant)
    if (name && meant) found.push(name)
    else {
      const { folded } = words[at]!
      if (!/^\d+$/.test(folded) && !isConnector(folded) && !roleOf(folded)) strangers++
    }
    at = name && meant ? name.to : at + 1
  }
  return found.flatMap(({ entry, from, to }, name) => {
    const readings = entry.readings.filter(isMeant)
    const written = value.slice(words[from]!.start, words[to - 1]!.end)
    return chooseReadings(entry, readings, context, marker).map(({ reading, share }) => {
      const within = reading.strength === 'plain' ? PLAIN_WITHIN : WORD_WITHIN
      const confidence = share * (strangers === 0 ? WHOLE : within)
      return { reading, confidence, words: written, name }
    })
  })
}
