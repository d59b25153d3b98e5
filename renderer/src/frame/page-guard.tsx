import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

interface PageGuardProps {
  /** A page that failed is tried again when another one was shown. */
  page: string
  children: ReactNode
}

interface Failed {
  page: string
  error: unknown
}

/** When a page breaks, it alone says so; the player and the way to other pages stay. */
export class PageGuard extends Component<PageGuardProps, { failed: Failed | null }> {
  override state: { failed: Failed | null } = { failed: null }

  static getDerivedStateFromError(error: unknown) {
    return { failed: { page: '', error } }
  }

  static getDerivedStateFromProps({ page }: PageGuardProps, { failed }: { failed: Failed | null }) {
    if (failed === null || failed.page === page) return null
    return failed.page === '' ? { failed: { ...failed, page } } : { failed: null }
  }

  override render() {
    const { failed } = this.state
    if (!failed) return this.props.children
    return <Broken error={failed.error} onRetry={() => this.setState({ failed: null })} />
  }
}

function Broken({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <section className="page" aria-label={t('broken.title')}>
      <EmptyState
        icon="problems"
        title={t('broken.title')}
        actions={
          <>
            <Button variant="primary" onPress={onRetry}>
              {t('broken.retry')}
            </Button>
            <Button onPress={() => location.reload()}>{t('broken.reload')}</Button>
          </>
        }
      >
        <p>{t('broken.words')}</p>
        <p className="path small soft">{String(error)}</p>
      </EmptyState>
    </section>
  )
}
