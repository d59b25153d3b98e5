import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../route.ts'
import { ContextMenu, ContextMenuItem, ContextMenuLine, type Point } from '../../ui/menu.tsx'
import { AddToPlaylistDialog } from '../playlists/add-to-playlist-dialog.tsx'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { analyse } from './analyse.ts'

interface TrackActionsOptions {
  /** Ids of the tracks to act on, in the order of the list. */
  selected: () => Promise<readonly number[]> | readonly number[]
  /** The one track that a single-track action means. */
  activeId: number | undefined
  onPlay: () => void
  /** Further menu items, at the end. */
  more?: ReactNode
}

type Open =
  | { what: 'menu'; at: Point }
  | { what: 'add' | 'new'; trackIds: readonly number[] }
  | undefined

/** What can be done with selected tracks, in a menu and by keys; `element` holds the menu and its dialogs. */
export function useTrackActions({ selected, activeId, onPlay, more }: TrackActionsOptions) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>()
  const origin = useRef<Element | null>(null)

  /** A dialog that a menu opened cannot give the focus back by itself: the menu item that had it is gone. */
  function close() {
    setOpen(undefined)
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && origin.current instanceof HTMLElement)
        origin.current.focus()
    })
  }

  async function openDialog(what: 'add' | 'new') {
    setOpen({ what, trackIds: await selected() })
  }
  function soundsAlike() {
    if (activeId !== undefined) navigate({ page: 'similar', trackId: activeId })
  }

  return {
    soundsAlike,
    openMenu(at: Point) {
      origin.current = document.activeElement
      setOpen({ what: 'menu', at })
    },
    element: (
      <>
        {open?.what === 'menu' && (
          <ContextMenu label={t('track.actions')} at={open.at} onClose={close}>
            <ContextMenuItem label={t('track.play')} keys={t('keys.enter')} onAction={onPlay} />
            <ContextMenuItem label={t('track.soundsAlike')} keys="S" onAction={soundsAlike} />
            <ContextMenuLine />
            <ContextMenuItem
              label={t('track.addToPlaylist')}
              onAction={() => void openDialog('add')}
            />
            <ContextMenuItem
              label={t('track.newPlaylist')}
              onAction={() => void openDialog('new')}
            />
            <ContextMenuLine />
            <ContextMenuItem
              label={t('track.analyse')}
              onAction={async () => analyse(await selected())}
            />
            <ContextMenuItem
              label={t('track.analyseInFull')}
              onAction={async () => analyse(await selected(), 'full')}
            />
            {more}
          </ContextMenu>
        )}
        {open?.what === 'add' && (
          <AddToPlaylistDialog
            trackIds={open.trackIds}
            onNew={() => setOpen({ what: 'new', trackIds: open.trackIds })}
            onClose={close}
          />
        )}
        {open?.what === 'new' && <NewPlaylistDialog trackIds={open.trackIds} onClose={close} />}
      </>
    ),
  }
}
