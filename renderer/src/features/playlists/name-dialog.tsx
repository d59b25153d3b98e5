import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/fields.tsx'

interface NameDialogProps {
  title: string
  initial: string
  save: string
  onSave: (name: string) => Promise<void>
  onClose: () => void
}

/** The name that is suggested is replaced by what is typed. */
function selectAll({ target }: { target: Element }) {
  if (target instanceof HTMLInputElement) target.select()
}

/** Asks for a playlist's name; stays open, with the reason, when it cannot be saved. */
export function NameDialog({ title, initial, save, onSave, onClose }: NameDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(initial)
  const [error, setError] = useState<string>()
  const [saving, setSaving] = useState(false)

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    if (saving || name.trim() === '') return
    setSaving(true)
    try {
      await onSave(name.trim())
      onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
      setSaving(false)
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <form className="name-form" onSubmit={(event) => void onSubmit(event)}>
        <TextField
          label={t('playlist.nameLabel')}
          value={name}
          maxLength={200}
          autoFocus
          onFocus={selectAll}
          error={error}
          onChange={setName}
        />
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="primary" isDisabled={saving || name.trim() === ''}>
            {save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
