import { useTranslation } from 'react-i18next'
import type { ModeState, SoundState } from '../../../../contract/track.ts'
import { failureOf } from '../../failure.ts'
import { navigate } from '../../route.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { type NoAnswer, noAnswer } from './no-answer.ts'
import { Remedies } from './remedies.tsx'

interface SimilarFailureProps {
  error: unknown
  trackIds: readonly number[]
  /** Of the first of them. */
  sound: SoundState | undefined
  mode: ModeState | undefined
  /** Whether what failed was asked of the mode space alone. */
  modeAlone: boolean
}

const icons: Record<NoAnswer, IconName> = {
  noModel: 'similar',
  noMelody: 'mode',
  inQueue: 'similar',
  hasProblem: 'problems',
  notHeard: 'mode',
  otherKnows: 'similar',
  notAnalysed: 'similar',
  failed: 'problems',
}

/** Why there are no similar tracks, and what to do about it. */
export function SimilarFailure({ error, trackIds, sound, mode, modeAlone }: SimilarFailureProps) {
  const { t } = useTranslation()
  const reason = noAnswer(error, { sound, mode, modeAlone })
  const failure = failureOf(error)
  const title = reason === 'failed' ? failure.title : t(`similar.${reason}`)
  const hint = reason === 'failed' ? failure.detail : t(`similar.${reason}Hint`)
  return (
    <EmptyState
      icon={icons[reason]}
      title={title}
      actions={
        <Remedies
          reason={reason}
          trackIds={trackIds}
          sound={sound}
          onBlend={(blend) => navigate({ page: 'similar', trackIds, blend })}
        />
      }
    >
      <p>{hint}</p>
    </EmptyState>
  )
}
