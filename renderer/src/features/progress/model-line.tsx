import { useTranslation } from 'react-i18next'
import type { ModelConversion } from '../../../../contract/model.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** How the conversion of a checkpoint goes. */
export function ModelLine({ model }: { model: ModelConversion }) {
  const { t } = useTranslation()
  return (
    <div className="strip-line">
      <span className="strip-what" role="status">
        {t('progress.converting')}
      </span>
      <ProgressBar label={t('progress.converting')} fraction={model.fraction} />
      <span className="strip-numbers number">
        {t('percent', { value: Math.round(model.fraction * 100) })}
      </span>
      <span className="strip-current clip soft">{model.message}</span>
      <span className="strip-buttons" />
    </div>
  )
}
