import { useTranslation } from 'react-i18next'
import type { ModelDownload } from '../../../../contract/model.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { DownloadButtons } from '../model/download-buttons.tsx'
import { downloadFraction } from '../model/download-fraction.ts'
import { DownloadNumbers } from '../model/download-numbers.tsx'
import { tenth } from './tenth.ts'

/** How the download of a model goes: shown, spoken now and then, and what can be done about it. */
export function DownloadLine({ download }: { download: ModelDownload }) {
  const { t } = useTranslation()
  const { state, name, bytes, total, message } = download
  if (state === 'none') return null
  const words = t(`download.${state}`, { name })
  const percent = tenth(bytes, total ?? 0)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of progress is no group of fields
    <div className="strip-line" role="group" aria-label={words}>
      <span className="strip-what">{t(`download.short.${state}`)}</span>
      <ProgressBar label={words} fraction={downloadFraction(download)} />
      <span className="strip-numbers number">
        <DownloadNumbers download={download} />
      </span>
      <span className="strip-current clip soft" title={message}>
        {message}
      </span>
      <span className="strip-buttons">
        <DownloadButtons download={download} variant="quiet" />
      </span>
      <span className="visually-hidden" role="status">
        {state === 'downloading' ? t('download.said', { name, percent }) : `${words}. ${message}`}
      </span>
    </div>
  )
}
