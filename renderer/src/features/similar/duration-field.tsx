import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'
import { TextField } from '../../ui/fields.tsx'
import { readClock } from './clock.ts'

interface DurationFieldProps {
  label: string
  /** Seconds; null for no limit. */
  value: number | null
  onChange: (seconds: number | null) => void
}

/** A length of time, taken when Enter is pressed or the field is left. */
export function DurationField({ label, value, onChange }: DurationFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(formatDuration(value))
  useEffect(() => setText(formatDuration(value)), [value])
  const seconds = readClock(text)
  function take() {
    if (seconds !== undefined && seconds !== value) onChange(seconds)
  }
  return (
    <TextField
      label={label}
      value={text}
      placeholder="0:00"
      error={seconds === undefined ? t('similar.filter.badDuration') : undefined}
      onChange={setText}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
        else event.continuePropagation()
      }}
    />
  )
}
