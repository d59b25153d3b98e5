import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Offer } from '../../../../contract/model.ts'
import { engine } from '../../client.ts'
import { failureOf, tellFailure } from '../../failure.ts'
import { formatBytes } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { AboutOffer } from './about-offer.tsx'
import { DownloadState } from './download-state.tsx'
import { GetDialog } from './get-dialog.tsx'
import { useHeldFocus } from './use-held-focus.ts'
import { useModelBusy } from './use-model-busy.ts'
import { useModelChange } from './use-model-change.tsx'

interface OfferRowProps {
  offer: Offer
  recommended?: boolean
}

/** A published checkpoint: what it is, how much of it is here, and getting or using it. */
export function OfferRow({ offer, recommended = false }: OfferRowProps) {
  const { t } = useTranslation()
  const [reading, setReading] = useState(false)
  const change = useModelChange()
  const { id, name, path } = offer
  const download = useStatus((status) =>
    status.download.id === id && status.download.state !== 'none' ? status.download : null,
  )
  const inUse = useStatus(({ model }) => path !== null && model.model?.path === path)
  const busy = useModelBusy()

  const holder = useHeldFocus<HTMLLIElement>(download?.state ?? offer.state)

  async function use(from: string) {
    try {
      if (await change.agreed(from)) await engine.model.use({ path: from })
    } catch (error) {
      tellFailure(error)
    }
  }
  async function goOn() {
    try {
      if (await change.agreed(path ?? id)) await engine.model.download({ id, acceptLicence: false })
    } catch (error) {
      if (failureOf(error).code === 'licence-needed') setReading(true)
      else tellFailure(error)
    }
  }

  return (
    <li className="model-item" {...holder}>
      <div className="model-item-words">
        <p className="model-item-name">
          <strong>{name}</strong>
          {recommended && <span className="model-badge">{t('offer.recommended')}</span>}
          {inUse && <span className="model-badge">{t('offer.inUse')}</span>}
        </p>
        <p>
          <AboutOffer offer={offer} />
        </p>
        <p className="small soft number">
          {t('offer.facts', { size: formatBytes(offer.bytes), licence: offer.licence.name })}
        </p>
      </div>
      {download ? (
        <DownloadState download={download} />
      ) : (
        <div className="model-buttons">
          {path !== null && !inUse && (
            <>
              <span className="small soft">{t('offer.here')}</span>
              <Button
                isDisabled={busy}
                aria-label={t('offer.useNamed', { name })}
                onPress={() => void use(path)}
              >
                {t('offer.use')}
              </Button>
            </>
          )}
          {offer.state === 'partial' && (
            <Button onPress={() => void goOn()}>
              {t('offer.goOn', {
                done: formatBytes(offer.bytesHere),
                total: formatBytes(offer.bytes),
              })}
            </Button>
          )}
          {offer.state === 'absent' && (
            <Button
              variant={recommended ? 'primary' : 'plain'}
              aria-label={t('offer.getNamed', { name })}
              onPress={() => setReading(true)}
            >
              {t('offer.get')}
            </Button>
          )}
        </div>
      )}
      {reading && <GetDialog offer={offer} onClose={() => setReading(false)} />}
      {change.dialog}
    </li>
  )
}
