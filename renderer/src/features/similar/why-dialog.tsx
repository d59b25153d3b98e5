import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Why } from './why.tsx'

interface WhyDialogProps {
  seedIds: readonly number[]
  track: TrackRow
  modelId: string | null
  onClose: () => void
}

/** Why a track is near others; see {@link Why}. */
export function WhyDialog({ seedIds, track, modelId, onClose }: WhyDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={t('similar.whyTitle', { title: track.title })}
      wide
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      <Why seedIds={seedIds} track={track} modelId={modelId} />
    </Dialog>
  )
}
