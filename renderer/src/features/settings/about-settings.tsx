import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { LicencesDialog } from './licences-dialog.tsx'
import { Section } from './section.tsx'

/** Which Naghma this is, and whose work is in it. */
export function AboutSettings() {
  const { t } = useTranslation()
  const version = useStatus((status) => status.version)
  const [showing, setShowing] = useState(false)
  return (
    <Section title={t('about.name')} words={t('about.words')}>
      <dl className="facts">
        <dt>{t('about.version')}</dt>
        <dd className="number">{version}</dd>
      </dl>
      <div className="settings-buttons">
        <Button onPress={() => setShowing(true)}>{t('about.licences')}</Button>
      </div>
      {showing && <LicencesDialog onClose={() => setShowing(false)} />}
    </Section>
  )
}
