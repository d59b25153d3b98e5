import type { ModalTradition } from '../../../contract/vocabulary.ts'

/** The course of a melody through its mode: from the tonic up, from the octave down, or from between. */
export type Seyir = 'ascending' | 'descending' | 'ascending-descending'

/** A mode, all pitches in cents above the tonic. */
export interface Mode {
  name: string
  tradition: ModalTradition
  /** Degrees of one octave that a rising line uses, ascending from 0. */
  rising: readonly number[]
  /** Degrees of one octave that a falling line uses, ascending from 0. */
  falling: readonly number[]
  /** The resting note beside the tonic: güçlü, vadi; 1200 is the octave. */
  dominant: number
  /** The second resting note: samvadi, or the second güçlü. */
  second: number
  /** The note below the tonic at a close, in cents below 0, where it is no degree of the mode. */
  leading?: number
  seyir: Seyir
}

const tolerance = 1

/** The next pitch of the mode above `cents`, in any octave. */
export function stepUp(mode: Mode, cents: number): number {
  const octave = Math.floor((cents + tolerance) / 1200)
  const within = cents - octave * 1200
  const next = mode.rising.find((degree) => degree > within + tolerance)
  return octave * 1200 + (next ?? 1200)
}

/** The next pitch of the mode below `cents`, in any octave. */
export function stepDown(mode: Mode, cents: number): number {
  const octave = Math.ceil((cents - tolerance) / 1200) - 1
  const within = cents - octave * 1200
  const next = mode.falling.findLast((degree) => degree < within - tolerance)
  return octave * 1200 + (next ?? 0)
}
