type HowMuch = 'same' | 'very' | 'much' | 'some' | 'little'

/** From so much on it is called so; the last one takes the rest. */
type Steps = readonly (readonly [HowMuch, number])[]

/**
 * Of cosines in the whitened space. On the hard data set of bench/similar.ts, copies have 0.996 or more, and the
 * nearest stranger of half of the tracks has 0.3 or more.
 */
const soundSteps: Steps = [
  ['same', 0.95],
  ['very', 0.6],
  ['much', 0.3],
  ['some', 0.1],
]
/** Of overlaps: those of two scales with half of their notes in common are about 0.7. */
const modeSteps: Steps = [
  ['same', 0.98],
  ['very', 0.94],
  ['much', 0.85],
  ['some', 0.65],
]

function howMuch(value: number, steps: Steps): HowMuch {
  return steps.find(([, least]) => value >= least)?.[0] ?? 'little'
}

export function howAlikeInSound(cosine: number): HowMuch {
  return howMuch(cosine, soundSteps)
}

export function howAlikeInMode(overlap: number): HowMuch {
  return howMuch(overlap, modeSteps)
}
