import { skipToken, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HeadSays } from '../teach/head-says.tsx'
import { TagEditor } from './tag-editor.tsx'

interface TagDialogProps {
  trackIds: readonly number[]
  onClose: () => void
}

/** The tags of the selected tracks; changes are made at once. */
export function TagDialog({ trackIds, onClose }: TagDialogProps) {
  const { t } = useTranslation()
  const [first] = trackIds
  const only = useQuery(
    queries.track.get.queryOptions({
      input: trackIds.length === 1 && first !== undefined ? { id: first } : skipToken,
    }),
  )
  return (
    <Dialog
      title={
        only.data
          ? t('tags.titleOf', { title: only.data.title })
          : t('tags.title', { count: trackIds.length, shown: formatCount(trackIds.length) })
      }
      wide
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {t('close')}
        </Button>
      }
    >
      <p className="soft small">{t('tags.words')}</p>
      <TagEditor trackIds={trackIds} />
      {trackIds.length === 1 && first !== undefined && <HeadSays trackId={first} />}
    </Dialog>
  )
}
