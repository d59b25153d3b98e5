import type { ModeTemplate } from './makam-templates.ts'
import { BINS, type PitchProfile } from './pitch-class-distribution.ts'
import { addRotationScores, roots, rootsTwice } from './rotation-scores.ts'
import { unitRoots } from './transition-scores.ts'

/** A template made ready for comparing. */
export interface PreparedTemplate {
  id: string
  whole: Float64Array
  begin: Float64Array | null
  end: Float64Array | null
  transitions: Float64Array | null
}

export interface ScoreWeights {
  begin: number
  end: number
  /** Of the logarithm of the share that the last 10 s spend on the tonic. */
  tail: number
  /** Of the logarithm of the share that all that sounds, drone included, has on the tonic. */
  drone: number
}

/** Keeps the logarithm of an unused tonic finite. */
const FLOOR = 0.05

export function prepareTemplate(template: ModeTemplate): PreparedTemplate {
  const { id, whole, begin, end, transitions } = template
  return {
    id,
    whole: roots(whole),
    begin: begin && roots(begin),
    end: end && roots(end),
    transitions: transitions && unitRoots(transitions),
  }
}

/** ln(160 p + 0.05) at every bin, times `weight`: how much each pitch class speaks for being the tonic. */
function tonicPrior(distribution: Float32Array, weight: number): Float64Array {
  return Float64Array.from(distribution, (share) => weight * Math.log(BINS * share + FLOOR))
}

/**
 * How well each template fits a profile with the tonic at each bin: [templates][160 bins], higher is better. `drone`
 * is the folded salience of all that sounds, or null where it is not known.
 */
export function modeScores(
  profile: PitchProfile,
  drone: Float32Array | null,
  templates: readonly PreparedTemplate[],
  weights: ScoreWeights,
): Float64Array[] {
  const whole = rootsTwice(profile.whole)
  const begin = rootsTwice(profile.begin)
  const end = rootsTwice(profile.end)
  const prior = tonicPrior(profile.tail, weights.tail)
  if (drone) for (const [s, value] of tonicPrior(drone, weights.drone).entries()) prior[s]! += value
  return templates.map((template) => {
    const scores = prior.slice()
    addRotationScores(whole, template.whole, 1, scores)
    if (template.begin) addRotationScores(begin, template.begin, weights.begin, scores)
    if (template.end) addRotationScores(end, template.end, weights.end, scores)
    return scores
  })
}
