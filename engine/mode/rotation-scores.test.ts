import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BINS, distributionOf } from './pitch-class-distribution.ts'
import { addRotationScores, roots, rootsTwice } from './rotation-scores.ts'
import { fromTonic } from './teaching.ts'

const scale = distributionOf(
  [
    [0, 3],
    [182, 1],
    [294, 1],
    [498, 2],
    [702, 1],
    [996, 1],
  ],
  25,
)

function scoresOf(heard: Float32Array): Float64Array {
  const scores = new Float64Array(BINS)
  addRotationScores(rootsTwice(heard), roots(scale), 1, scores)
  return scores
}

test('a transposed scale fits at its own tonic, perfectly, and nowhere better', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: BINS - 1 }), (tonic) => {
      const scores = scoresOf(fromTonic(scale, (BINS - tonic) % BINS))
      expect(scores[tonic]).toBeCloseTo(0, 5)
      expect(scores.indexOf(Math.max(...scores))).toBe(tonic)
      expect(Math.max(...scores)).toBeLessThan(1e-5)
    }),
  )
})

test('is what the definition says at every rotation', () => {
  const heard = distributionOf(
    [
      [120, 1],
      [450, 2],
      [800, 1],
    ],
    40,
  )
  const scores = scoresOf(heard)
  for (const s of [0, 1, 77, 159]) {
    let overlap = 0
    for (let x = 0; x < BINS; x++) overlap += Math.sqrt(heard[(x + s) % BINS]! * scale[x]!)
    expect(scores[s]).toBeCloseTo(Math.log(overlap), 6)
  }
})

test('nothing in common is very bad, and finite', () => {
  const scores = scoresOf(new Float32Array(BINS))
  expect(scores.every((score) => Number.isFinite(score) && score < -20)).toBe(true)
})
