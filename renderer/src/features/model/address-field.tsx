import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engine, queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { addressFault } from './address-fault.ts'

interface AddressFieldProps {
  setting: 'mirror' | 'proxy'
  /** The address that is set; null for none. */
  value: string | null
}

/** One of the addresses that models are fetched by; empty for none. */
export function AddressField({ setting, value }: AddressFieldProps) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const [text, setText] = useState(value ?? '')
  const [error, setError] = useState<string>()
  const [saved, setSaved] = useState(false)

  async function onSubmit(event: FormEvent) {
    event.preventDefault()
    const address = text.trim()
    const fault = address === '' ? null : addressFault(address)
    if (fault) return setError(t(`source.fault.${fault}`))
    try {
      const settings = await engine.engine.changeSettings({ [setting]: address || null })
      cache.setQueryData(queries.engine.settings.queryKey(), settings)
      setSaved(true)
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
  }

  return (
    <form className="address-field" onSubmit={(event) => void onSubmit(event)}>
      <TextField
        label={t(`source.${setting}`)}
        description={t(`source.${setting}Words`)}
        mono
        value={text}
        error={error}
        onChange={(typed) => {
          setText(typed)
          setError(undefined)
          setSaved(false)
        }}
      />
      <div className="model-buttons">
        <Button
          type="submit"
          isDisabled={text.trim() === (value ?? '')}
          aria-label={t('source.saveNamed', { name: t(`source.${setting}`) })}
        >
          {t('save')}
        </Button>
        <span className="small soft" role="status">
          {saved && t('source.saved')}
        </span>
      </div>
    </form>
  )
}
