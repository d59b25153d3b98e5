import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { estimateTimes } from '../model/estimate-times.ts'
import { useRefreshed } from '../model/use-refreshed.ts'
import { Cores } from '../settings/cores.tsx'
import { Manners } from '../settings/manners.tsx'
import { useSettings } from '../settings/use-settings.ts'

/** What this computer has for the analysis, how long that would take, and when it may run. */
export function MachineStep() {
  const { t } = useTranslation()
  const facts = useStatus((status) => status.device.facts)
  const { settings, change } = useSettings()
  if (!facts || !settings) return null
  return (
    <>
      <dl className="facts">
        <dt>{t('device.fact.processor')}</dt>
        <dd>{facts.processor}</dd>
        <dt>{t('device.fact.threads')}</dt>
        <dd>{facts.threads}</dd>
        <dt>{t('device.fact.graphics')}</dt>
        <dd>{facts.graphics.length > 0 ? facts.graphics.join(', ') : t('device.noGraphics')}</dd>
      </dl>
      <p>{t(facts.graphics.length > 0 ? 'welcome.machine.card' : 'welcome.machine.noCard')}</p>
      <HowLong windows={settings.quickWindows} />
      <Cores cores={settings.cores} onChange={(cores) => void change({ cores })} />
      <Manners settings={settings} onChange={(changed) => void change(changed)} />
    </>
  )
}

/** Told where a model is there to have been measured, and tracks to be counted. */
function HowLong({ windows }: { windows: number }) {
  const { t } = useTranslation()
  const waiting = useStatus((status) => String(status.unanalysedTracks))
  useRefreshed(queries.analysis.estimate.key(), waiting)
  const estimate = useQuery(queries.analysis.estimate.queryOptions({ input: {} })).data
  const times = estimate && estimateTimes(estimate)
  if (!estimate || !times || estimate.tracks === 0) return null
  const counted = { count: estimate.tracks, shown: formatCount(estimate.tracks) }
  return <p>{t('firstAnalysis.times', { ...counted, ...times, windows })}</p>
}
