import { useTranslation } from 'react-i18next'
import { chooseLanguage, useLanguageChoice } from '../../language.ts'
import { languageNames } from '../../locales/i18n.ts'
import {
  chooseContrast,
  chooseTheme,
  contrasts,
  themes,
  useContrast,
  useTheme,
} from '../../theme.ts'
import { Choice } from '../../ui/fields.tsx'
import { Select } from '../../ui/select.tsx'
import { Section } from './section.tsx'

/** How the page looks and what language it speaks: kept in this browser, not in the library. */
export function LookSettings() {
  const { t } = useTranslation()
  const theme = useTheme()
  const contrast = useContrast()
  const language = useLanguageChoice()
  return (
    <Section title={t('settings.look')}>
      <Select
        label={t('settings.language')}
        description={t('settings.languageWords')}
        value={language}
        onChange={(choice) => void chooseLanguage(choice)}
        options={[
          { value: 'system', label: t('settings.systemLanguage') },
          ...languageNames.map(({ language, name }) => ({ value: language, label: name })),
        ]}
      />
      <Choice
        compact
        label={t('settings.theme')}
        value={theme}
        onChange={chooseTheme}
        options={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
      />
      <Choice
        compact
        label={t('settings.contrast')}
        value={contrast}
        onChange={chooseContrast}
        options={contrasts.map((value) => ({ value, label: t(`settings.contrasts.${value}`) }))}
      />
    </Section>
  )
}
