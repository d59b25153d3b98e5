import { useTranslation } from 'react-i18next'
import type { SimilarSeed } from '../../../../contract/similar.ts'
import { formatCount } from '../../format.ts'
import { Chips } from '../../ui/chips.tsx'
import { PlayButton } from './play-button.tsx'

interface SeveralSeedsProps {
  seeds: readonly SimilarSeed[]
  /** How others are compared with them. */
  words: string
  onRemove: (trackId: number) => void
}

/** The tracks that others are compared with, together; each to be left out. */
export function SeveralSeeds({ seeds, words, onRemove }: SeveralSeedsProps) {
  const { t } = useTranslation()
  const [first] = seeds
  const left = seeds.filter(({ leftOut }) => leftOut)
  return (
    <div className="seed">
      {first && <PlayButton track={first.track} index={0} prominent />}
      <div className="seed-words">
        <p className="small soft">{words}</p>
        <h2>{t('similar.together', { count: seeds.length, shown: formatCount(seeds.length) })}</h2>
        <div className="seed-chips">
          <Chips
            label={t('similar.seedList')}
            chips={seeds.map(({ track }) => ({
              id: String(track.id),
              name: track.title,
              removeLabel: t('similar.removeSeed', { title: track.title }),
              onRemove: () => onRemove(track.id),
            }))}
          />
        </div>
        {left.length > 0 && (
          <p className="small seed-left-out" role="note">
            {t('similar.leftOut', {
              count: left.length,
              shown: formatCount(left.length),
              titles: left.map(({ track }) => track.title).join(', '),
            })}
          </p>
        )}
      </div>
    </div>
  )
}
