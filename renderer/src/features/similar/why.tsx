import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { DistributionPicture } from '../mode/distribution-picture.tsx'
import { PeakTable } from '../mode/peak-table.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { likenessFigures } from './match.tsx'
import { howAlikeInMode, howAlikeInSound } from './why-words.ts'

interface WhyProps {
  seedIds: readonly number[]
  track: TrackRow
  /** The model that the neighbours were found with; null for the one that is compared by. */
  modelId: string | null
}

/** Why a track is near the nearest of the seeds: in words, in the tags that both have, and by the pitches of both. */
export function Why({ seedIds, track, modelId }: WhyProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const answer = useQuery(
    queries.similar.why.queryOptions({
      input: {
        trackIds: [...seedIds],
        otherId: track.id,
        ...(modelId === null ? {} : { modelId }),
      },
    }),
  )
  if (answer.error)
    return (
      <p className="field-error" role="alert">
        {failureOf(answer.error).detail}
      </p>
    )
  if (!answer.data) return null
  const { seed, sound, mode, degrees, sharedTags } = answer.data
  const [own, other] = answer.data.distributions
  return (
    <div className="why">
      {seedIds.length > 1 && <p>{t('similar.nearestSeed', { title: seed.title })}</p>}
      <ul className="why-words">
        {sound !== null && <li>{t(`similar.soundWords.${howAlikeInSound(sound)}`)}</li>}
        {mode !== null && <li>{t(`similar.modeWords.${howAlikeInMode(mode)}`)}</li>}
      </ul>
      {sharedTags.length === 0 ? (
        <p className="soft">{t('similar.noSharedTags')}</p>
      ) : (
        <section aria-label={t('similar.sharedTags')}>
          <h3 className="small soft">{t('similar.sharedTags')}</h3>
          <p>{sharedTags.map(terms.nameOf).join(', ')}</p>
        </section>
      )}
      {own && other ? (
        <DistributionPicture
          words={t('similar.whyPicture', { one: seed.title, other: track.title })}
          area={{ name: seed.title, distribution: own }}
          line={{ name: track.title, distribution: other }}
          degrees={degrees}
        />
      ) : (
        <p className="soft">{t('similar.whyNoPicture')}</p>
      )}
      <Disclosure title={t('similar.figures')} level={3}>
        <div className="why-tables">
          {likenessFigures(t, { sound, mode }).map((figure) => (
            <p key={figure} className="number">
              {figure}
            </p>
          ))}
          {own && other && (
            <>
              <h4 className="small">{seed.title}</h4>
              <PeakTable distribution={own} degrees={degrees} />
              <h4 className="small">{track.title}</h4>
              <PeakTable distribution={other} degrees={degrees} />
            </>
          )}
        </div>
      </Disclosure>
    </div>
  )
}
