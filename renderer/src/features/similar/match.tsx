import type { TFunction } from 'i18next'
import { formatCount, formatDecimal, formatPercent, formatShare } from '../../format.ts'
import { closenessOf } from './closeness.ts'
import type { Neighbour } from './neighbour-columns.tsx'

/** How alike, as a bar from nothing to all. A decoration: words stand beside it, or in its title. */
export function MatchBar({ similarity }: { similarity: number }) {
  return (
    <span
      className="match-bar"
      aria-hidden="true"
      style={{ '--match': `${Math.max(0, similarity) * 100}%` }}
    />
  )
}

/** How near a neighbour is among the others: "closer than 99.6 % of your library". */
export function closenessWords(t: TFunction, neighbour: { place: number }, others: number): string {
  const closeness = closenessOf(neighbour, others)
  switch (closeness.is) {
    case 'nearest':
      return t('similar.nearest')
    case 'farthest':
      return t('similar.farthest')
    case 'place':
      return t('similar.place', {
        place: formatCount(closeness.place),
        others: formatCount(closeness.others),
      })
    case 'share':
      return t('similar.closerThan', { share: formatShare(closeness.share) })
  }
}

/** How alike in each way, in figures. */
export function likenessFigures(
  t: TFunction,
  { sound, mode }: Pick<Neighbour, 'sound' | 'mode'>,
): string[] {
  return [
    ...(sound === null ? [] : [t('similar.cosine', { value: formatDecimal(sound, 3) })]),
    ...(mode === null ? [] : [t('similar.overlap', { percent: formatPercent(mode) })]),
  ]
}
