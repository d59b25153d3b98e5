import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Folder } from '../../../../contract/folder.ts'
import type { Tradition } from '../../../../contract/vocabulary.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount, formatTime } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import { PathField } from '../paths/path-field.tsx'
import { IgnoreDialog } from './ignore-dialog.tsx'
import { TraditionSelect } from './tradition-select.tsx'

export function FolderRow({ folder }: { folder: Folder }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const [dialog, setDialog] = useState<'ignore' | 'remove' | 'repoint'>()
  const close = () => setDialog(undefined)

  async function remove() {
    try {
      await engine.folder.remove({ id: folder.id })
      toast({ title: t('folders.removed', { path: folder.path }) })
    } catch (error) {
      tellFailure(error)
    }
  }

  async function setTradition(tradition: Tradition | null) {
    try {
      await engine.folder.setTradition({ id: folder.id, tradition })
      await cache.invalidateQueries({ queryKey: queries.folder.list.key() })
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <li className="folder">
      <div className="folder-words">
        <p className="path">{folder.path}</p>
        <p className="small soft number">
          <span className={`folder-state folder-${folder.state}`}>
            {t(`folders.state.${folder.state}`)}
          </span>
          {' · '}
          {t('folders.files', { count: folder.files, shown: formatCount(folder.files) })}
          {folder.missingFiles > 0 &&
            ` · ${t('folders.missing', { count: folder.missingFiles, shown: formatCount(folder.missingFiles) })}`}
          {' · '}
          {t(`folders.watch.${folder.watch}`)}
          {folder.scannedAt !== null &&
            ` · ${t('folders.scanned', { when: formatTime(folder.scannedAt) })}`}
          {folder.ignoreRules.trim() !== '' && ` · ${t('folders.ignore.some')}`}
        </p>
      </div>
      <TraditionSelect
        label={t('folders.tradition')}
        labelPlace="beside"
        none={t('folders.noTradition')}
        value={folder.tradition}
        onChange={(tradition) => void setTradition(tradition)}
      />
      <div className="folder-buttons">
        <Button
          isDisabled={folder.state === 'scanning'}
          onPress={() => void engine.folder.scan({ id: folder.id }).catch(tellFailure)}
        >
          {t('folders.rescan')}
        </Button>
        <Button onPress={() => setDialog('ignore')}>{t('folders.ignore.open')}</Button>
        <Button onPress={() => setDialog('repoint')}>{t('folders.repoint')}</Button>
        <Button variant="danger" onPress={() => setDialog('remove')}>
          {t('folders.remove')}
        </Button>
      </div>
      {dialog === 'ignore' && <IgnoreDialog folder={folder} onClose={close} />}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={t('folders.removeTitle')}
          cancel={t('cancel')}
          confirm={t('folders.remove')}
          onConfirm={() => void remove()}
          onClose={close}
        >
          <p className="path">{folder.path}</p>
          <p className="soft">{t('folders.removeWords')}</p>
        </ConfirmDialog>
      )}
      {dialog === 'repoint' && (
        <Dialog
          title={t('folders.repointTitle')}
          onClose={close}
          actions={<Button onPress={close}>{t('cancel')}</Button>}
        >
          <p className="soft">{t('folders.repointWords')}</p>
          <PathField
            label={t('folders.newPlace')}
            initial={folder.path}
            dialogTitle={t('folders.repointTitle')}
            submit={t('folders.useNewPlace')}
            onSubmit={async (path) => {
              const { found, missing } = await engine.folder.repoint({ id: folder.id, path })
              toast({ title: t('folders.repointed', { found, missing }) })
              close()
              return 'used'
            }}
          />
        </Dialog>
      )}
    </li>
  )
}
