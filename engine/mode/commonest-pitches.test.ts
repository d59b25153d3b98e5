import { expect, test } from 'vitest'
import { shareOfCommonest } from './commonest-pitches.ts'

const times = (count: number, pitch: number) => Array.from({ length: count }, () => pitch)

test('shares of pitch classes, in any octave and near their middle', () => {
  const cents = [...times(30, 1195), ...times(20, 2405), ...times(30, 700), ...times(20, 350)]
  expect(shareOfCommonest(cents, 1)).toBeCloseTo(0.5)
  expect(shareOfCommonest(cents, 2)).toBeCloseTo(0.8)
  expect(shareOfCommonest(cents, 5)).toBeCloseTo(1)
  expect(shareOfCommonest([-5, 5], 1)).toBeCloseTo(1)
  expect(shareOfCommonest([], 2)).toBe(0)
})
