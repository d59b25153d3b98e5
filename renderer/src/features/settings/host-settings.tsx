import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connection, engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Switch } from '../../ui/fields.tsx'
import { toast } from '../../ui/toast.tsx'
import { copyReport, showLog } from '../desktop/report.ts'
import { Section } from './section.tsx'
import { useSettings } from './use-settings.ts'

/** Where the library lives, and stopping what serves it. */
export function HostSettings() {
  const { t } = useTranslation()
  const status = useStatus(({ dataFolder, host }) => ({ dataFolder, host }))
  const { settings, change } = useSettings()
  const [asking, setAsking] = useState(false)

  async function copyFolder(path: string) {
    try {
      await navigator.clipboard.writeText(path)
      toast({ title: t('host.folderCopied') })
    } catch (error) {
      tellFailure(error)
    }
  }

  async function stop() {
    connection.expectStop()
    try {
      await engine.engine.shutdown()
    } catch (error) {
      if (connection.state() === 'open') tellFailure(error)
    }
  }

  if (!status || !settings) return null
  return (
    <Section title={t('host.name')}>
      <dl className="facts">
        <dt>{t('host.dataFolder')}</dt>
        <dd className="path">{status.dataFolder}</dd>
      </dl>
      <p className="soft small">{t('host.moveFolderWords')}</p>
      <div className="settings-buttons">
        <Button onPress={() => void engine.engine.showDataFolder().catch(tellFailure)}>
          {t('host.showFolder')}
        </Button>
        <Button onPress={() => void copyFolder(status.dataFolder)}>{t('host.copyFolder')}</Button>
      </div>
      <p className="soft small">{t('report.words')}</p>
      <div className="settings-buttons">
        <Button onPress={() => void copyReport()}>{t('report.copy')}</Button>
        <Button onPress={() => void showLog()}>{t('report.showLog')}</Button>
      </div>
      {status.host === 'served' && (
        <>
          <Switch
            label={t('host.stopWithLastPage')}
            description={t('host.stopWithLastPageWords')}
            isSelected={settings.stopWithLastPage}
            onChange={(stopWithLastPage) => void change({ stopWithLastPage })}
          />
          <div className="settings-buttons">
            <Button variant="danger" onPress={() => setAsking(true)}>
              {t('host.stop')}
            </Button>
          </div>
        </>
      )}
      {asking && (
        <ConfirmDialog
          title={t('host.stopTitle')}
          cancel={t('cancel')}
          confirm={t('host.stop')}
          onConfirm={() => void stop()}
          onClose={() => setAsking(false)}
        >
          <p className="soft">{t('host.stopWords')}</p>
        </ConfirmDialog>
      )}
    </Section>
  )
}
