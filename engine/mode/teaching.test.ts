import { expect, test } from 'vitest'
import { BINS, distributionOf } from './pitch-class-distribution.ts'
import { fromTonic, taughtTemplate } from './teaching.ts'

const template = {
  id: 'hicaz',
  whole: distributionOf([[0, 1]], 30),
  begin: distributionOf([[100, 1]], 30),
  end: distributionOf([[200, 1]], 30),
  transitions: Float32Array.from({ length: 1024 }, () => 1 / 1024),
}
const heard = distributionOf([[600, 1]], 30)

test('a template moves to what was confirmed by (8 template + n mean) / (n + 8)', () => {
  for (const tracks of [1, 8, 100]) {
    const taught = taughtTemplate(template, { tracks, whole: heard, begin: heard, end: heard })
    for (const k of [0, 40, 80, 120])
      expect(taught.whole[k]).toBeCloseTo(
        (8 * template.whole[k]! + tracks * heard[k]!) / (8 + tracks),
        6,
      )
    expect(taught.begin!.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
  }
})

test('without confirmed tracks it is as the app brings it', () => {
  expect(taughtTemplate(template, undefined)).toBe(template)
})

test('a mode of which only the scale is known learns its scale', () => {
  const scale = { ...template, begin: null, end: null }
  const taught = taughtTemplate(scale, { tracks: 8, whole: heard, begin: heard, end: heard })
  expect(taught.begin).toBeNull()
  expect(taught.whole[80]).toBeCloseTo(heard[80]! / 2, 5)
})

test('a distribution is turned so that its tonic comes first', () => {
  const turned = fromTonic(distributionOf([[600, 1]], 20), 80)
  expect(turned.indexOf(Math.max(...turned))).toBe(0)
  expect(turned).toHaveLength(BINS)
})
