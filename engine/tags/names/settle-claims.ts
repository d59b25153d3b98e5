import type { VocabularyId } from '../../../contract/vocabulary.ts'

/** A tag that a track's texts name. */
export interface NamedTag {
  vocabulary: VocabularyId
  tag: string
  /** 0 to 1: the share of such readings that were right where measured, else an estimate. */
  confidence: number
  place: 'field' | 'genre' | 'title' | 'album' | 'comment' | 'path'
  /** The field's key for place `field`, else ''. */
  key: string
  /** As written. */
  words: string
}

/** A reading of one name in one text. */
export interface Claim extends NamedTag {
  /** Which of the track's texts, and which name in it. */
  text: number
  name: number
}

const modes: readonly VocabularyId[] = ['makam', 'raga', 'dromos']
const counted = 0.5

/**
 * What is left of the confidence of each of two, and of more, different modes that one text names: a
 * piece may move through several, but an album or a remark lists those of other tracks.
 */
const shared: Record<NamedTag['place'], readonly [first: number, second: number, more: number]> = {
  field: [0.97, 0.9, 0.8],
  genre: [0.9, 0.85, 0.7],
  title: [0.9, 0.8, 0.65],
  path: [0.85, 0.7, 0.5],
  album: [0.6, 0.6, 0.4],
  comment: [0.75, 0.7, 0.4],
}
/** What is left of a mode where another text names another one with more confidence. */
const contradicted = 0.5

/** Names of modes in each text, in order of appearance, by the name. */
function shareWithinText(claims: readonly Claim[]): Claim[] {
  const firsts = new Map<string, number>()
  const counts = new Map<string, number>()
  const ordered = [...claims].sort((one, other) => one.text - other.text || one.name - other.name)
  for (const { vocabulary, text, tag, name, confidence } of ordered) {
    if (!modes.includes(vocabulary) || confidence < counted) continue
    const known = `${text} ${vocabulary} ${tag}`
    if (firsts.has(known)) continue
    const group = `${text} ${vocabulary}`
    const sameName = ordered.find(
      (one) =>
        one.text === text && one.name === name && firsts.has(`${text} ${vocabulary} ${one.tag}`),
    )
    const order = sameName
      ? firsts.get(`${text} ${vocabulary} ${sameName.tag}`)!
      : (counts.get(group) ?? 0)
    firsts.set(known, order)
    counts.set(group, Math.max(counts.get(group) ?? 0, order + 1))
  }
  return ordered.map((claim) => {
    const order = firsts.get(`${claim.text} ${claim.vocabulary} ${claim.tag}`)
    const count = counts.get(`${claim.text} ${claim.vocabulary}`) ?? 0
    if (order === undefined || count < 2) return claim
    const [first, second, more] = shared[claim.place]
    const left = count > 2 ? more : order === 0 ? first : second
    return { ...claim, confidence: claim.confidence * left }
  })
}

/** One answer for each tag, the most confident, best first; contradicted modes step back. */
export function settleClaims(claims: readonly Claim[]): Claim[] {
  const best = new Map<string, Claim>()
  for (const claim of shareWithinText(claims)) {
    const id = `${claim.vocabulary}/${claim.tag}`
    const known = best.get(id)
    if (!known || claim.confidence > known.confidence) best.set(id, claim)
  }
  const settled = [...best.values()].sort((one, other) => other.confidence - one.confidence)
  const leading = settled.find(({ vocabulary }) => modes.includes(vocabulary))
  return settled
    .map((claim) => {
      if (!leading || claim === leading || !modes.includes(claim.vocabulary)) return claim
      const beside = claims.some(
        ({ text, vocabulary, tag }) =>
          text === leading.text && vocabulary === claim.vocabulary && tag === claim.tag,
      )
      return beside ? claim : { ...claim, confidence: claim.confidence * contradicted }
    })
    .sort((one, other) => other.confidence - one.confidence)
}
