import './model.css'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Offer } from '../../../../contract/model.ts'
import { engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatBytes } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { AboutOffer } from './about-offer.tsx'
import { AcceptBox } from './accept-box.tsx'
import { ChangeWords } from './change-words.tsx'
import { Citation } from './citation.tsx'
import { costOfChange } from './cost-of-change.ts'

interface GetDialogProps {
  offer: Offer
  onClose: () => void
}

/** What is to be known of a model before it is fetched; fetches it once its licence is accepted. */
export function GetDialog({ offer, onClose }: GetDialogProps) {
  const { t } = useTranslation()
  const [accepted, setAccepted] = useState(false)
  const [error, setError] = useState<string>()
  const { id, name, licence } = offer
  const cost = useQuery({
    queryKey: ['cost of changing the model', id],
    // A checkpoint that is not here yet has no path; nothing was analysed by it.
    queryFn: () => costOfChange(offer.path ?? id),
    staleTime: 0,
    gcTime: 0,
  }).data

  async function start() {
    try {
      await engine.model.download({ id, acceptLicence: accepted })
      onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
  }

  return (
    <Dialog
      title={t('get.title', { name })}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isDisabled={!accepted} onPress={() => void start()}>
            {t('get.download')}
          </Button>
        </>
      }
    >
      <p>
        <AboutOffer offer={offer} /> <Link to={offer.page}>{t('get.page')}</Link>
      </p>
      <Part title={t('get.licence')}>
        <p>
          <strong>{licence.name}</strong>
          <br />
          <span lang="en">{licence.words}</span>{' '}
          <Link to={licence.url}>{t('get.licenceLink')}</Link>
        </p>
      </Part>
      <Part title={t('get.ethics')}>
        <ul className="model-points">
          {offer.ethics.map((words) => (
            <li key={words} lang="en">
              {words}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('get.citation')}>
        <Citation text={offer.citation} />
      </Part>
      <Part title={t('get.size')}>
        <p>
          {t('get.sizeWords', {
            download: formatBytes(offer.bytes),
            disk: formatBytes(2 * offer.bytes),
          })}
        </p>
      </Part>
      {cost && (
        <Part title={t('get.change')}>
          <ChangeWords cost={cost} />
        </Part>
      )}
      <AcceptBox label={t('get.accept')} isSelected={accepted} onChange={setAccepted} />
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="get-part">
      <h3>{title}</h3>
      {children}
    </div>
  )
}

function Link({ to, children }: { to: string; children: string }) {
  return (
    <a href={to} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}
