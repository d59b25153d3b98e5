import { useTranslation } from 'react-i18next'
import { navigate } from '../../route.ts'
import { useStatus } from '../../status.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { useDismissed } from './dismissed.ts'

/** Reminds once that similarity needs a model, where the music is. */
export function ModelHint() {
  const { t } = useTranslation()
  const [dismissed, dismiss] = useDismissed('model')
  const state = useStatus((status) => status.model.state)
  if (state !== 'none' || dismissed) return null
  return (
    <aside className="hint" aria-label={t('modelHint.name')}>
      <p>{t('modelHint.words')}</p>
      <Button onPress={() => navigate({ page: 'settings' })}>{t('modelHint.choose')}</Button>
      <IconButton icon="close" size={16} label={t('modelHint.dismiss')} onPress={dismiss} />
    </aside>
  )
}
