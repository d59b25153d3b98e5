import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { TrackSort } from '../../../../contract/track.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { IconButton } from '../../ui/button.tsx'
import { SmartDialog } from './smart-dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'
import { useQueryName } from './use-query-words.ts'

interface Followed {
  search: string
  sort: TrackSort
  descending: boolean
  browse?: BrowseFilter
  favourites?: boolean
}

/** Makes a smart playlist of what is searched for or browsed. */
export function SaveSmartButton(followed: Followed) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const show = useCallback(() => setOpen(true), [])
  return (
    <>
      <IconButton icon="smart" label={t('playlist.saveSmart')} onPress={show} />
      {open && <NewSmartDialog followed={followed} onClose={() => setOpen(false)} />}
    </>
  )
}

function NewSmartDialog({ followed, onClose }: { followed: Followed; onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const changes = usePlaylistChanges()
  const { browse, favourites = false, ...query } = followed
  const whole = { ...query, favourites, ...(browse ? { browse } : {}), language, limit: null }
  return (
    <SmartDialog
      title={t('playlist.newSmart')}
      name={useQueryName(whole).slice(0, 200)}
      query={whole}
      save={t('playlist.create')}
      onSave={(name, changed) => changes.create({ name, query: changed })}
      onClose={onClose}
    />
  )
}
