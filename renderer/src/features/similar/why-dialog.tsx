import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatDecimal, formatPercent } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { DistributionPicture } from '../mode/distribution-picture.tsx'
import { PeakTable } from '../mode/peak-table.tsx'
import { useTerms } from '../tags/use-terms.ts'
import type { Neighbour } from './neighbour-columns.tsx'

interface WhyDialogProps {
  seeds: readonly TrackRow[]
  neighbour: Neighbour
  onClose: () => void
}

/** Why a track is near another: the pitches of both from their tonics, and the tags that both have. */
export function WhyDialog({ seeds, neighbour, onClose }: WhyDialogProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const { track, sound, mode } = neighbour
  const answer = useQuery(
    queries.similar.why.queryOptions({
      input: { trackIds: seeds.map(({ id }) => id), otherId: track.id },
    }),
  )
  const seed = answer.data?.seed ?? seeds[0]
  const [own, other] = answer.data?.distributions ?? [null, null]
  return (
    <Dialog
      title={t('similar.whyTitle', { title: track.title })}
      wide
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      <ul className="why-words">
        {sound !== null && <li>{t('similar.cosine', { value: formatDecimal(sound, 3) })}</li>}
        {mode !== null && <li>{t('similar.overlap', { percent: formatPercent(mode) })}</li>}
      </ul>
      {answer.error && (
        <p className="field-error" role="alert">
          {failureOf(answer.error).detail}
        </p>
      )}
      {seed && own && other && (
        <>
          <DistributionPicture
            words={t('similar.whyPicture', { one: seed.title, other: track.title })}
            area={{ name: seed.title, distribution: own }}
            line={{ name: track.title, distribution: other }}
            degrees={answer.data?.degrees ?? []}
          />
          <Disclosure title={t('picture.asTable')} level={3}>
            <div className="why-tables">
              <h4 className="small">{seed.title}</h4>
              <PeakTable distribution={own} degrees={answer.data?.degrees ?? []} />
              <h4 className="small">{track.title}</h4>
              <PeakTable distribution={other} degrees={answer.data?.degrees ?? []} />
            </div>
          </Disclosure>
        </>
      )}
      {answer.data && (!own || !other) && <p className="soft">{t('similar.whyNoPicture')}</p>}
      {answer.data && (
        <section aria-label={t('similar.sharedTags')}>
          <h3 className="small soft">{t('similar.sharedTags')}</h3>
          {answer.data.sharedTags.length === 0 ? (
            <p>{t('similar.noSharedTags')}</p>
          ) : (
            <p>{answer.data.sharedTags.map(terms.nameOf).join(', ')}</p>
          )}
        </section>
      )}
    </Dialog>
  )
}
