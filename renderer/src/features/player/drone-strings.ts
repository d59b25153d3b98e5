import type { DroneSettings } from './practice-store.ts'

/** The lowest string sounds from here to an octave above, Hz: where a tanpura or an ison lies. */
const lowest = 98
const cents = (hz: number, by: number) => hz * 2 ** (by / 1200)

/** A pure fifth, cents. */
const fifthAbove = 702

/** The strings of a drone on a tonic (Hz): the tonic itself, with its fifth and its octave as is wished. */
export function droneStrings(
  tonic: number,
  { octave, fifth, tuning }: Pick<DroneSettings, 'octave' | 'fifth' | 'tuning'>,
): number[] {
  let ground = cents(tonic, tuning)
  while (ground >= lowest * 2) ground /= 2
  while (ground < lowest) ground *= 2
  const above = [0, ...(fifth ? [fifthAbove] : []), ...(octave ? [1200] : [])]
  return above.map((by) => cents(ground, by))
}
