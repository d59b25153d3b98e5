import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { NameDialog } from './name-dialog.tsx'

interface NewPlaylistDialogProps {
  trackIds: readonly number[]
  initialName?: string
  onClose: () => void
}

export function NewPlaylistDialog(props: NewPlaylistDialogProps) {
  const { trackIds, initialName = '', onClose } = props
  const { t } = useTranslation()
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
      onSave={async (name) => {
        const { id } = await engine.playlist.create({ name, trackIds: [...trackIds] })
        navigate({ page: 'playlist', id })
      }}
      onClose={onClose}
    />
  )
}
