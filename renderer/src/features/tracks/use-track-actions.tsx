import { type DragEvent, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { focusPage } from '../../frame/focus-page.ts'
import { mostSeeds, navigate } from '../../route.ts'
import { ContextMenu, ContextMenuItem, ContextMenuLine, type Point } from '../../ui/menu.tsx'
import { enqueue, playNext } from '../player/player-store.ts'
import { AddToPlaylistDialog } from '../playlists/add-to-playlist-dialog.tsx'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { TagDialog } from '../tags/tag-dialog.tsx'
import { TeachDialog } from '../teach/teach-dialog.tsx'
import { analyse, listen } from './analyse.ts'
import { copyPaths } from './copy-paths.ts'
import { startTrackDrag } from './track-drag.ts'
import { useSetFavourite } from './use-set-favourite.ts'
import { type TrackAct, useTrackCommands } from './use-track-commands.ts'

interface TrackActionsOptions {
  /** Ids of the tracks to act on, in the order of the list. */
  selected: () => Promise<readonly number[]> | readonly number[]
  /** How many are selected. */
  count: number
  /** The one track that a single-track action means. */
  activeId: number | undefined
  onPlay: () => void
  /** The table is beside another one: commands mean the tracks of that. */
  isAside?: boolean
  /** Further menu items, at the end. */
  more?: ReactNode
}

type Open =
  | { what: 'menu'; at: Point }
  | { what: 'add' | 'new' | 'tags' | 'teach'; trackIds: readonly number[] }
  | undefined

/** What can be done with selected tracks, in a menu and by keys; `element` holds the menu and its dialogs. */
export function useTrackActions(options: TrackActionsOptions) {
  const { selected, count, activeId, onPlay, isAside = false, more } = options
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>()
  const origin = useRef<Element | null>(null)
  const setFavourite = useSetFavourite()

  /** A dialog that a menu or a command opened cannot give the focus back by itself: what had it is gone. */
  function close() {
    setOpen(undefined)
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return
      if (origin.current instanceof HTMLElement) origin.current.focus()
      else focusPage()
    })
  }

  async function openDialog(what: 'add' | 'new' | 'tags' | 'teach') {
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
  const acts: Record<TrackAct, () => void> = {
    playNext: async () => playNext(await selected()),
    enqueue: async () => enqueue(await selected()),
    alike: () => void soundsAlike(),
    mode: showMode,
    tags: () => void openDialog('tags'),
    teach: () => void openDialog('teach'),
    favourite: () => void toggleFavourite(),
    add: () => void openDialog('add'),
    newPlaylist: () => void openDialog('new'),
    copy: () => void copy(),
    show: showInFolder,
    analyse: async () => analyse(await selected()),
    analyseInFull: async () => analyse(await selected(), 'full'),
    listen: async () => listen(await selected()),
  }
  useTrackCommands(acts, count, !isAside)
  const keys: Record<string, () => void> = {
    f: acts.favourite,
    s: acts.alike,
    m: acts.mode,
    t: acts.tags,
  }

  return {
    /** Answers whether the key meant something. */
    onKey(event: KeyboardEvent): boolean {
      const key = event.key.toLowerCase()
      if (key === 'c' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        acts.copy()
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
    menu: {
      label: t('track.actions'),
      open(at: Point) {
        origin.current = document.activeElement
        setOpen({ what: 'menu', at })
      },
    },
    element: (
      <>
        {open?.what === 'menu' && (
          <ContextMenu label={t('track.actions')} at={open.at} onClose={close}>
            <ContextMenuItem label={t('track.play')} keys={t('keys.enter')} onAction={onPlay} />
            <ContextMenuItem label={t('queue.playNext')} onAction={acts.playNext} />
            <ContextMenuItem label={t('queue.add')} onAction={acts.enqueue} />
            <ContextMenuItem label={t('track.soundsAlike')} keys="S" onAction={acts.alike} />
            <ContextMenuItem label={t('track.modeAndTags')} keys="M" onAction={acts.mode} />
            <ContextMenuItem label={t('track.editTags')} keys="T" onAction={acts.tags} />
            <ContextMenuItem label={t('teach.thisTag')} onAction={acts.teach} />
            <ContextMenuLine />
            <ContextMenuItem label={t('favourite.toggle')} keys="F" onAction={acts.favourite} />
            <ContextMenuItem label={t('track.addToPlaylist')} onAction={acts.add} />
            <ContextMenuItem label={t('track.newPlaylist')} onAction={acts.newPlaylist} />
            <ContextMenuLine />
            <ContextMenuItem
              label={t('table.copyPaths', { count })}
              keys="Ctrl+C"
              onAction={acts.copy}
            />
            <ContextMenuItem
              label={t('table.showInFolder')}
              isDisabled={count !== 1}
              onAction={acts.show}
            />
            <ContextMenuLine />
            <ContextMenuItem label={t('track.analyse')} onAction={acts.analyse} />
            <ContextMenuItem label={t('track.analyseInFull')} onAction={acts.analyseInFull} />
            <ContextMenuItem label={t('track.listen')} onAction={acts.listen} />
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
        {open?.what === 'teach' && <TeachDialog trackIds={open.trackIds} onClose={close} />}
        {open?.what === 'new' && <NewPlaylistDialog trackIds={open.trackIds} onClose={close} />}
      </>
    ),
  }
}
