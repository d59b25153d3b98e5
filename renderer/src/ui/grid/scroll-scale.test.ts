import { expect, test } from 'vitest'
import { scrollScale, tallestBox, topToShow } from './scroll-scale.ts'

test('a list that browsers can lay out is not scaled', () => {
  const scale = scrollScale(3_400_000, 600)
  expect([scale.boxHeight, scale.toList(1234), scale.toBox(1234)]).toEqual([3_400_000, 1234, 1234])
})

test('two million rows reach from the first to the last pixel', () => {
  const listHeight = 2_000_000 * 34
  const scale = scrollScale(listHeight, 600)
  expect(scale.boxHeight).toBe(tallestBox)
  expect(scale.toList(0)).toBe(0)
  expect(scale.toList(tallestBox - 600)).toBeCloseTo(listHeight - 600, 3)
  expect(scale.toList(scale.toBox(34_000_000))).toBeCloseTo(34_000_000, 3)
})

test('scrolls no further than is needed to show a row', () => {
  expect(topToShow(10, 340, 34, 340)).toBe(340)
  expect(topToShow(5, 340, 34, 340)).toBe(170)
  expect(topToShow(20, 340, 34, 340)).toBe(374)
})
