import { useTranslation } from 'react-i18next'
import type { DeviceReport } from '../../../../contract/device.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { toast } from '../../ui/toast.tsx'
import { reportText } from './report-text.ts'

/** What the verdicts depend on, folded away, and to be copied. */
export function DeviceFacts({ report }: { report: DeviceReport }) {
  const { t } = useTranslation()
  const version = useStatus((status) => status.version) ?? ''
  const { runtime, processor, threads, graphics, system } = report.facts

  async function copy() {
    try {
      await navigator.clipboard.writeText(reportText(report, version))
      toast({ title: t('device.copied') })
    } catch {
      toast({ title: t('device.notCopied'), tone: 'bad' })
    }
  }

  return (
    <Disclosure title={t('device.facts')} level={3}>
      <div className="device-facts">
        <dl className="facts small">
          <dt>{t('device.fact.runtime')}</dt>
          <dd>{runtime}</dd>
          <dt>{t('device.fact.processor')}</dt>
          <dd>{processor}</dd>
          <dt>{t('device.fact.threads')}</dt>
          <dd>{threads}</dd>
          <dt>{t('device.fact.graphics')}</dt>
          <dd>
            <Lines lines={graphics.length > 0 ? graphics : [t('device.noGraphics')]} />
          </dd>
          <dt>{t('device.fact.system')}</dt>
          <dd>
            <Lines lines={system} />
          </dd>
        </dl>
        <div className="settings-buttons">
          <Button icon="export" onPress={() => void copy()}>
            {t('device.copy')}
          </Button>
        </div>
      </div>
    </Disclosure>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line} className="device-fact">
          {line}
        </li>
      ))}
    </ul>
  )
}
