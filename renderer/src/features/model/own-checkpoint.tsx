import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { PathField } from '../paths/path-field.tsx'
import { useModelChange } from './use-model-change.tsx'

/** A field for a checkpoint that is on the engine's machine. */
export function OwnCheckpoint() {
  const { t } = useTranslation()
  const change = useModelChange()
  return (
    <div className="model-part">
      <h3>{t('model.own')}</h3>
      <PathField
        label={t('model.path')}
        description={t('model.pathWords')}
        dialogTitle={t('model.chooseTitle')}
        files
        submit={t('model.use')}
        onSubmit={async (path) => {
          if (!(await change.agreed(path))) return 'kept'
          await engine.model.use({ path })
          return 'used'
        }}
      />
      {change.dialog}
    </div>
  )
}
