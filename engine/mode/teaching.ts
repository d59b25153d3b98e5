import type { ModeTemplate } from './makam-templates.ts'
import { BINS, normalised } from './pitch-class-distribution.ts'

/** Tracks that weigh as much as the template that the app brings; measured on annotated recordings. */
const PRIOR_TRACKS = 8

/** Means of confirmed tracks of one mode, from their tonics. */
export interface Lesson {
  tracks: number
  whole: Float32Array
  begin: Float32Array
  end: Float32Array
}

function mixed(template: Float32Array, mean: Float32Array, tracks: number): Float32Array {
  const bins = new Float32Array(BINS)
  for (let k = 0; k < BINS; k++)
    bins[k] = (PRIOR_TRACKS * template[k]! + tracks * mean[k]!) / (PRIOR_TRACKS + tracks)
  return normalised(bins)
}

/** A template that the user's confirmed tracks have shaped: (8 template + n mean) / (n + 8). */
export function taughtTemplate(template: ModeTemplate, lesson: Lesson | undefined): ModeTemplate {
  if (!lesson || lesson.tracks === 0) return template
  const { tracks } = lesson
  return {
    id: template.id,
    whole: mixed(template.whole, lesson.whole, tracks),
    begin: template.begin && mixed(template.begin, lesson.begin, tracks),
    end: template.end && mixed(template.end, lesson.end, tracks),
    transitions: template.transitions,
  }
}

/** A distribution as heard from the tonic: bin 0 of the result is `tonicBin` of the given one. */
export function fromTonic(distribution: Float32Array, tonicBin: number): Float32Array {
  return Float32Array.from({ length: BINS }, (_, k) => distribution[(k + tonicBin) % BINS]!)
}
