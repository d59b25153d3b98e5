import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { SoughtTrack } from '../../../../contract/playlist.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'

interface LocateDialogProps {
  sought: SoughtTrack
  onChoose: (trackId: number) => void
  onClose: () => void
}

const MOST_SHOWN = 30

/** Asks which track of the library an entry of an imported playlist means. */
export function LocateDialog({ sought, onChoose, onClose }: LocateDialogProps) {
  const { t } = useTranslation()
  const [search, setSearch] = useState(sought.title)
  const answer = useQuery(
    queries.track.list.queryOptions({
      input: { search: search.trim(), limit: MOST_SHOWN },
      placeholderData: keepPreviousData,
    }),
  )
  const rows = answer.data?.rows ?? []
  return (
    <Dialog
      title={t('locate.title', { name: sought.title })}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('cancel')}</Button>}
    >
      {sought.location !== null && <p className="soft small path">{sought.location}</p>}
      <TextField
        label={t('locate.search')}
        value={search}
        maxLength={500}
        autoFocus
        onChange={setSearch}
      />
      {answer.error && (
        <p className="field-error" role="alert">
          {failureOf(answer.error).detail}
        </p>
      )}
      <ListBox
        className="choice-list"
        aria-label={t('library.table')}
        items={rows}
        renderEmptyState={() => <p className="soft">{t('locate.nothing')}</p>}
        onAction={(key) => {
          onChoose(Number(key))
          onClose()
        }}
      >
        {(track) => (
          <ListBoxItem className="choice-item" textValue={track.title}>
            <span className="clip">{track.title}</span>
            <span className="clip soft small">{track.artist}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Dialog>
  )
}
