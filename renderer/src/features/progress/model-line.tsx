import { useTranslation } from 'react-i18next'
import type { ModelConversion } from '../../../../contract/analysis.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

export function ModelLine({ model }: { model: ModelConversion }) {
  const { t } = useTranslation()
  return (
    <div className="strip-line">
      <span className="strip-what">{t('progress.converting')}</span>
      <ProgressBar label={t('progress.converting')} fraction={model.fraction} />
      <span className="strip-numbers number">{Math.round(model.fraction * 100)} %</span>
      <span className="strip-current clip soft">{model.message}</span>
      <span className="strip-buttons" />
    </div>
  )
}
