import { useTranslation } from 'react-i18next'
import type { ModelConversion } from '../../../../contract/model.ts'
import { useStatus } from '../../status.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'

/** The current model, or how it is made ready. */
export function ModelState() {
  const conversion = useStatus((status) => status.model)
  return (
    <div className="model-state" role="status">
      {conversion && <StateWords conversion={conversion} />}
    </div>
  )
}

function StateWords({ conversion }: { conversion: ModelConversion }) {
  const { t } = useTranslation()
  const { state, model, message, fraction } = conversion
  if (state === 'converting' || state === 'checking')
    return (
      <>
        <p>{t(`model.${state}`)}</p>
        <ProgressBar
          label={t(`model.${state}`)}
          fraction={state === 'converting' ? fraction : null}
        />
        {message && <p className="small soft">{message}</p>}
      </>
    )
  return (
    <>
      {message && <p className="field-error">{t('model.failed', { message })}</p>}
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
          {model.warnings.length > 0 && (
            <div className="notice">
              <p>{t('model.warnings')}</p>
              <ul className="model-points">
                {model.warnings.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
    </>
  )
}
