import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaylistQuery } from '../../../../contract/playlist.ts'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Switch, TextField } from '../../ui/fields.tsx'
import { Select } from '../../ui/select.tsx'
import { WholeNumberField } from '../settings/whole-number-field.tsx'
import { DurationField } from '../similar/duration-field.tsx'
import { type LengthLimits, lengthLimits, withLengthLimits } from './length-limits.ts'
import { useQueryWords } from './use-query-words.ts'

interface SmartDialogProps {
  title: string
  name: string
  query: PlaylistQuery
  save: string
  onSave: (name: string, query: PlaylistQuery) => Promise<void>
  onClose: () => void
}

/** Orders that are of use in a smart playlist. */
const sorts = ['relevance', 'title', 'artist', 'album', 'year', 'duration', 'addedAt'] as const
const usualLimit = 100

/** The name and the query of a smart playlist; stays open, with the reason, when they cannot be saved. */
export function SmartDialog({ title, name, query, save, onSave, onClose }: SmartDialogProps) {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState(name)
  const [changed, setChanged] = useState(query)
  const [error, setError] = useState<string>()
  const [saving, setSaving] = useState(false)
  const words = useQueryWords({ ...changed, search: '' })
  const { search, sort, descending, limit } = changed
  const limits = lengthLimits(search)
  const listed = sorts.find((known) => known === sort)

  function changeLengths(changedLimits: Partial<LengthLimits>) {
    setChanged({ ...changed, search: withLengthLimits(search, { ...limits, ...changedLimits }) })
  }

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (saving || wanted.trim() === '') return
    setSaving(true)
    try {
      await onSave(wanted.trim(), { ...changed, search: search.trim() })
      onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
      setSaving(false)
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form className="name-form" onSubmit={(event) => void onSubmit(event)}>
        <p className="soft">{t('playlist.smartWords')}</p>
        <TextField
          label={t('playlist.nameLabel')}
          value={wanted}
          maxLength={200}
          autoFocus
          error={error}
          onChange={setWanted}
        />
        <TextField
          label={t('playlist.smartSearch')}
          description={t('playlist.smartSearchHint')}
          value={search}
          maxLength={500}
          onChange={(typed) => setChanged({ ...changed, search: typed })}
        />
        <div className="smart-lengths">
          <DurationField
            label={t('similar.filter.atLeast')}
            value={limits.least}
            onChange={(least) => changeLengths({ least })}
          />
          <DurationField
            label={t('similar.filter.atMost')}
            value={limits.most}
            onChange={(most) => changeLengths({ most })}
          />
        </div>
        {(changed.browse || changed.favourites) && <p>{t('playlist.smartChosen', { words })}</p>}
        <Select
          label={t('playlist.smartOrder')}
          value={listed ?? 'relevance'}
          options={sorts.map((value) => ({ value, label: t(`playlist.order.${value}`) }))}
          onChange={(chosen) => setChanged({ ...changed, sort: chosen })}
        />
        <Switch
          label={t('playlist.smartDescending')}
          isSelected={descending}
          onChange={(down) => setChanged({ ...changed, descending: down })}
        />
        <Switch
          label={t('playlist.smartLimited')}
          isSelected={limit !== null}
          onChange={(limited) => setChanged({ ...changed, limit: limited ? usualLimit : null })}
        />
        {limit !== null && (
          <WholeNumberField
            label={t('playlist.smartLimit')}
            value={limit}
            least={1}
            most={100_000}
            onChange={(most) => setChanged({ ...changed, limit: most })}
          />
        )}
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" isDisabled={saving || wanted.trim() === ''}>
            {save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
