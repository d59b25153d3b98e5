import type { ModePicture } from '../../contract/mode.ts'

type Analysis = NonNullable<ModePicture['analysis']>
type Tonic = NonNullable<Analysis['tonic']>

/** What a picture is drawn from. */
export interface DrawnMelody {
  /** Of the track. */
  title: string
  tonic: Tonic
  range: Analysis['range']
  /** Bins of one octave from the tonic. */
  distribution: readonly number[]
  contour: Analysis['contour']
  /** The likeliest mode; null when none is. */
  mode:
    | ({ name: string } & Pick<
        Analysis['likely'][number],
        'template' | 'tonicOffset' | 'degrees' | 'probability'
      >)
    | null
}

/** A pitch above the tonic and what it is called. */
export interface Degree {
  cents: number
  name: string
}

/** The degrees of the likeliest mode, from the tonic of the track. */
export function degreesOf({ mode }: DrawnMelody): Degree[] {
  if (!mode) return []
  return mode.degrees
    .map(({ cents, name }) => ({ name, cents: (cents + mode.tonicOffset) % 1200 }))
    .sort((a, b) => a.cents - b.cents)
}
