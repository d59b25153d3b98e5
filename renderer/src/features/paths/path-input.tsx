import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { PathDialog } from './path-dialog.tsx'

interface PathInputProps {
  label: string
  description?: ReactNode
  dialogTitle: string
  value: string
  error?: string | undefined
  autoFocus?: boolean
  onChange: (path: string) => void
}

/** A folder on the engine's machine, typed or chosen, as one of the things that a form asks for. */
export function PathInput(props: PathInputProps) {
  const { dialogTitle, value, onChange, ...field } = props
  const { t } = useTranslation()
  const [browsing, setBrowsing] = useState(false)
  return (
    <div className="path-field">
      <TextField {...field} mono value={value} onChange={onChange} />
      <div className="path-field-buttons">
        <Button icon="folder" onPress={() => setBrowsing(true)}>
          {t('paths.browse')}
        </Button>
      </div>
      {browsing && (
        <PathDialog
          title={dialogTitle}
          initial={value.trim()}
          onChoose={onChange}
          onClose={() => setBrowsing(false)}
        />
      )}
    </div>
  )
}
