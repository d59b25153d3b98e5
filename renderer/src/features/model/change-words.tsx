import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import type { ChangeCost } from './cost-of-change.ts'
import { estimateTimes } from './estimate-times.ts'

/** What a change of the model costs, and what stays. */
export function ChangeWords({ cost: { estimate, before } }: { cost: ChangeCost }) {
  const { t } = useTranslation()
  const { tracks } = estimate
  const counted = { count: tracks, shown: formatCount(tracks) }
  const times = estimateTimes(estimate)
  return (
    <>
      <p>
        {times ? t('change.again', { ...counted, ...times }) : t('change.againUntold', counted)}
      </p>
      <p>
        {t('change.until', {
          name: before.name,
          count: before.tracks,
          shown: formatCount(before.tracks),
        })}
      </p>
      <p>{t('change.kept')}</p>
    </>
  )
}
