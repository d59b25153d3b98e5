import './desktop.css'
import { useTranslation } from 'react-i18next'
import { forgetOpened, useOpenedPlaces } from '../../connection/shell-requests.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { addFolders } from './add-folders.ts'

/** Asks before a folder that the system hands over becomes part of the library. */
export function OpenedFolders() {
  const { t } = useTranslation()
  const folders = useOpenedPlaces((opened) => opened.folders)
  if (folders.length === 0) return null
  const close = () => forgetOpened('folders')

  function add() {
    close()
    void addFolders(folders)
  }

  return (
    <Dialog
      title={t('opened.title', { count: folders.length, shown: formatCount(folders.length) })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('cancel')}</Button>
          <Button variant="primary" autoFocus onPress={add}>
            {t('opened.add')}
          </Button>
        </>
      }
    >
      <ul className="opened-folders">
        {folders.map((path) => (
          <li key={path} className="path">
            {path}
          </li>
        ))}
      </ul>
      <p className="soft">{t('opened.words')}</p>
    </Dialog>
  )
}
