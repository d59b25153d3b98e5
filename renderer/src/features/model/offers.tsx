import { useTranslation } from 'react-i18next'
import { Disclosure } from '../../ui/disclosure.tsx'
import { OfferRow } from './offer-row.tsx'
import { useOffers } from './use-offers.ts'

/** The published checkpoints: the one for this music, and the others out of its way. */
export function Offers() {
  const { t } = useTranslation()
  const [first, ...others] = useOffers()
  if (!first) return null
  return (
    <>
      <ul className="model-list" aria-label={t('offer.list')}>
        <OfferRow offer={first} recommended />
      </ul>
      {others.length > 0 && (
        <Disclosure title={t('offer.others')} level={3}>
          <ul className="model-list" aria-label={t('offer.othersList')}>
            {others.map((offer) => (
              <OfferRow key={offer.id} offer={offer} />
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  )
}
