import type { Mode } from './mode.ts'

function dromos(name: string, semitones: readonly number[], dominant: number): Mode {
  const scale = semitones.map((semitone) => semitone * 100)
  return {
    name,
    tradition: 'greek',
    rising: scale,
    falling: scale,
    dominant: dominant * 100,
    second: dominant * 100,
    seyir: 'ascending',
  }
}

/**
 * Greek dromoi as the frets of a bouzouki have them, in equal-tempered semitones (general knowledge of
 * bouzouki practice). The resting note is the fourth degree, as in the makams they descend from.
 */
export const dromoi = {
  hitzaz: dromos('Hitzaz', [0, 1, 4, 5, 7, 8, 10], 5),
  ousak: dromos('Ousak', [0, 1, 3, 5, 7, 8, 10], 5),
} satisfies Record<string, Mode>
