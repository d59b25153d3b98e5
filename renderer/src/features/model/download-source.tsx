import { useTranslation } from 'react-i18next'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { AddressField } from './address-field.tsx'

/** Where models are fetched from, for those who cannot reach the origin. */
export function DownloadSource() {
  const { t } = useTranslation()
  const { settings } = useSettings()
  if (!settings) return null
  return (
    <Disclosure title={t('source.title')} level={3}>
      <div className="download-source">
        <AddressField setting="mirror" value={settings.mirror} />
        <AddressField setting="proxy" value={settings.proxy} />
      </div>
    </Disclosure>
  )
}
