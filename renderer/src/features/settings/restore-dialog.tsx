import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connection, engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Asks before a backup takes the place of the library; the page then begins anew with it. */
export function RestoreDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function restore() {
    setBusy(true)
    setError(undefined)
    try {
      await engine.library.restore({ path })
      beginAnew()
    } catch (reason) {
      setError(failureOf(reason).detail)
      setBusy(false)
    }
  }

  return (
    <Dialog
      role="alertdialog"
      title={t('backup.restoreTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('cancel')}
          </Button>
          <Button variant="danger" isDisabled={busy} onPress={() => void restore()}>
            {t('backup.restore')}
          </Button>
        </>
      }
    >
      <p className="path">{path}</p>
      <p className="soft">{t('backup.restoreWords')}</p>
      {busy && <p role="status">{t('backup.restoring')}</p>}
      {error && <p role="alert">{error}</p>}
    </Dialog>
  )
}

/** Loads the page again as soon as another engine answers: what it shows is of the library before. */
function beginAnew(): void {
  let gone = connection.state() !== 'open'
  connection.subscribe(() => {
    if (connection.state() !== 'open') gone = true
    else if (gone) location.reload()
  })
}
