import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { NameDialog } from './name-dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'

interface NewPlaylistDialogProps {
  trackIds: readonly number[]
  initialName?: string
  onClose: () => void
}

export function NewPlaylistDialog(props: NewPlaylistDialogProps) {
  const { trackIds, initialName = '', onClose } = props
  const { t } = useTranslation()
  const changes = usePlaylistChanges()
  const { length } = trackIds
  return (
    <NameDialog
      title={
        length === 0
          ? t('playlist.newTitle')
          : t('playlist.newFrom', { count: length, shown: formatCount(length) })
      }
      initial={initialName}
      save={t('playlist.create')}
      onSave={(name) => changes.create({ name, trackIds: [...trackIds] })}
      onClose={onClose}
    />
  )
}
