import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'

/** Says of a model whose weights are generated that nothing musical is learned by it. */
export function RandomWeights() {
  const { t } = useTranslation()
  const isRandom = useStatus(({ model }) => model.model?.randomWeights === true)
  if (!isRandom) return null
  return (
    <p className="notice" role="note">
      {t('teach.randomWeights')}
    </p>
  )
}
