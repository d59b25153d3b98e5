import { useQuery } from '@tanstack/react-query'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'

interface AddToPlaylistDialogProps {
  trackIds: readonly number[]
  onNew: () => void
  onClose: () => void
}

export function AddToPlaylistDialog({ trackIds, onNew, onClose }: AddToPlaylistDialogProps) {
  const { t } = useTranslation()
  const playlists = useQuery(queries.playlist.list.queryOptions()).data ?? []
  const changes = usePlaylistChanges()
  return (
    <Dialog
      title={t('playlist.addTitle', {
        count: trackIds.length,
        shown: formatCount(trackIds.length),
      })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button icon="plus" onPress={onNew}>
            {t('playlist.new')}
          </Button>
        </>
      }
    >
      {playlists.length === 0 ? (
        <p className="soft">{t('playlist.noneYet')}</p>
      ) : (
        <ListBox
          className="choice-list"
          aria-label={t('playlist.listName')}
          items={playlists}
          autoFocus="first"
          onAction={(key) => {
            void changes.add(Number(key), trackIds)
            onClose()
          }}
        >
          {(playlist) => (
            <ListBoxItem className="choice-item" textValue={playlist.name}>
              <span className="clip">{playlist.name}</span>
              <span className="soft small number">{formatCount(playlist.tracks)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      )}
    </Dialog>
  )
}
