import './settings.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { DeviceSection } from '../device/device-section.tsx'
import { KeptModels } from '../model/kept-models.tsx'
import { ModelForm } from '../model/model-form.tsx'
import { TuneSection } from '../tune/tune-section.tsx'
import { AddFolder } from './add-folder.tsx'
import { AnalysisSettings } from './analysis-settings.tsx'
import { FolderRow } from './folder-row.tsx'
import { HostSettings } from './host-settings.tsx'
import { LookSettings } from './look-settings.tsx'
import { ModeSettings } from './mode-settings.tsx'
import { Section } from './section.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  const folders = useQuery(queries.folder.list.queryOptions()).data ?? []
  const scanning = useStatus((status) => status.scans.length > 0)
  return (
    <section className="page page-scroll" aria-labelledby="settings-title">
      <div className="settings">
        <h1 id="settings-title">{t('settings.name')}</h1>
        <Section title={t('folders.name')} words={t('folders.words')}>
          {folders.length > 0 && (
            <ul className="folders">
              {folders.map((folder) => (
                <FolderRow key={folder.id} folder={folder} />
              ))}
            </ul>
          )}
          <AddFolder />
          {folders.length > 1 && (
            <div className="settings-buttons">
              <Button
                icon="retry"
                isDisabled={scanning ?? false}
                onPress={() => void engine.folder.scan({}).catch(tellFailure)}
              >
                {t('folders.rescanAll')}
              </Button>
            </div>
          )}
        </Section>
        <ModeSettings />
        <Section title={t('model.name')} words={t('model.words')}>
          <ModelForm />
          <KeptModels />
        </Section>
        <DeviceSection />
        <TuneSection />
        <AnalysisSettings />
        <LookSettings />
        <HostSettings />
      </div>
    </section>
  )
}
