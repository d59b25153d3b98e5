import './playlists.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetOpened, useOpenedPlaces } from '../../connection/shell-requests.ts'
import { toast } from '../../ui/toast.tsx'
import { type Command, useCommands } from '../commands/registry.ts'
import { redo, undo, usePlaylistHistory } from './history.ts'
import { chooseFiles, importFiles, importPaths, useImports } from './import-playlists.ts'
import { ImportResults } from './import-results.tsx'
import { useKeepImport } from './use-keep-import.ts'

/** What can be done with playlists on every page: importing them, and taking changes back. */
export function PlaylistParts() {
  const { t } = useTranslation()
  const keep = useKeepImport()
  const busy = useImports((state) => state.busy)
  const nextUndo = usePlaylistHistory(({ done }) => done.at(-1)?.what)
  const nextRedo = usePlaylistHistory(({ undone }) => undone.at(-1)?.what)
  const opened = useOpenedPlaces(({ playlists }) => playlists)

  const isOver = useFileDrop((files) => void importFiles(files, keep))
  useEffect(() => {
    if (opened.length === 0) return
    forgetOpened('playlists')
    void importPaths(opened, keep)
  }, [opened, keep])

  useCommands(
    useMemo((): readonly Command[] => {
      const told = async (act: typeof redo, title: 'undone' | 'redone') => {
        const change = await act()
        if (change) toast({ title: t(`playlist.${title}`, { what: change.what }) })
      }
      return [
        {
          id: 'playlist.import',
          group: 'playlist',
          title: t('import.command'),
          words: 'M3U8 XSPF PLS JSPF CSV',
          isDisabled: busy,
          run: () => chooseFiles(keep),
        },
        {
          id: 'playlist.undo',
          group: 'playlist',
          title: t('undo'),
          words: nextUndo ?? '',
          keys: 'Mod+Z',
          isDisabled: nextUndo === undefined,
          run: () => void told(() => undo(), 'undone'),
        },
        {
          id: 'playlist.redo',
          group: 'playlist',
          title: t('playlist.redo'),
          words: nextRedo ?? '',
          keys: 'Mod+Shift+Z',
          isDisabled: nextRedo === undefined,
          run: () => void told(redo, 'redone'),
        },
      ]
    }, [t, busy, keep, nextUndo, nextRedo]),
  )

  return (
    <>
      {isOver && (
        <div className="import-drop" aria-hidden="true">
          {t('import.drop')}
        </div>
      )}
      <ImportResults />
    </>
  )
}

/** Takes files that are dropped anywhere on the page; answers whether some are over it. */
function useFileDrop(onFiles: (files: File[]) => void): boolean {
  const [isOver, setOver] = useState(false)
  const take = useRef(onFiles)
  take.current = onFiles
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    function onOver(event: DragEvent) {
      if (!hasFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      setOver(true)
    }
    function onLeave({ relatedTarget }: DragEvent) {
      if (relatedTarget === null) setOver(false)
    }
    function onDrop(event: DragEvent) {
      setOver(false)
      if (!hasFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) take.current(files)
    }
    document.addEventListener('dragover', onOver)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragover', onOver)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [])
  return isOver
}
