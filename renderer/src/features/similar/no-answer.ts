import type { ModeState, SoundState } from '../../../../contract/track.ts'
import { failureOf } from '../../failure.ts'

/** Why there are no similar tracks; `failed`: for another reason, which the failure itself tells. */
export type NoAnswer =
  | 'noModel'
  | 'noMelody'
  | 'inQueue'
  | 'hasProblem'
  | 'notHeard'
  | 'otherKnows'
  | 'notAnalysed'
  | 'failed'

interface Asked {
  /** Of the first seed; undefined before they are known. */
  sound: SoundState | undefined
  mode: ModeState | undefined
  /** Whether what failed was asked of the mode space alone. */
  modeAlone: boolean
}

export function noAnswer(error: unknown, { sound, mode, modeAlone }: Asked): NoAnswer {
  const { code } = failureOf(error)
  const state = modeAlone ? mode : sound
  const waiting = state === 'queued' || state === 'running'
  if (code === 'no-model') return 'noModel'
  if (code === 'no-melody') {
    if (waiting) return 'inQueue'
    return mode === 'none' ? 'notHeard' : 'noMelody'
  }
  if (code !== 'not-analysed') return 'failed'
  if (waiting) return 'inQueue'
  if (state === 'problem') return 'hasProblem'
  const known = sound === 'earlier' || sound === 'quick' || sound === 'full'
  return known ? 'otherKnows' : 'notAnalysed'
}
