import { useTranslation } from 'react-i18next'
import type { SoundState } from '../../../../contract/track.ts'
import { failureOf } from '../../failure.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { analyse } from '../tracks/analyse.ts'

interface SimilarFailureProps {
  error: unknown
  trackId: number
  sound: SoundState | undefined
}

/** Why there are no similar tracks, and what to do about it. */
export function SimilarFailure({ error, trackId, sound }: SimilarFailureProps) {
  const { t } = useTranslation()
  const { code, title, detail } = failureOf(error)
  if (code === 'no-model')
    return (
      <EmptyState
        icon="similar"
        title={t('similar.noModel')}
        actions={
          <Button variant="primary" onPress={() => navigate({ page: 'settings' })}>
            {t('modelHint.choose')}
          </Button>
        }
      >
        <p>{t('similar.noModelHint')}</p>
      </EmptyState>
    )
  if (code === 'not-analysed' && (sound === 'queued' || sound === 'running'))
    return (
      <EmptyState icon="similar" title={t('similar.inQueue')}>
        <p>{t('similar.inQueueHint')}</p>
      </EmptyState>
    )
  if (code === 'not-analysed' && sound === 'problem')
    return (
      <EmptyState
        icon="problems"
        title={t('similar.hasProblem')}
        actions={
          <Button onPress={() => navigate({ page: 'problems' })}>{t('similar.seeProblems')}</Button>
        }
      >
        <p>{t('similar.hasProblemHint')}</p>
      </EmptyState>
    )
  if (code === 'not-analysed')
    return (
      <EmptyState
        icon="similar"
        title={t('similar.notAnalysed')}
        actions={
          <>
            <Button variant="primary" onPress={() => void analyse([trackId])}>
              {t('similar.analyseThis')}
            </Button>
            <Button onPress={() => void analyse(undefined)}>{t('similar.analyseAll')}</Button>
          </>
        }
      >
        <p>{t('similar.notAnalysedHint')}</p>
      </EmptyState>
    )
  return (
    <EmptyState
      icon="problems"
      title={title}
      actions={<Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>}
    >
      <p>{detail}</p>
    </EmptyState>
  )
}
