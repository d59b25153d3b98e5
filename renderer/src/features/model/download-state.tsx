import './model.css'
import { useTranslation } from 'react-i18next'
import type { ModelDownload } from '../../../../contract/model.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { DownloadButtons } from './download-buttons.tsx'
import { downloadFraction } from './download-fraction.ts'
import { DownloadNumbers } from './download-numbers.tsx'

/** How a download goes, where it was asked for. What is said of it aloud, the strip of progress says. */
export function DownloadState({ download }: { download: ModelDownload }) {
  const { t } = useTranslation()
  const { state, name, message } = download
  if (state === 'none') return null
  const words = t(`download.${state}`, { name })
  return (
    // biome-ignore lint/a11y/useSemanticElements: how far a download is is no group of fields
    <div className="download-state" role="group" aria-label={words}>
      <p>{words}</p>
      <ProgressBar label={words} fraction={downloadFraction(download)} />
      <div className="download-foot">
        <p className="small number">
          <DownloadNumbers download={download} />
        </p>
        <div className="model-buttons">
          <DownloadButtons download={download} variant="plain" />
        </div>
      </div>
      {message && <p className={state === 'failed' ? 'field-error' : 'small soft'}>{message}</p>}
    </div>
  )
}
