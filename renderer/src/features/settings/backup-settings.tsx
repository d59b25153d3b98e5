import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '../../../../contract/library.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Switch } from '../../ui/fields.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { toast } from '../../ui/toast.tsx'
import { PathField } from '../paths/path-field.tsx'
import { BackupList } from './backup-list.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { Section } from './section.tsx'
import { useSettings } from './use-settings.ts'

/** Copies of the library: making them, and putting one in its place. */
export function BackupSettings() {
  const { t } = useTranslation()
  const { settings, change } = useSettings()
  const progress = useStatus((status) => status.backup)
  const backups = useQuery(queries.library.backups.queryOptions()).data
  const [restoring, setRestoring] = useState<Pick<Backup, 'path'>>()
  const [elsewhere, setElsewhere] = useState(false)
  if (!settings || !progress) return null
  const running = progress.state !== 'none'
  return (
    <Section title={t('backup.name')} words={t('backup.words')}>
      <Switch
        label={t('backup.daily')}
        description={t('backup.dailyWords')}
        isSelected={settings.dailyBackup}
        onChange={(dailyBackup) => void change({ dailyBackup })}
      />
      <div className="settings-buttons">
        <Button isDisabled={running} onPress={() => void backUp().catch(tellFailure)}>
          {t('backup.now')}
        </Button>
        <Button isDisabled={running} onPress={() => setElsewhere(true)}>
          {t('backup.elsewhere')}
        </Button>
        {running && (
          <Button onPress={() => void engine.library.cancelBackup().catch(tellFailure)}>
            {t('backup.cancel')}
          </Button>
        )}
      </div>
      {progress.state !== 'none' && (
        <ProgressBar label={t(`backup.state.${progress.state}`)} fraction={progress.fraction} />
      )}
      {backups && <BackupList backups={backups} onRestore={setRestoring} />}
      <Disclosure level={3} title={t('backup.other')}>
        <PathField
          files
          label={t('backup.file')}
          dialogTitle={t('backup.file')}
          submit={t('backup.restore')}
          onSubmit={async (path) => {
            setRestoring({ path })
            return 'kept'
          }}
        />
      </Disclosure>
      {restoring && <RestoreDialog path={restoring.path} onClose={() => setRestoring(undefined)} />}
      {elsewhere && (
        <Dialog
          title={t('backup.elsewhereTitle')}
          onClose={() => setElsewhere(false)}
          actions={<Button onPress={() => setElsewhere(false)}>{t('cancel')}</Button>}
        >
          <PathField
            label={t('backup.folder')}
            dialogTitle={t('backup.folder')}
            submit={t('backup.now')}
            onSubmit={async (folder) => {
              await backUp(folder)
              setElsewhere(false)
              return 'used'
            }}
          />
        </Dialog>
      )}
    </Section>
  )

  async function backUp(folder?: string) {
    const { backup } = await engine.library.backup(folder === undefined ? {} : { folder })
    toast({ title: t('backup.made', { path: backup.path }) })
  }
}
