import { useTranslation } from 'react-i18next'
import type { ScanProgress } from '../../../../contract/folder.ts'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount, formatSpan } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

export function ScanLine({ scan }: { scan: ScanProgress }) {
  const { t } = useTranslation()
  const walking = scan.phase === 'walking'
  return (
    <div className="strip-line">
      <span className="strip-what">{t('progress.scanning')}</span>
      <ProgressBar
        label={t('progress.scanning')}
        fraction={walking || scan.toRead === 0 ? null : scan.read / scan.toRead}
      />
      <span className="strip-numbers number">
        {walking
          ? t('progress.found', { count: scan.found, shown: formatCount(scan.found) })
          : t('progress.readOf', { done: formatCount(scan.read), total: formatCount(scan.toRead) })}
        {!walking && scan.filesPerSecond > 0 && (
          <span className="soft">
            {' · '}
            {t('progress.filesPerSecond', { rate: formatCount(Math.round(scan.filesPerSecond)) })}
          </span>
        )}
        {scan.secondsLeft !== null && (
          <span className="soft">
            {' · '}
            {t('progress.left', { time: formatSpan(scan.secondsLeft) })}
          </span>
        )}
      </span>
      <span className="strip-current clip soft" title={scan.currentFile}>
        {scan.currentFile}
      </span>
      <span className="strip-buttons">
        <Button
          variant="quiet"
          onPress={() => void engine.folder.cancelScan().catch(tellFailure)}
          aria-label={t('progress.stopScan')}
        >
          {t('progress.stop')}
        </Button>
      </span>
    </div>
  )
}
