import { useTranslation } from 'react-i18next'
import type { KeptModel } from '../../../../contract/model.ts'
import { formatCount } from '../../format.ts'
import { Select } from '../../ui/select.tsx'
import { NotCurrent } from './not-current.tsx'

interface ModelSelectProps {
  models: readonly KeptModel[]
  modelId: string
  /** Out of use, its room kept: modes are compared without a model. */
  idle: boolean
  onChange: (modelId: string) => void
}

/** The model whose neighbours are shown, and how far the current one has got where that is another. */
export function ModelSelect({ models, modelId, idle, onChange }: ModelSelectProps) {
  const { t } = useTranslation()
  return (
    <div className={idle ? 'model-select model-select-idle' : 'model-select'}>
      <Select
        label={t('compare.by')}
        labelPlace="beside"
        value={modelId}
        options={models.map(({ modelId: value, name, tracks, current }) => ({
          value,
          label: t(current ? 'compare.currentModel' : 'compare.model', {
            name,
            count: tracks,
            shown: formatCount(tracks),
          }),
        }))}
        onChange={onChange}
      />
      <NotCurrent models={models} modelId={modelId} />
    </div>
  )
}
