import './settings.css'
import { type ComponentType, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeviceSection } from '../device/device-section.tsx'
import { SearchBox } from '../library/search-box.tsx'
import { TuneSection } from '../tune/tune-section.tsx'
import { AboutSettings } from './about-settings.tsx'
import { AnalysisSettings } from './analysis-settings.tsx'
import { BackupSettings } from './backup-settings.tsx'
import { CacheSettings } from './cache-settings.tsx'
import { findSections } from './find-sections.ts'
import { FolderSettings } from './folder-settings.tsx'
import { HostSettings } from './host-settings.tsx'
import { LookSettings } from './look-settings.tsx'
import { ModeSettings } from './mode-settings.tsx'
import { ModelSettings } from './model-settings.tsx'
import { PlayingSettings } from './playing-settings.tsx'
import { sectionAddress, sectionElement, useSection } from './use-section.ts'

/** What can be set, in the order in which people come to need it. Ids stand in addresses. */
const sections = [
  { id: 'folders', title: 'folders.name', Body: FolderSettings },
  { id: 'modes', title: 'modeSettings.name', Body: ModeSettings },
  { id: 'model', title: 'model.name', Body: ModelSettings },
  { id: 'device', title: 'device.name', Body: DeviceSection },
  { id: 'tuning', title: 'tune.name', Body: TuneSection },
  { id: 'analysis', title: 'analysisSettings.name', Body: AnalysisSettings },
  { id: 'playing', title: 'playing.name', Body: PlayingSettings },
  { id: 'look', title: 'settings.look', Body: LookSettings },
  { id: 'backup', title: 'backup.name', Body: BackupSettings },
  { id: 'caches', title: 'caches.name', Body: CacheSettings },
  { id: 'library', title: 'host.name', Body: HostSettings },
  { id: 'about', title: 'about.name', Body: AboutSettings },
] as const satisfies readonly { id: string; title: string; Body: ComponentType }[]

const ids = sections.map(({ id }) => id)

export function SettingsPage() {
  const { t } = useTranslation()
  const current = useSection(ids)
  const [words, setWords] = useState('')
  const [found, setFound] = useState<readonly string[]>(ids)

  function find(typed: string) {
    setWords(typed)
    setFound(findSections(ids, typed))
  }
  function readFound() {
    if (found[0] !== undefined) document.getElementById(sectionElement(found[0]))?.focus()
  }
  return (
    <section className="page page-scroll" aria-labelledby="settings-title">
      <div className="settings-page">
        <header className="settings-head">
          <h1 id="settings-title">{t('settings.name')}</h1>
          <SearchBox
            value={words}
            label={t('settings.find')}
            hint={t('settings.findHint')}
            onChange={find}
            onDone={readFound}
          />
        </header>
        <nav className="settings-list" aria-label={t('settings.sections')}>
          <ul>
            {sections.map(({ id, title }) => (
              <li key={id} hidden={!found.includes(id)}>
                <a href={sectionAddress(id)} aria-current={id === current}>
                  {t(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="settings">
          {sections.map(({ id, Body }) => (
            <div
              key={id}
              id={sectionElement(id)}
              className="settings-place"
              tabIndex={-1}
              hidden={!found.includes(id)}
            >
              <Body />
            </div>
          ))}
          <div role="status">
            {found.length === 0 && (
              <EmptyState icon="search" title={t('settings.noneFound', { words })}>
                <p>{t('settings.noneFoundWords')}</p>
              </EmptyState>
            )}
          </div>
        </div>
      </div>
    </section>
  )
}
