import './welcome.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../route.ts'
import { useStatus } from '../../status.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { DownloadState } from '../model/download-state.tsx'
import { GetDialog } from '../model/get-dialog.tsx'
import { useHeldFocus } from '../model/use-held-focus.ts'
import { useOffers } from '../model/use-offers.ts'
import { useDismissed } from './dismissed.ts'

/** Leads from the library to a model, which similarity needs, and shows how its download goes. */
export function ModelHint() {
  const model = useStatus((status) => status.model)
  const [dismissed, dismiss] = useDismissed('model')
  const without = model?.state === 'none' || (model?.state === 'failed' && model.model === null)
  return without && !dismissed ? <Hint message={model.message} onDismiss={dismiss} /> : null
}

/** `message` says why the model of last time cannot be used; empty when there was none. */
function Hint({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  const { t } = useTranslation()
  const [getting, setGetting] = useState(false)
  const [offer] = useOffers()
  const download = useStatus((status) => status.download)
  const holder = useHeldFocus<HTMLElement>(download?.state)
  const choose = (
    <Button onPress={() => navigate({ page: 'settings' })}>{t('modelHint.choose')}</Button>
  )
  return (
    <aside className="hint model-hint" aria-label={t('modelHint.name')} {...holder}>
      {download && download.state !== 'none' ? (
        <DownloadState download={download} />
      ) : message ? (
        <>
          <p>{t('model.failed', { message })}</p>
          {choose}
        </>
      ) : (
        <>
          <p>{t('modelHint.words')}</p>
          {offer && (
            <Button variant="primary" onPress={() => setGetting(true)}>
              {t('modelHint.get', { name: offer.name })}
            </Button>
          )}
          {choose}
        </>
      )}
      <IconButton icon="close" size={16} label={t('modelHint.dismiss')} onPress={onDismiss} />
      {getting && offer && <GetDialog offer={offer} onClose={() => setGetting(false)} />}
    </aside>
  )
}
