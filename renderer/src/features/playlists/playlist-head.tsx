import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuCommand } from '../../../../contract/menu-commands.ts'
import type { Playlist } from '../../../../contract/playlist.ts'
import { formatCount, formatDuration } from '../../format.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useCommands } from '../commands/registry.ts'
import { ExportDialog } from './export-dialog.tsx'
import { NameDialog } from './name-dialog.tsx'
import { SendDialog } from './send-dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'

interface PlaylistHeadProps {
  playlist: Playlist
  onPlay: () => void
  /** Further buttons, and words below the name. */
  buttons?: ReactNode
  words?: ReactNode
}

/** The name of a playlist, how long it is, and what can be done with all of it. */
export function PlaylistHead({ playlist, onPlay, buttons, words }: PlaylistHeadProps) {
  const { t } = useTranslation()
  const changes = usePlaylistChanges()
  const [dialog, setDialog] = useState<'rename' | 'export' | 'send'>()
  const { id, name, tracks, sought } = playlist
  const empty = tracks === 0
  useCommands(
    useMemo(
      () => [
        {
          id: 'playlist.export' satisfies MenuCommand,
          group: 'playlist',
          title: t('playlist.export'),
          isDisabled: empty,
          run: () => setDialog('export'),
        },
      ],
      [t, empty],
    ),
  )
  return (
    <header className="page-head">
      <div className="page-words">
        <h1 id="playlist-title" className="clip">
          {name}
        </h1>
        <p className="soft number">
          {t('playlist.summary', {
            count: tracks,
            shown: formatCount(tracks),
            duration: formatDuration(playlist.duration),
          })}
          {sought > 0 &&
            ` · ${t('playlist.soughtCount', { count: sought, shown: formatCount(sought) })}`}
        </p>
        {words}
      </div>
      <Button variant="primary" icon="play" isDisabled={empty} onPress={onPlay}>
        {t('playlist.play')}
      </Button>
      {buttons}
      <Button icon="export" isDisabled={empty} onPress={() => setDialog('export')}>
        {t('playlist.export')}
      </Button>
      <IconButton
        icon="folder"
        label={t('send.open')}
        isDisabled={empty}
        onPress={() => setDialog('send')}
      />
      <IconButton icon="edit" label={t('playlist.rename')} onPress={() => setDialog('rename')} />
      <IconButton
        icon="trash"
        label={t('playlist.delete')}
        onPress={() => {
          navigate(libraryRoute)
          void changes.delete(playlist)
        }}
      />
      {dialog === 'rename' && (
        <NameDialog
          title={t('playlist.renameTitle')}
          initial={name}
          save={t('playlist.rename')}
          onSave={(wanted) => changes.rename(playlist, wanted)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'send' && <SendDialog id={id} name={name} onClose={() => setDialog(undefined)} />}
      {dialog === 'export' && (
        <ExportDialog id={id} name={name} onClose={() => setDialog(undefined)} />
      )}
    </header>
  )
}
