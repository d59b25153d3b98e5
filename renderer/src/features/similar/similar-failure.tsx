import { useTranslation } from 'react-i18next'
import type { ModeState, SoundState } from '../../../../contract/track.ts'
import { failureOf } from '../../failure.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { analyse, listen } from '../tracks/analyse.ts'

interface SimilarFailureProps {
  error: unknown
  trackId: number
  sound: SoundState | undefined
  mode: ModeState | undefined
  /** Whether what failed was asked of the mode space alone. */
  modeAlone: boolean
}

/** Why there are no similar tracks, and what to do about it. */
export function SimilarFailure(props: SimilarFailureProps) {
  const { error, trackId, sound, mode, modeAlone } = props
  const { t } = useTranslation()
  const byMode = (
    <Button
      icon="mode"
      onPress={() => navigate({ page: 'similar', trackIds: [trackId], blend: 1 })}
    >
      {t('similar.byMode')}
    </Button>
  )
  const { code, title, detail } = failureOf(error)
  if (code === 'no-model')
    return (
      <EmptyState
        icon="similar"
        title={t('similar.noModel')}
        actions={
          <>
            <Button variant="primary" onPress={() => navigate({ page: 'settings' })}>
              {t('modelHint.choose')}
            </Button>
            {byMode}
          </>
        }
      >
        <p>{t('similar.noModelHint')}</p>
      </EmptyState>
    )
  if (code === 'no-melody')
    return (
      <EmptyState
        icon="mode"
        title={t('similar.noMelody')}
        actions={
          <Button onPress={() => navigate({ page: 'similar', trackIds: [trackId], blend: 0 })}>
            {t('similar.bySound')}
          </Button>
        }
      >
        <p>{t('similar.noMelodyHint')}</p>
      </EmptyState>
    )
  const state = modeAlone ? mode : sound
  if (code === 'not-analysed' && (state === 'queued' || state === 'running'))
    return (
      <EmptyState icon="similar" title={t('similar.inQueue')}>
        <p>{t('similar.inQueueHint')}</p>
      </EmptyState>
    )
  if (code === 'not-analysed' && state === 'problem')
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
  if (code === 'not-analysed' && modeAlone)
    return (
      <EmptyState
        icon="mode"
        title={t('similar.notHeard')}
        actions={
          <>
            <Button variant="primary" onPress={() => void listen([trackId])}>
              {t('mode.listenNow')}
            </Button>
            <Button onPress={() => void listen(undefined)}>{t('browse.listenAll')}</Button>
          </>
        }
      >
        <p>{t('similar.notHeardHint')}</p>
      </EmptyState>
    )
  if (code === 'not-analysed' && (sound === 'earlier' || sound === 'quick' || sound === 'full'))
    return (
      <EmptyState
        icon="similar"
        title={t('compare.otherKnows')}
        actions={
          <>
            {sound === 'earlier' && (
              <Button variant="primary" onPress={() => void analyse([trackId])}>
                {t('similar.analyseThis')}
              </Button>
            )}
            {byMode}
          </>
        }
      >
        <p>{t('compare.otherKnowsWords')}</p>
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
