import { useTranslation } from 'react-i18next'
import { KeptModels } from '../model/kept-models.tsx'
import { ModelForm } from '../model/model-form.tsx'
import { Section } from './section.tsx'

/** The model that listens, and those that were there before it. */
export function ModelSettings() {
  const { t } = useTranslation()
  return (
    <Section title={t('model.name')} words={t('model.words')}>
      <ModelForm />
      <KeptModels />
    </Section>
  )
}
