import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AddFolder } from '../settings/add-folder.tsx'
import { goToStep } from './welcome-step.ts'

/** A library without a folder, after the welcome was put off. */
export function EmptyLibrary() {
  const { t } = useTranslation()
  return (
    <section className="page" aria-labelledby="library-title">
      <h1 id="library-title" className="visually-hidden">
        {t('library.name')}
      </h1>
      <EmptyState
        icon="folder"
        title={t('welcome.empty')}
        actions={
          <Button variant="quiet" onPress={() => goToStep('folders')}>
            {t('welcome.again')}
          </Button>
        }
      >
        <AddFolder />
      </EmptyState>
    </section>
  )
}
