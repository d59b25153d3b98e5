import '../settings/figures.css'
import { useTranslation } from 'react-i18next'
import type { Outcome, Provider, Verdict } from '../../../../contract/device.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { formatSpeed, timesRealTime } from './speed.ts'

const icons = {
  good: 'check',
  slower: 'down',
  wrong: 'problems',
  failed: 'problems',
  crashed: 'problems',
  hung: 'problems',
  absent: 'close',
} as const satisfies Record<Outcome, IconName>

interface VerdictTableProps {
  verdicts: readonly Verdict[]
  chosen: Provider
  /** They are being made anew. */
  busy: boolean
}

/** How each device did when it was tried. */
export function VerdictTable({ verdicts, chosen, busy }: VerdictTableProps) {
  const { t } = useTranslation()
  return (
    <div>
      <table
        className="data-table figures device-table"
        aria-label={t('device.table')}
        aria-busy={busy}
      >
        <thead>
          <tr>
            <th scope="col">{t('device.column.device')}</th>
            <th scope="col">{t('device.column.verdict')}</th>
            <th scope="col" className="figures-number">
              {t('device.column.rate')}
            </th>
            <th scope="col" className="figures-number">
              {t('device.column.realTime')}
            </th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((verdict) => (
            <VerdictRow
              key={verdict.provider}
              verdict={verdict}
              inUse={verdict.provider === chosen}
            />
          ))}
        </tbody>
      </table>
      <p className="small soft figures-words">{t('device.windowWords')}</p>
    </div>
  )
}

function VerdictRow({ verdict, inUse }: { verdict: Verdict; inUse: boolean }) {
  const { t } = useTranslation()
  const { provider, outcome, reason, windowsPerSecond: rate } = verdict
  return (
    <tr>
      <th scope="row">
        {t(`device.names.${provider}`)}{' '}
        {inUse && <span className="figures-mark">{t('device.inUse')}</span>}
      </th>
      <td>
        <span className={`outcome outcome-${outcome}`}>
          <Icon name={icons[outcome]} size={14} />
          {t(`device.outcome.${outcome}`)}
        </span>
        {outcome !== 'good' && (
          <p className="soft" lang="en">
            {reason}
          </p>
        )}
      </td>
      <td className="figures-number" data-column={t('device.column.rate')}>
        {rate !== null && formatSpeed(rate)}
      </td>
      <td className="figures-number" data-column={t('device.column.realTime')}>
        {rate !== null && t('device.realTime', { times: formatSpeed(timesRealTime(rate)) })}
      </td>
    </tr>
  )
}
