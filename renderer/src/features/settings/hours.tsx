import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../contract/engine.ts'
import { Switch, TextField } from '../../ui/fields.tsx'
import { goesOvernight, hoursFault } from './hours-fault.ts'

type Span = NonNullable<Settings['hours']>

/** Hours of the night, for those who only switch this on. */
const nightly: Span = { from: '22:00', to: '07:00' }

interface HoursProps {
  hours: Span | null
  onChange: (hours: Span | null) => void
}

/** The hours in which analysis may run; a switch for whether there are any. */
export function Hours({ hours, onChange }: HoursProps) {
  const { t } = useTranslation()
  return (
    <>
      <Switch
        label={t('manners.hours')}
        isSelected={hours !== null}
        onChange={(selected) => onChange(selected ? nightly : null)}
      />
      {hours && <HoursFields hours={hours} onChange={onChange} />}
    </>
  )
}

/** Two times of day, which count when they have been left, so that half a time never does. */
function HoursFields({ hours, onChange }: { hours: Span; onChange: (hours: Span) => void }) {
  const { t } = useTranslation()
  const { from, to } = hours
  const [typed, setTyped] = useState({ from, to })
  useEffect(() => setTyped({ from, to }), [from, to])
  const fault = hoursFault(typed)

  function settle() {
    if (!fault && (typed.from !== from || typed.to !== to)) onChange(typed)
  }

  return (
    <div className="hours">
      {(['from', 'to'] as const).map((field) => (
        <TextField
          key={field}
          type="time"
          label={t(`manners.${field}`)}
          value={typed[field]}
          error={fault?.field === field ? t(`manners.${fault.words}`) : undefined}
          description={field === 'to' && goesOvernight(typed) ? t('manners.overnight') : undefined}
          onChange={(value) => setTyped({ ...typed, [field]: value })}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle()
          }}
        />
      ))}
    </div>
  )
}
