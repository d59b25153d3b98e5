import './playlists.css'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetOpened, useOpenedPlaces } from '../../connection/shell-requests.ts'
import { toast } from '../../ui/toast.tsx'
import { type Command, useCommands } from '../commands/registry.ts'
import { choosePlaylists } from './choose-playlists.ts'
import { DropTarget } from './drop-target.tsx'
import { redo, undo, usePlaylistHistory } from './history.ts'
import { ImportResult } from './import-result.tsx'
import { importPaths, useImporting } from './use-import.ts'

/** What is there for playlists on every page: undo, and playlist files that are chosen, dropped or opened. */
export function PlaylistParts() {
  const { t } = useTranslation()
  const done = usePlaylistHistory((history) => history.done.at(-1)?.what)
  const undone = usePlaylistHistory((history) => history.undone.at(-1)?.what)
  const results = useImporting((state) => state.results)
  const reading = useImporting((state) => state.reading > 0)
  const opened = useOpenedPlaces((places) => places.playlists)
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'playlist.import',
          group: 'playlist',
          title: t('import.choose'),
          run: choosePlaylists,
        },
        {
          id: 'playlist.undo',
          group: 'playlist',
          title: done ? t('playlist.undoWhat', { what: done }) : t('undo'),
          keys: 'Mod+Z',
          isDisabled: !done,
          run: async () => {
            const change = await undo()
            if (change) toast({ title: t('playlist.undone', { what: change.what }) })
          },
        },
        {
          id: 'playlist.redo',
          group: 'playlist',
          title: undone ? t('playlist.redoWhat', { what: undone }) : t('playlist.redo'),
          keys: 'Mod+Shift+Z Mod+Y',
          isDisabled: !undone,
          run: async () => {
            const change = await redo()
            if (change) toast({ title: change.what })
          },
        },
      ],
      [t, done, undone],
    ),
  )
  useEffect(() => {
    if (opened.length === 0) return
    forgetOpened('playlists')
    void importPaths(opened)
  }, [opened])
  return (
    <>
      {results.length > 0 && !reading && <ImportResult results={results} />}
      <DropTarget />
    </>
  )
}
