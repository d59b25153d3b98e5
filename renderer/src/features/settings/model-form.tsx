import { useTranslation } from 'react-i18next'
import type { ModelConversion } from '../../../../contract/analysis.ts'
import { engine } from '../../client.ts'
import { useStatus } from '../../status.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { PathField } from '../paths/path-field.tsx'

/** The current model, how its conversion goes, and a field to choose another. */
export function ModelForm() {
  const { t } = useTranslation()
  const conversion = useStatus((status) => status.model)
  return (
    <>
      {conversion && <ModelState conversion={conversion} />}
      <PathField
        label={t('model.path')}
        description={t('model.pathWords')}
        dialogTitle={t('model.chooseTitle')}
        files
        submit={t('model.use')}
        onSubmit={async (path) => void (await engine.model.use({ path }))}
      />
    </>
  )
}

function ModelState({ conversion }: { conversion: ModelConversion }) {
  const { t } = useTranslation()
  const { state, model, message, fraction } = conversion
  if (state === 'none') return null
  if (state === 'converting')
    return (
      <div className="model-state" role="status">
        <p>{t('model.converting')}</p>
        <ProgressBar label={t('model.converting')} fraction={fraction} />
        {message && <p className="small soft">{message}</p>}
      </div>
    )
  return (
    <div className="model-state" role="status">
      {state === 'failed' && <p className="field-error">{t('model.failed', { message })}</p>}
      {model && (
        <>
          <p>
            <strong>{model.name}</strong>{' '}
            <span className="soft">
              {t('model.shape', { layers: model.layers, size: model.hiddenSize })}
            </span>
          </p>
          <p className="path soft">{model.path}</p>
          {model.randomWeights && <p className="notice">{t('similar.randomWeights')}</p>}
        </>
      )}
    </div>
  )
}
