import { useTranslation } from 'react-i18next'
import type { Backup } from '../../../../contract/library.ts'
import { formatBytes, formatTime } from '../../format.ts'
import { Button } from '../../ui/button.tsx'

interface BackupListProps {
  backups: readonly Backup[]
  onRestore: (backup: Backup) => void
}

/** What can be restored and lies with the library, the latest first. */
export function BackupList({ backups, onRestore }: BackupListProps) {
  const { t } = useTranslation()
  if (backups.length === 0) return <p className="soft">{t('backup.nothing')}</p>
  return (
    <ul className="folders backups" aria-label={t('backup.list')}>
      {backups.map((backup) => (
        <li key={backup.path} className="folder">
          <div className="folder-words">
            <p>
              {formatTime(backup.at)}
              <span className="soft small number">
                {' · '}
                {t(`backup.kind.${backup.kind}`)}
                {' · '}
                {formatBytes(backup.bytes)}
              </span>
            </p>
            <p className="path small soft">{backup.path}</p>
          </div>
          <Button
            aria-label={t('backup.restoreOf', { when: formatTime(backup.at) })}
            onPress={() => onRestore(backup)}
          >
            {t('backup.restoreThis')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
