import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ModePicture } from '../../../../contract/mode.ts'
import type { Tradition } from '../../../../contract/vocabulary.ts'
import { queries } from '../../client.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { traditions } from '../tags/terms.ts'
import { useTagChanges } from '../tags/use-tag-changes.ts'

interface TraditionChoiceProps {
  trackId: number
  known: ModePicture['tradition']
}

/** The tradition of a track, where that is known from, and the user's word on it. */
export function TraditionChoice({ trackId, known }: TraditionChoiceProps) {
  const { t } = useTranslation()
  const decide = useTagChanges()
  const { tradition, origin } = known
  const summary = useQuery(queries.tag.summary.queryOptions({ input: { trackIds: [trackId] } }))
  const own = summary.data?.tags.filter(
    (tag) => tag.vocabulary === 'tradition' && tag.confirmed + tag.rejected > 0,
  )

  function choose(chosen: Tradition) {
    void decide({
      trackIds: [trackId],
      tags: [{ vocabulary: 'tradition', tag: chosen }],
      name: t(`tradition.${chosen}`),
      state: 'confirmed',
      replace: true,
    })
  }
  function takeBack() {
    if (own && tradition)
      void decide({
        trackIds: [trackId],
        tags: own,
        name: t(`tradition.${tradition}`),
        state: 'proposed',
      })
  }

  return (
    <section className="card mode-card" aria-label={t('mode.tradition')}>
      <h2>{t('mode.tradition')}</h2>
      <Select
        label={t('mode.traditionIs')}
        value={tradition ?? 'unknown'}
        options={[
          ...(tradition === null
            ? [{ value: 'unknown' as const, label: t('tradition.unknown') }]
            : []),
          ...traditions.map((value) => ({ value, label: t(`tradition.${value}`) })),
        ]}
        description={t(`mode.origin.${origin}`)}
        onChange={(value) => {
          if (value !== 'unknown') choose(value)
        }}
      />
      {origin === 'user' && (
        <div>
          <Button variant="quiet" onPress={takeBack}>
            {t('mode.traditionTakeBack')}
          </Button>
        </div>
      )}
    </section>
  )
}
