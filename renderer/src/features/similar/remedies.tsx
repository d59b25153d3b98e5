import { useTranslation } from 'react-i18next'
import type { SoundState } from '../../../../contract/track.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { analyse, listen } from '../tracks/analyse.ts'
import type { NoAnswer } from './no-answer.ts'

interface RemediesProps {
  reason: NoAnswer
  trackIds: readonly number[]
  /** Of the first of them. */
  sound: SoundState | undefined
  /** Only what is needed for these tracks: there is little room. */
  brief?: boolean
  onBlend: (blend: number) => void
}

/** What can be done about there being no similar tracks. */
export function Remedies({ reason, trackIds, sound, brief = false, onBlend }: RemediesProps) {
  const { t } = useTranslation()
  const byMode = (
    <Button icon="mode" onPress={() => onBlend(1)}>
      {t('similar.byMode')}
    </Button>
  )
  const analyseThese = (
    <Button variant="primary" onPress={() => void analyse(trackIds)}>
      {t('similar.analyseThis')}
    </Button>
  )
  switch (reason) {
    case 'noModel':
      return (
        <>
          <Button variant="primary" onPress={() => navigate({ page: 'settings' })}>
            {t('modelHint.choose')}
          </Button>
          {byMode}
        </>
      )
    case 'noMelody':
      return <Button onPress={() => onBlend(0)}>{t('similar.bySound')}</Button>
    case 'hasProblem':
      return (
        <Button onPress={() => navigate({ page: 'problems' })}>{t('similar.seeProblems')}</Button>
      )
    case 'notHeard':
      return (
        <>
          <Button variant="primary" onPress={() => void listen(trackIds)}>
            {t('mode.listenNow')}
          </Button>
          {!brief && (
            <Button onPress={() => void listen(undefined)}>{t('browse.listenAll')}</Button>
          )}
        </>
      )
    case 'otherKnows':
      return (
        <>
          {sound === 'earlier' && analyseThese}
          {byMode}
        </>
      )
    case 'notAnalysed':
      return (
        <>
          {analyseThese}
          {!brief && (
            <Button onPress={() => void analyse(undefined)}>{t('similar.analyseAll')}</Button>
          )}
        </>
      )
    case 'failed':
      return brief ? null : (
        <Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>
      )
    case 'inQueue':
      return null
  }
}
