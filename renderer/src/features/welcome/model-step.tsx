import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { ModelForm } from '../model/model-form.tsx'

/** The model that finds what sounds alike, which can come later. */
export function ModelStep() {
  const { t } = useTranslation()
  const ready = useStatus((status) => status.model.state === 'ready')
  return (
    <>
      <ModelForm />
      {!ready && <p className="small soft">{t('welcome.model.later')}</p>}
    </>
  )
}
