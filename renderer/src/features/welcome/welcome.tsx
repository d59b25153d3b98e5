import './welcome.css'
import { useTranslation } from 'react-i18next'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FirstAnalysis } from '../model/first-analysis.tsx'
import { ModelForm } from '../model/model-form.tsx'
import { AddFolder } from '../settings/add-folder.tsx'
import { useDismissed } from './dismissed.ts'

/** The first thing a person sees: two steps, in any order, each of which can wait. */
export function Welcome() {
  const { t } = useTranslation()
  const [dismissed, dismiss] = useDismissed('welcome')
  const modelReady = useStatus((status) => status.model.state === 'ready')

  if (dismissed)
    return (
      <section className="page" aria-labelledby="library-title">
        <h1 id="library-title" className="visually-hidden">
          {t('library.name')}
        </h1>
        <EmptyState icon="folder" title={t('welcome.empty')}>
          <AddFolder />
        </EmptyState>
      </section>
    )
  return (
    <section className="page page-scroll" aria-labelledby="welcome-title">
      <div className="welcome">
        <header className="welcome-head">
          <h1 id="welcome-title">{t('welcome.title')}</h1>
          <p className="soft">{t('welcome.words')}</p>
        </header>
        <ol className="welcome-steps">
          <li className="card">
            <span className="welcome-number" aria-hidden="true">
              1
            </span>
            <div className="welcome-step">
              <h2>{t('welcome.folderStep')}</h2>
              <p className="soft">{t('welcome.folderWords')}</p>
              <AddFolder />
            </div>
          </li>
          <li className="card">
            <span className="welcome-number" aria-hidden="true">
              2
            </span>
            <div className="welcome-step">
              <h2>{t('welcome.modelStep')}</h2>
              <p className="soft">{t('welcome.modelWords')}</p>
              <ModelForm />
              {!modelReady && <p className="small soft">{t('welcome.modelLater')}</p>}
            </div>
          </li>
        </ol>
        <FirstAnalysis />
        <Button variant="quiet" onPress={dismiss}>
          {t('welcome.skip')}
        </Button>
      </div>
    </section>
  )
}
