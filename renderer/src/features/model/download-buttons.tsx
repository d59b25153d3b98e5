import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelDownload } from '../../../../contract/model.ts'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatBytes } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'

interface DownloadButtonsProps {
  download: ModelDownload
  variant: 'plain' | 'quiet'
}

/** Pauses a download, goes on with it, and ends it once the user has said so again. */
export function DownloadButtons({ download, variant }: DownloadButtonsProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { id, name, state, bytes } = download

  /** The licence was accepted when the download began. */
  function resume() {
    if (id !== null) void engine.model.download({ id, acceptLicence: true }).catch(tellFailure)
  }
  function cancel() {
    void engine.model.cancelDownload().catch(tellFailure)
  }

  return (
    <>
      {state === 'downloading' ? (
        <Button
          variant={variant}
          aria-label={t('download.pauseNamed', { name })}
          onPress={() => void engine.model.pauseDownload().catch(tellFailure)}
        >
          {t('download.pause')}
        </Button>
      ) : (
        <Button
          variant={variant}
          aria-label={t(state === 'paused' ? 'download.resumeNamed' : 'download.retryNamed', {
            name,
          })}
          onPress={resume}
        >
          {t(state === 'paused' ? 'download.resume' : 'download.retry')}
        </Button>
      )}
      <Button
        variant={variant}
        aria-label={t('download.cancelNamed', { name })}
        onPress={() => (bytes > 0 ? setAsking(true) : cancel())}
      >
        {t('cancel')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('download.cancelTitle')}
          cancel={t('download.keep')}
          confirm={t('download.cancel')}
          onConfirm={cancel}
          onClose={() => setAsking(false)}
        >
          <p className="soft">{t('download.cancelWords', { size: formatBytes(bytes) })}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
