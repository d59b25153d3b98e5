import './model.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Depth } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { analyse } from '../tracks/analyse.ts'
import { useDismissed } from '../welcome/dismissed.ts'
import { estimateTimes } from './estimate-times.ts'
import { useRefreshed } from './use-refreshed.ts'

/** Asks before a first analysis that would take long; put away, it comes again at the next start. */
export function FirstAnalysis() {
  const asks = useStatus((status) => status.asksBeforeAnalysis)
  const modelId = useStatus((status) => status.model.model?.modelId)
  return asks && modelId ? <Question key={modelId} modelId={modelId} /> : null
}

function Question({ modelId }: { modelId: string }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { settings } = useSettings()
  const [dismissed, dismiss] = useDismissed(`analysis.${modelId}`)
  const waiting = useStatus((status) => String(status.unanalysedTracks))
  useRefreshed(queries.analysis.estimate.key(), waiting)
  const estimate = useQuery(queries.analysis.estimate.queryOptions({ input: {} })).data
  if (dismissed || !settings || !estimate || estimate.tracks === 0) return null

  const counted = { count: estimate.tracks, shown: formatCount(estimate.tracks) }
  const times = estimateTimes(estimate)
  async function start(depth: Depth) {
    await analyse(undefined, depth)
    await cache.invalidateQueries({ queryKey: queries.engine.status.key() })
  }

  return (
    <section className="card first-analysis" aria-label={t('firstAnalysis.name')}>
      <p>
        {times
          ? t('firstAnalysis.times', { ...counted, ...times, windows: settings.quickWindows })
          : t('firstAnalysis.untold', counted)}
      </p>
      <p className="soft">{t('firstAnalysis.background')}</p>
      <Disclosure title={t('firstAnalysis.helps')} level={2}>
        <ul className="model-points">
          {estimate.device === 'cpu' && <li>{t('firstAnalysis.graphics')}</li>}
          <li>{t('firstAnalysis.fewer')}</li>
        </ul>
      </Disclosure>
      <div className="model-buttons">
        <Button variant="primary" onPress={() => void start('quick')}>
          {t('firstAnalysis.quick')}
        </Button>
        <Button onPress={() => void start('full')}>{t('firstAnalysis.full')}</Button>
        <Button variant="quiet" onPress={dismiss}>
          {t('firstAnalysis.later')}
        </Button>
      </div>
    </section>
  )
}
