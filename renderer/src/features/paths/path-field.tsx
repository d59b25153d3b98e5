import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { PathDialog } from './path-dialog.tsx'

interface PathFieldProps {
  label: string
  description?: ReactNode
  placeholder?: string
  initial?: string
  autoFocus?: boolean
  /** Whether files can be chosen too. */
  files?: boolean
  dialogTitle: string
  submit: string
  /** Does what the path is for, or leaves it in the field after all; a failure is shown under the field. */
  onSubmit: (path: string) => Promise<'used' | 'kept'>
}

/** A path, typed or chosen, and a button that uses it. */
export function PathField(props: PathFieldProps) {
  const { label, description, placeholder, initial = '', autoFocus = false, files } = props
  const { dialogTitle, submit } = props
  const { t } = useTranslation()
  const [path, setPath] = useState(initial)
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [browsing, setBrowsing] = useState(false)

  async function use(chosen: string) {
    if (busy || chosen.trim() === '') return
    setBusy(true)
    setError(undefined)
    try {
      if ((await props.onSubmit(chosen.trim())) === 'used') setPath('')
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
    setBusy(false)
  }

  return (
    <form
      className="path-field"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void use(path)
      }}
    >
      <TextField
        label={label}
        mono
        autoFocus={autoFocus}
        value={path}
        error={error}
        {...(description ? { description } : {})}
        {...(placeholder ? { placeholder } : {})}
        onChange={(text) => {
          setPath(text)
          setError(undefined)
        }}
      />
      <div className="path-field-buttons">
        <Button icon="folder" onPress={() => setBrowsing(true)}>
          {t('paths.browse')}
        </Button>
        <Button type="submit" variant="primary" isDisabled={path.trim() === ''}>
          {submit}
        </Button>
      </div>
      {browsing && (
        <PathDialog
          title={dialogTitle}
          initial={path.trim()}
          takes={files ? 'both' : 'folders'}
          onChoose={(chosen) => {
            setPath(chosen)
            void use(chosen)
          }}
          onClose={() => setBrowsing(false)}
        />
      )}
    </form>
  )
}
