import { useTranslation } from 'react-i18next'
import type { KeptModel } from '../../../../contract/model.ts'
import { formatCount } from '../../format.ts'
import { useStatus } from '../../status.ts'

interface NotCurrentProps {
  models: readonly KeptModel[]
  /** The model that is compared by. */
  modelId: string
}

/** Says when another model than the current one is compared by, and how far the current one has got. */
export function NotCurrent({ models, modelId }: NotCurrentProps) {
  const { t } = useTranslation()
  const tracks = useStatus(({ analysedTracks: done, unanalysedTracks }) => ({
    done,
    total: done + unanalysedTracks,
  }))
  const current = models.find((model) => model.current)
  if (!tracks || !current || current.modelId === modelId) return null
  return (
    <p className="small">
      {t('compare.notCurrent', {
        current: current.name,
        done: formatCount(tracks.done),
        total: formatCount(tracks.total),
      })}
    </p>
  )
}
