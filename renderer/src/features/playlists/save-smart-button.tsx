import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { TrackSort } from '../../../../contract/track.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { IconButton } from '../../ui/button.tsx'
import { SmartDialog } from './smart-dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'
import { useQueryName } from './use-query-words.ts'

interface SaveSmartButtonProps {
  search: string
  sort: TrackSort
  descending: boolean
  browse?: BrowseFilter
  favourites?: boolean
}

/** Makes a smart playlist of what is searched for or browsed. */
export function SaveSmartButton(followed: SaveSmartButtonProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const changes = usePlaylistChanges()
  const [open, setOpen] = useState(false)
  const { browse, favourites = false, ...query } = followed
  const whole = { ...query, favourites, ...(browse ? { browse } : {}), language, limit: null }
  const name = useQueryName(whole)
  return (
    <>
      <IconButton icon="smart" label={t('playlist.saveSmart')} onPress={() => setOpen(true)} />
      {open && (
        <SmartDialog
          title={t('playlist.newSmart')}
          name={name.slice(0, 200)}
          query={whole}
          save={t('playlist.create')}
          onSave={(name, changed) => changes.create({ name, query: changed })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
