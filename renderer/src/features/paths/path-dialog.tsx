import './paths.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatBytes } from '../../format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Icon } from '../../ui/icon.tsx'

interface PathDialogProps {
  title: string
  /** Where to start; empty for the home folder. */
  initial: string
  /** Folders where nothing is said. */
  takes?: 'folders' | 'files' | 'both'
  /** May find that the dialog is to stay after all; a failure is said in it. */
  onChoose: ((path: string) => void) | ((path: string) => Promise<'used' | 'kept'>)
  onClose: () => void
}

/** Chooses a folder, or a file, on the engine's machine. */
export function PathDialog(props: PathDialogProps) {
  const { title, initial, takes = 'folders', onChoose, onClose } = props
  const { t } = useTranslation()
  const [path, setPath] = useState(initial)
  const [typed, setTyped] = useState(initial)
  const [error, setError] = useState<string>()
  const files = takes !== 'folders'
  const listing = useQuery(
    queries.folder.browse.queryOptions({
      input: { path },
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: 0,
    }),
  )
  const shown = listing.data
  const here = shown?.path
  useEffect(() => {
    if (here !== undefined) setTyped(here)
  }, [here])

  async function choose(chosen: string) {
    setError(undefined)
    try {
      if ((await onChoose(chosen)) !== 'kept') onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
  }
  function look(wanted: string) {
    setError(undefined)
    setPath(wanted)
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    look(typed.trim())
  }

  const items = [
    ...(shown?.folders ?? []).map((folder) => ({ ...folder, size: undefined })),
    ...(files ? (shown?.files ?? []) : []),
  ]
  return (
    <Dialog
      title={title}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          {takes !== 'files' && (
            <Button
              variant="primary"
              isDisabled={!shown || listing.isError}
              onPress={() => shown && void choose(shown.path)}
            >
              {t('paths.chooseThis')}
            </Button>
          )}
        </>
      }
    >
      <form className="path-bar" onSubmit={onSubmit}>
        <TextField
          label={t('paths.folder')}
          mono
          value={typed}
          onChange={setTyped}
          error={listing.error ? failureOf(listing.error).detail : undefined}
        />
        <Button type="submit">{t('paths.go')}</Button>
        <IconButton
          icon="up"
          label={t('paths.up')}
          isDisabled={!shown?.parent}
          onPress={() => look(shown?.parent ?? '')}
        />
      </form>
      <ListBox
        className="choice-list path-list"
        aria-label={files ? t('paths.contents') : t('paths.folders')}
        items={items}
        selectionMode="none"
        renderEmptyState={() => (
          <p className="soft path-empty">{files ? t('paths.nothing') : t('paths.noFolders')}</p>
        )}
        onAction={(key) => {
          const item = items.find((candidate) => candidate.path === key)
          if (item?.size !== undefined) void choose(item.path)
          else if (item) look(item.path)
        }}
      >
        {(item) => (
          <ListBoxItem id={item.path} className="choice-item" textValue={item.name}>
            <Icon name={item.size === undefined ? 'folder' : 'file'} size={16} />
            <span className="clip choice-name">{item.name}</span>
            {item.size !== undefined && (
              <span className="soft small number">{formatBytes(item.size)}</span>
            )}
          </ListBoxItem>
        )}
      </ListBox>
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
