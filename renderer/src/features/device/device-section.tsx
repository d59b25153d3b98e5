import './device.css'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceReport, Verdict } from '../../../../contract/device.ts'
import type { Settings } from '../../../../contract/engine.ts'
import { engine } from '../../client.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Select } from '../../ui/select.tsx'
import { useStatusUpdate } from '../progress/use-status-update.ts'
import { Section } from '../settings/section.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { DeviceFacts } from './device-facts.tsx'
import { VerdictTable } from './verdict-table.tsx'
import { choosable, lacksCuda, whyDevice } from './why-device.ts'

/** What the sound of tracks is computed with, why, and what else was tried. */
export function DeviceSection() {
  const { t } = useTranslation()
  const report = useStatus((status) => status.device)
  const hasModel = useStatus((status) => status.model.model !== null)
  const { settings, change } = useSettings()
  const update = useStatusUpdate()
  const verdicts = useVerdicts(report)
  if (!report || !settings) return null
  const trying = report.state === 'trying'
  return (
    <Section title={t('device.name')} words={t('device.words')}>
      <InUse report={report} wanted={settings.device} />
      {report.fellBack !== null && (
        <div className="notice" role="note">
          <p>{t('device.fellBack', { reason: report.fellBack })}</p>
          <p>{t('device.fellBackHint')}</p>
        </div>
      )}
      {verdicts.length > 0 && (
        <VerdictTable verdicts={verdicts} chosen={report.chosen} busy={trying} />
      )}
      {lacksCuda(report) && (
        <p className="small">
          {t('device.cuda')} <code>naghma cuda install</code>
        </p>
      )}
      <Select
        label={t('device.choice')}
        description={t('device.choiceWords')}
        value={settings.device}
        options={[
          { value: 'auto', label: t('device.automatic') },
          ...choosable(report, settings.device).map((provider) => ({
            value: provider,
            label: t(`device.names.${provider}`),
          })),
        ]}
        onChange={(device) => void change({ device })}
      />
      <div className="device-retry">
        <Button
          icon="retry"
          isDisabled={!hasModel}
          onPress={() => {
            if (!trying) void update(engine.device.retry().then((device) => ({ device })))
          }}
        >
          {t(trying ? 'device.retrying' : 'device.retry')}
        </Button>
        {!hasModel && <span className="small soft">{t('device.retryNeedsModel')}</span>}
      </div>
      <DeviceFacts report={report} />
    </Section>
  )
}

/** The verdicts; while devices are tried anew, those of before, so that the page does not jump. */
function useVerdicts(report: DeviceReport | undefined): readonly Verdict[] {
  const last = useRef<readonly Verdict[]>([])
  if (report && (report.state !== 'trying' || report.verdicts.length > 0))
    last.current = report.verdicts
  return last.current
}

/** What is in use and why; while devices are tried, which. Takes the same room in both cases. */
function InUse({ report, wanted }: { report: DeviceReport; wanted: Settings['device'] }) {
  const { t } = useTranslation()
  const { state, trying, chosen } = report
  const why = whyDevice(report, wanted)
  return (
    <div className="device-in-use">
      <p>
        {why === 'trying' && trying === null
          ? t('progress.tryingNext')
          : t(`device.why.${why}`, {
              device: t(`device.the.${chosen}`),
              trying: t(`device.short.${trying ?? chosen}`),
              wanted: t(`device.the.${wanted === 'auto' ? chosen : wanted}`),
            })}
      </p>
      <div className="device-bar">
        {state === 'trying' && <ProgressBar label={t('progress.tryingNext')} fraction={null} />}
      </div>
    </div>
  )
}
