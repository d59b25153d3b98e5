import { useTranslation } from 'react-i18next'
import type { ModelDownload } from '../../../../contract/model.ts'
import { formatBytes, formatSpan } from '../../format.ts'

/** How much has arrived, how fast, and how long the rest takes. */
export function DownloadNumbers({ download }: { download: ModelDownload }) {
  const { t } = useTranslation()
  const { bytes, total, bytesPerSecond, secondsLeft } = download
  const done = formatBytes(bytes)
  const pace = [
    bytesPerSecond !== null && t('download.rate', { rate: formatBytes(bytesPerSecond) }),
    secondsLeft !== null && t('download.left', { time: formatSpan(secondsLeft) }),
  ]
  return (
    <>
      <span>
        {total === null ? done : t('download.bytesOf', { done, total: formatBytes(total) })}
      </span>
      {pace.map(
        (words) =>
          words && (
            <span key={words} className="download-pace soft">
              {` · ${words}`}
            </span>
          ),
      )}
    </>
  )
}
