import { useTranslation } from 'react-i18next'
import type { Provider } from '../../../../contract/device.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** The device that is being tried; null between two of them. */
export function DeviceLine({ trying }: { trying: Provider | null }) {
  const { t } = useTranslation()
  const what = trying
    ? t('progress.trying', { device: t(`device.short.${trying}`) })
    : t('progress.tryingNext')
  return (
    <div className="strip-line">
      <span className="strip-what">{what}</span>
      <ProgressBar label={what} fraction={null} />
      <span className="strip-numbers" />
      <span className="strip-current clip soft">{t('progress.tryingWords')}</span>
      <span className="strip-buttons" />
    </div>
  )
}
