import { useTranslation } from 'react-i18next'
import type { Offer } from '../../../../contract/model.ts'

const described = ['culturemert-95m', 'culturemert-ta-95m', 'mert-v1-95m'] as const

/** What a model is good for; of one that the page has no words for, in the English of its own description. */
export function AboutOffer({ offer }: { offer: Pick<Offer, 'id' | 'about'> }) {
  const { t } = useTranslation()
  const known = described.find((id) => id === offer.id)
  return known ? t(`offer.about.${known}`) : <span lang="en">{offer.about}</span>
}
