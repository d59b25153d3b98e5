import { useTranslation } from 'react-i18next'
import { libraryRoute, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { listen } from '../tracks/analyse.ts'

interface NothingToBrowseProps {
  /** The library is empty; nothing was listened to and nothing names a tag; the filter finds nothing. */
  why: 'empty' | 'unheard' | 'filter'
  onClear: () => void
}

/** Why there is nothing to browse, and what to do about it. */
export function NothingToBrowse({ why, onClear }: NothingToBrowseProps) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={why === 'filter' ? 'search' : 'browse'}
      title={t(`browse.nothing.${why}`)}
      actions={
        why === 'empty' ? (
          <Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>
        ) : why === 'unheard' ? (
          <Button variant="primary" icon="mode" onPress={() => void listen(undefined)}>
            {t('browse.listenAll')}
          </Button>
        ) : why === 'filter' ? (
          <Button variant="primary" onPress={onClear}>
            {t('browse.clearFilter')}
          </Button>
        ) : undefined
      }
    >
      <p>{t(`browse.nothingHint.${why}`)}</p>
    </EmptyState>
  )
}
