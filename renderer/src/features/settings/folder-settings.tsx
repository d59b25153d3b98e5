import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { AddFolder } from './add-folder.tsx'
import { FolderRow } from './folder-row.tsx'
import { Section } from './section.tsx'

/** The music folders, and a field for another. */
export function FolderSettings() {
  const { t } = useTranslation()
  const folders = useQuery(queries.folder.list.queryOptions()).data ?? []
  const scanning = useStatus((status) => status.scans.length > 0)
  return (
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
  )
}
