import { type DragEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { mostSeeds, navigate } from '../../route.ts'
import { ContextMenu, ContextMenuItem, ContextMenuLine, type Point } from '../../ui/menu.tsx'
import { enqueue, playNext } from '../player/player-store.ts'
import { AddToPlaylistDialog } from '../playlists/add-to-playlist-dialog.tsx'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { TagDialog } from '../tags/tag-dialog.tsx'
import { analyse, listen } from './analyse.ts'
import { copyPaths } from './copy-paths.ts'
import { startTrackDrag } from './track-drag.ts'
import { useSetFavourite } from './use-set-favourite.ts'

interface TrackActionsOptions {
  /** Ids of the tracks to act on, in the order of the list. */
  selected: () => Promise<readonly number[]> | readonly number[]
  /** How many are selected. */
  count: number
  /** The one track that a single-track action means. */
  activeId: number | undefined
  onPlay: () => void
  /** Further menu items, at the end. */
  more?: ReactNode
}

type Open =
  | { what: 'menu'; at: Point }
  | { what: 'add' | 'new' | 'tags'; trackIds: readonly number[] }
  | undefined

/** What can be done with selected tracks, in a menu and by keys; `element` holds the menu and its dialogs. */
export function useTrackActions({ selected, count, activeId, onPlay, more }: TrackActionsOptions) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>()
  const origin = useRef<Element | null>(null)
  const setFavourite = useSetFavourite()

  /** A dialog that a menu opened cannot give the focus back by itself: the menu item that had it is gone. */
  function close() {
    setOpen(undefined)
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && origin.current instanceof HTMLElement)
        origin.current.focus()
    })
  }

  async function openDialog(what: 'add' | 'new' | 'tags') {
    const trackIds = await selected()
    if (trackIds.length > 0) setOpen({ what, trackIds })
  }
  /** Of several tracks that are selected, what sounds like all of them together. */
  async function soundsAlike() {
    const active = activeId === undefined ? [] : [activeId]
    const trackIds = count > 1 ? (await selected()).slice(0, mostSeeds) : active
    if (trackIds.length > 0) navigate({ page: 'similar', trackIds, blend: null })
  }
  function showMode() {
    if (activeId !== undefined) navigate({ page: 'mode', trackId: activeId })
  }
  async function copy() {
    await copyPaths(await selected())
  }
  function showInFolder() {
    if (activeId !== undefined) void engine.track.show({ id: activeId }).catch(tellFailure)
  }
  /** Marks all that are selected, or takes the mark from them when they all have it. */
  async function toggleFavourite() {
    const trackIds = await selected()
    if (trackIds.length === 0) return
    const marked = await setFavourite(trackIds, true)
    if (marked === 0) await setFavourite(trackIds, false)
  }
  const keys: Record<string, () => void> = {
    f: () => void toggleFavourite(),
    s: () => void soundsAlike(),
    m: showMode,
    t: () => void openDialog('tags'),
  }

  return {
    /** Answers whether the key meant something. */
    onKey(event: KeyboardEvent): boolean {
      const key = event.key.toLowerCase()
      if (key === 'c' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        void copy()
        return true
      }
      const action = keys[key]
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return false
      action()
      return true
    },
    onDrag(event: DragEvent) {
      startTrackDrag(event, count, selected)
    },
    openMenu(at: Point) {
      origin.current = document.activeElement
      setOpen({ what: 'menu', at })
    },
    element: (
      <>
        {open?.what === 'menu' && (
          <ContextMenu label={t('track.actions')} at={open.at} onClose={close}>
            <ContextMenuItem label={t('track.play')} keys={t('keys.enter')} onAction={onPlay} />
            <ContextMenuItem
              label={t('queue.playNext')}
              onAction={async () => playNext(await selected())}
            />
            <ContextMenuItem
              label={t('queue.add')}
              onAction={async () => enqueue(await selected())}
            />
            <ContextMenuItem
              label={t('track.soundsAlike')}
              keys="S"
              onAction={() => void soundsAlike()}
            />
            <ContextMenuItem label={t('track.modeAndTags')} keys="M" onAction={showMode} />
            <ContextMenuItem
              label={t('track.editTags')}
              keys="T"
              onAction={() => void openDialog('tags')}
            />
            <ContextMenuLine />
            <ContextMenuItem
              label={t('favourite.toggle')}
              keys="F"
              onAction={() => void toggleFavourite()}
            />
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
              label={t('table.copyPaths', { count })}
              keys="Ctrl+C"
              onAction={() => void copy()}
            />
            <ContextMenuItem
              label={t('table.showInFolder')}
              isDisabled={count !== 1}
              onAction={showInFolder}
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
            <ContextMenuItem
              label={t('track.listen')}
              onAction={async () => listen(await selected())}
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
        {open?.what === 'tags' && <TagDialog trackIds={open.trackIds} onClose={close} />}
        {open?.what === 'new' && <NewPlaylistDialog trackIds={open.trackIds} onClose={close} />}
      </>
    ),
  }
}
