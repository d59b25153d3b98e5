import { useTranslation } from 'react-i18next'
import { Switch } from '../../ui/fields.tsx'
import { Section } from './section.tsx'
import { TraditionSelect } from './tradition-select.tsx'
import { useSettings } from './use-settings.ts'

export function ModeSettings() {
  const { t } = useTranslation()
  const { settings, change } = useSettings()
  if (!settings) return null
  return (
    <Section title={t('modeSettings.name')} words={t('modeSettings.words')}>
      <Switch
        label={t('modeSettings.listen')}
        description={t('modeSettings.listenWords')}
        isSelected={settings.listenForModes}
        onChange={(listenForModes) => void change({ listenForModes })}
      />
      <TraditionSelect
        label={t('modeSettings.tradition')}
        none={t('modeSettings.mixed')}
        description={t('modeSettings.traditionWords')}
        value={settings.tradition}
        onChange={(tradition) => void change({ tradition })}
      />
      <Switch
        label={t('modeSettings.rare')}
        description={t('modeSettings.rareWords')}
        isSelected={settings.rareMakams}
        onChange={(rareMakams) => void change({ rareMakams })}
      />
    </Section>
  )
}
