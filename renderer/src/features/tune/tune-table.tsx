import '../settings/figures.css'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../contract/engine.ts'
import type { TuneResult } from '../../../../contract/tune.ts'
import { formatCount, formatDecimal, formatPercent, formatSpan, formatTime } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { depthSettings, isSet } from './depth-settings.ts'

interface TuneTableProps {
  result: TuneResult
  settings: Settings
  onChange: (changed: Partial<Settings>) => Promise<void>
}

/** What each depth keeps of the nearest tracks, what it costs, and a button that makes it the depth of analysis. */
export function TuneTable({ result, settings, onChange }: TuneTableProps) {
  const { t } = useTranslation()
  return (
    <div>
      {result.randomWeights && (
        <p className="notice" role="note">
          {t('tune.untrained')}
        </p>
      )}
      <table className="data-table figures tune-table" aria-label={t('tune.table')}>
        <thead>
          <tr>
            <th scope="col">{t('tune.column.windows')}</th>
            <th scope="col" className="figures-number">
              {t('tune.column.agreement')}
            </th>
            <th scope="col" className="figures-number">
              {t('tune.column.seconds')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('tune.column.use')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {result.depths.map((depth) => (
            <DepthRow
              key={depth.windows}
              depth={depth}
              recommended={depth.windows === result.recommended}
              settings={settings}
              onChange={onChange}
            />
          ))}
        </tbody>
      </table>
      <p className="small soft figures-words">
        {t('tune.sample', {
          count: result.tracks,
          neighbours: formatCount(result.neighbours),
          when: formatTime(result.at),
        })}
      </p>
    </div>
  )
}

interface DepthRowProps {
  depth: TuneResult['depths'][number]
  recommended: boolean
  settings: Settings
  onChange: (changed: Partial<Settings>) => Promise<void>
}

function DepthRow({ depth, recommended, settings, onChange }: DepthRowProps) {
  const { t } = useTranslation()
  const { windows, agreement, secondsPerTrack: seconds } = depth
  const words = windows === null ? t('tune.all') : String(windows)
  return (
    <tr>
      <th scope="row">
        {words}{' '}
        {recommended && (
          <span className="figures-mark">
            <Icon name="check" size={12} />
            {t('tune.recommended')}
          </span>
        )}
      </th>
      <td className="figures-number">{t('percent', { value: formatPercent(agreement) })}</td>
      <td className="figures-number">
        {seconds < 10
          ? t('tune.seconds', { seconds: formatDecimal(seconds, 1) })
          : formatSpan(seconds)}
      </td>
      <td>
        <UseButton
          words={words}
          wanted={depthSettings(windows)}
          settings={settings}
          onChange={onChange}
        />
      </td>
    </tr>
  )
}

interface UseButtonProps {
  words: string
  wanted: Partial<Settings> | undefined
  settings: Settings
  onChange: (changed: Partial<Settings>) => Promise<void>
}

function UseButton({ words, wanted, settings, onChange }: UseButtonProps) {
  const { t } = useTranslation()
  if (!wanted) return null
  const used = isSet(settings, wanted)
  return (
    <Button
      variant={used ? 'quiet' : 'plain'}
      {...(used ? { icon: 'check' } : {})}
      aria-label={t(used ? 'tune.usedWindows' : 'tune.useWindows', { windows: words })}
      onPress={() => {
        if (!used) void onChange(wanted)
      }}
    >
      {t(used ? 'tune.used' : 'tune.use')}
    </Button>
  )
}
