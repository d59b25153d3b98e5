import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gainFactor, levelFactor, volumeFactor } from './levels.ts'

const untagged = { trackGain: null, trackPeak: null, albumGain: null, albumPeak: null }
const quiet = { levelling: 'album', preamp: 0 } as const

test('gains are ratios of 20 dB to ten', () => {
  expect(gainFactor(20)).toBeCloseTo(10)
  expect(gainFactor(-6.0206)).toBeCloseTo(0.5, 4)
})

test('the volume is silent at 0, whole at 1, and grows all the way', () => {
  expect(volumeFactor(0)).toBe(0)
  expect(volumeFactor(1)).toBe(1)
  expect(volumeFactor(0.5)).toBeCloseTo(gainFactor(-25))
  for (let n = 0; n < 100; n++)
    expect(volumeFactor((n + 1) / 100)).toBeGreaterThan(volumeFactor(n / 100))
})

test('what is not tagged is left as it is, and so is everything when levelling is off', () => {
  expect(levelFactor(untagged, { ...quiet, preamp: 6 }, true)).toBe(1)
  expect(levelFactor({ ...untagged, trackGain: -8 }, { ...quiet, levelling: 'off' }, false)).toBe(1)
})

test('within its album a track keeps its difference from the others', () => {
  const tagged = { trackGain: -8, trackPeak: 0.5, albumGain: -5, albumPeak: 0.9 }
  expect(levelFactor(tagged, quiet, true)).toBeCloseTo(gainFactor(-5))
  expect(levelFactor(tagged, quiet, false)).toBeCloseTo(gainFactor(-8))
  expect(levelFactor(tagged, { ...quiet, levelling: 'track' }, true)).toBeCloseTo(gainFactor(-8))
  expect(levelFactor({ ...untagged, albumGain: -5 }, quiet, false)).toBeCloseTo(gainFactor(-5))
})

test('never clips where the peak is known', () => {
  const gain = fc.option(fc.double({ min: -30, max: 30, noNaN: true }))
  const peak = fc.option(fc.double({ min: 0.001, max: 1.5, noNaN: true }))
  fc.assert(
    fc.property(gain, peak, gain, peak, fc.boolean(), (trackGain, p, albumGain, q, inAlbum) => {
      const trackPeak = p ?? 0.7
      const albumPeak = q === null ? null : Math.max(q, trackPeak)
      const loudness = { trackGain, trackPeak, albumGain, albumPeak }
      const factor = levelFactor(loudness, { ...quiet, preamp: 12 }, inAlbum)
      const tagged = trackGain !== null || albumGain !== null
      expect(factor * trackPeak).toBeLessThanOrEqual(tagged ? 1 + 1e-9 : trackPeak)
    }),
  )
})
