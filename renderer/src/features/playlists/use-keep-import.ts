import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaylistImport } from '../../../../contract/playlist.ts'
import { usePlaylistChanges } from './use-playlist-changes.ts'

/** What to call for each playlist that was imported, so that the import can be undone. Stays the same. */
export function useKeepImport(): (made: PlaylistImport) => void {
  const { t } = useTranslation()
  const { keepMade } = usePlaylistChanges()
  const keep = ({ playlist }: PlaylistImport) =>
    keepMade(playlist, t('playlist.imported', { name: playlist.name }))
  const latest = useRef(keep)
  latest.current = keep
  return useCallback((made) => void latest.current(made), [])
}
