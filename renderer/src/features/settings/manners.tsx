import './manners.css'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../../contract/engine.ts'
import { Switch } from '../../ui/fields.tsx'
import { Hours } from './hours.tsx'

interface MannersProps {
  settings: Settings
  onChange: (changed: Partial<Settings>) => void
}

/** When analysis waits for the computer's user. */
export function Manners({ settings, onChange }: MannersProps) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be a heading of its own
    <div role="group" aria-labelledby="manners-title" className="manners">
      <h3 id="manners-title">{t('manners.name')}</h3>
      <p className="soft small">{t('manners.words')}</p>
      <Switch
        label={t('manners.battery')}
        isSelected={settings.pauseOnBattery}
        onChange={(pauseOnBattery) => onChange({ pauseOnBattery })}
      />
      <Switch
        label={t('manners.idle')}
        description={t('manners.idleWords')}
        isSelected={settings.onlyWhenIdle}
        onChange={(onlyWhenIdle) => onChange({ onlyWhenIdle })}
      />
      <Hours hours={settings.hours} onChange={(hours) => onChange({ hours })} />
    </div>
  )
}
