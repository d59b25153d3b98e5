import type { TFunction } from 'i18next'
import type { TagSummary } from '../../../../contract/tag.ts'
import { formatCount, formatPercent } from '../../format.ts'

type Said = TagSummary['said'][number]

/** What one source says of a tag, in words; the user's word is shown otherwise. `of` is how many tracks are asked about. */
function saidWords(t: TFunction, said: Said, of: number): string | undefined {
  const words = sourceWords(t, said, of > 1)
  if (words === undefined) return undefined
  if (of === 1) return words
  return t('said.inTracks', { words, count: said.tracks, shown: formatCount(said.tracks) })
}

function sourceWords(t: TFunction, said: Said, several: boolean): string | undefined {
  if (said.source === 'user') return undefined
  if (said.source === 'file') {
    const places = said.places.map((place) => placeWords(t, place)).join(', ')
    return places === '' ? t('said.file') : t('said.filePlaces', { places })
  }
  if (said.probability !== null) {
    const percent = formatPercent(said.probability)
    return t(several ? `said.${said.source}Mean` : `said.${said.source}`, { percent })
  }
  const rank = said.rank ?? 1
  return rank === 1 ? t('said.likeliest') : t('said.alsoLikely', { rank })
}

const places = {
  title: true,
  name: true,
  album: true,
  artist: true,
  genre: true,
  comment: true,
  folder: true,
} as const

/** Where a name was read: a place that every file has, or a field of this one, "field MAKAM". */
function placeWords(t: TFunction, place: string): string {
  const [, name] = /^field (.+)$/s.exec(place) ?? []
  if (name !== undefined) return t('said.place.field', { name })
  return Object.hasOwn(places, place) ? t(`said.place.${place as keyof typeof places}`) : place
}

/** Everything that is said of a tag beside the user's word, as one line. */
export function provenance(t: TFunction, summary: TagSummary, of: number): string {
  return summary.said.flatMap((said) => saidWords(t, said, of) ?? []).join(' · ')
}
