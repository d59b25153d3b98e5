import { expect, test } from 'vitest'
import { droneStrings } from './drone-strings.ts'

const plain = { octave: false, fifth: false, tuning: 0 }

test('the ground is the tonic in the octave of a drone', () => {
  expect(droneStrings(146.83, plain)).toEqual([146.83])
  expect(droneStrings(587.32, plain)[0]).toBeCloseTo(146.83, 2)
  expect(droneStrings(55, plain)[0]).toBeCloseTo(110, 6)
})

test('fifth and octave are above it', () => {
  const all = { octave: true, fifth: true, tuning: 0 }
  const [ground = 0, fifth = 0, octave] = droneStrings(110, all)
  expect(octave).toBeCloseTo(2 * ground, 9)
  expect(1200 * Math.log2(fifth / ground)).toBeCloseTo(702, 6)
})

test('fine tuning moves all strings alike', () => {
  const tuned = droneStrings(110, { octave: true, fifth: true, tuning: 50 })
  droneStrings(110, { octave: true, fifth: true, tuning: 0 }).forEach((hz, n) => {
    expect(1200 * Math.log2((tuned[n] ?? 0) / hz)).toBeCloseTo(50, 6)
  })
})
